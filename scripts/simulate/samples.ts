import { canonicalText, duplicateClaimHash, duplicateSegments, type Vote } from "@openledger/sdk";
import { duplicateCourtAbi } from "@openledger/sdk/abis";

import { sharedSegments } from "../../gateway/src/admission/shared-segments.ts";
import type { CorpusItem } from "../demo/corpus.ts";
import type { World } from "../demo/world.ts";
import { decide, openDatanet, salt, seat } from "./panel.ts";
import { contribute, stakeOf, type Person } from "./people.ts";
import { expectedValue, type Round, type Stakes, type Strategy } from "./strategies.ts";

export type Sample = { readonly name: string; readonly expected: number; readonly measured: number };

const accept: Vote = { reason: 0, score: 1_000_000 };
const reject: Vote = { reason: 9, score: 0 };
const court = "DuplicateCourt";

/**
 * Points of the grid, played through the contracts: four members vote by the truth and one by a strategy, and what each gained or lost is compared with the model,
 * to the nano-OPEN. In the last the item accepted against the truth is a copy, and somebody proves it.
 */
export async function playSamples(
  world: World,
  { owner, validators, contributor, stakes }: { owner: Person; validators: readonly Person[]; contributor: Person; stakes: Stakes },
): Promise<readonly Sample[]> {
  const datanet = (await openDatanet(world, owner, { name: "Samples", bond: 0n })).id;
  await seat(world, datanet, validators, 500n * 10n ** 9n);
  const samples: Sample[] = [];
  let made = 0;
  const newItems = async (count: number) => {
    const items = Array.from({ length: count }, (): CorpusItem => ({ uri: "", licence: "MIT", text: `sample text number ${++made}` }));
    return (await contribute(world, { datanet, salt, person: contributor, items })).contributed.map(({ id }) => id);
  };
  const points: readonly (readonly [Strategy, Partial<Round>])[] = [
    ["honest", { items: 10, knownBad: 1, knownGood: 1, bad: 0.25 }],
    ["accept all", { items: 10, knownBad: 1, knownGood: 1, bad: 0.25 }],
    ["reject all", { items: 10, knownBad: 2, knownGood: 2, bad: 0.5 }],
    ["accept all", { items: 21, knownBad: 2, knownGood: 1, bad: 0.5 }],
  ];
  for (const [strategy, point] of points) {
    const round: Round = { items: 0, knownBad: 0, knownGood: 0, bad: 0, provable: 0, proven: 0, accuracy: 1, clear: 1, work: 0, ...point };
    const items = await newItems(round.items);
    const badOthers = (round.items - round.knownBad - round.knownGood) * round.bad;
    // Known bad ones first, then other bad ones, then the good ones; the last of those are known.
    const isBad = items.map((_, i) => i < round.knownBad + badOthers);
    const known = items.reduce(
      (set, _, i) => (i < round.knownBad || i >= round.items - round.knownGood ? set | (1n << BigInt(i)) : set),
      0n,
    );
    const accepted = isBad.reduce((set, bad, i) => (bad ? set : set | (1n << BigInt(i))), 0n);
    const truth = isBad.map((bad) => (bad ? reject : accept));
    const odd = validators[4]!;
    const oddVotes = strategy === "honest" ? truth : isBad.map(() => (strategy === "accept all" ? accept : reject));
    const before = await stakeOf(world, datanet, odd.account);
    await decide(world, {
      ...{ datanet, owner, validators, items },
      votesOf: (validator) => (validator === odd ? oddVotes : truth),
      answers: { known, accept: known & accepted },
    });
    const measured = Number((await stakeOf(world, datanet, odd.account)) - before);
    const name = `${strategy}, ${round.items} items, ${round.knownBad}+${round.knownGood} known, ${round.bad} bad`;
    samples.push({ name, expected: expectedValue(strategy, round, stakes), measured });
  }
  samples.push(await playCopy(world, { datanet, owner, validators, contributor, stakes }));
  return samples;
}

/** Three of five accept a copy of an accepted item; the contributor of the original proves it while the verdict can be appealed. */
async function playCopy(
  world: World,
  {
    datanet,
    owner,
    validators,
    contributor,
    stakes,
  }: { datanet: number; owner: Person; validators: readonly Person[]; contributor: Person; stakes: Stakes },
): Promise<Sample> {
  const original = Array.from({ length: 120 }, (_, i) => `sentence ${i * i} of the original`).join(", ");
  const item = (text: string): CorpusItem => ({ uri: "", licence: "MIT", text });
  const [first] = (await contribute(world, { datanet, salt, person: contributor, items: [item(original)] })).contributed;
  const all = () => [accept];
  await decide(world, { datanet, owner, validators, items: [first!.id], votesOf: all });
  const copy = `own words before it ${original}`;
  const [second] = (await contribute(world, { datanet, salt, person: contributor, items: [item(copy)] })).contributed;
  const colluder = validators[0]!;
  const colluders = new Set(validators.slice(0, 3));
  const before = await stakeOf(world, datanet, colluder.account);
  await decide(world, {
    ...{ datanet, owner, validators, items: [second!.id] },
    votesOf: (validator) => [colluders.has(validator) ? accept : reject],
    beforeFinal: async (round) => {
      const [later, earlier] = [copy, original].map((text) => new TextEncoder().encode(canonicalText(text)));
      const claim = {
        ...{ later: second!.id, earlier: first!.id, prover: contributor.account, salt },
        ...{ laterLength: BigInt(later!.length), earlierLength: BigInt(earlier!.length) },
      };
      const segments = duplicateSegments({ later: later!, earlier: earlier!, salt, places: sharedSegments(later!, earlier!) });
      const send = (functionName: string, args: readonly unknown[]) =>
        world.send(contributor.actor, court, duplicateCourtAbi, functionName, args);
      await send("announce", [duplicateClaimHash(claim)]);
      await send("prove", [claim, segments]);
      await send("punishAcceptance", [round, 0, [second!.id], 0]);
    },
  });
  const measured = Number((await stakeOf(world, datanet, colluder.account)) - before);
  // The item counts as rejected in the end, so the fee is forgone as well: nothing is added.
  return { name: "three of five accept a copy that is proven", expected: -stakes.acceptancePenalty, measured };
}
