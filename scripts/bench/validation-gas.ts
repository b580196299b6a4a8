import { canonicalText, duplicateClaimHash, duplicateSegments, type Vote } from "@openledger/sdk";
import { duplicateCourtAbi, openTokenAbi } from "@openledger/sdk/abis";
import type { Abi } from "viem";

import { sharedSegments } from "../../gateway/src/admission/shared-segments.ts";
import { createWorld, type Actor, type World } from "../demo/world.ts";
import { serveSimulated } from "../lib/serve-simulated.ts";
import { deploySimulatedSuite } from "../lib/simulated-suite.ts";
import { decide, openDatanet, salt, seat } from "../simulate/panel.ts";
import { contribute, createPerson, type Person } from "../simulate/people.ts";

const ITEMS = 100;
const accept: Vote = { reason: 0, score: 1_000_000 };
const reject: Vote = { reason: 9, score: 0 };

/** A world that adds up the gas of what it sends. */
function metered(world: World): World & { takeGas(): bigint } {
  let gas = 0n;
  const send = async (actor: Actor, contract: string, abi: Abi, functionName: string, args: readonly unknown[]) => {
    const receipt = await world.send(actor, contract, abi, functionName, args);
    gas += receipt.gasUsed;
    return receipt;
  };
  const takeGas = (): bigint => {
    const taken = gas;
    gas = 0n;
    return taken;
  };
  return { ...world, send, takeGas };
}

/**
 * What validation costs, every transaction of everybody counted: a round of 100 items by five validators, from the opening with its draw to the verdicts, and
 * the proof that an item repeats another one, of about 4 kB.
 * @returns Gas an item, and gas of announcing and proving.
 */
export async function measureValidationGas(): Promise<{ readonly roundPerItem: number; readonly duplicateProof: number }> {
  const suite = await deploySimulatedSuite();
  const served = await serveSimulated(suite.client);
  try {
    const world = metered(createWorld(served.url, suite.deployment));
    const person = async (index: number): Promise<Person> => {
      const actor = world.contributor(index, `person ${index}`);
      await world.send(world.actor("governance"), "OpenToken", openTokenAbi, "transfer", [actor.account.address, 10_000n * 10n ** 18n]);
      return createPerson(world, actor.name, actor);
    };
    const [owner, contributor] = [await person(1), await person(2)];
    const validators: Person[] = [];
    for (let index = 3; index < 8; index++) validators.push(await person(index));
    const datanet = (await openDatanet(world, owner, { name: "Gas", bond: 0n })).id;
    await seat(world, datanet, validators, 500n * 10n ** 9n);

    const texts = Array.from({ length: ITEMS }, (_, i) => ({ uri: "", licence: "MIT", text: `text number ${i} of the bench` }));
    const items = (await contribute(world, { datanet, salt, person: contributor, items: texts })).contributed.map(({ id }) => id);
    const isBad = (index: number) => index % 10 === 0;
    const answers = { known: 0b1111n | (1n << 10n), accept: 0b1110n };
    world.takeGas();
    await decide(world, {
      ...{ datanet, owner, validators, items, answers },
      votesOf: () => items.map((_, index) => (isBad(index) ? reject : accept)),
    });
    const roundPerItem = Number(world.takeGas()) / ITEMS;
    return { roundPerItem, duplicateProof: await measureProof(world, { datanet, owner, contributor, validators }) };
  } finally {
    await served.close();
    await suite.close();
  }
}

async function measureProof(
  world: World & { takeGas(): bigint },
  people: { datanet: number; owner: Person; contributor: Person; validators: readonly Person[] },
): Promise<number> {
  const { datanet, owner, contributor, validators } = people;
  const original = Array.from({ length: 120 }, (_, i) => `sentence ${i * i} of the original text`).join(", ");
  const copy = `some words of somebody else before it ${original}`;
  const [first, second] = (
    await contribute(world, {
      datanet,
      salt,
      person: contributor,
      items: [original, copy].map((text) => ({ uri: "", licence: "MIT", text })),
    })
  ).contributed;
  await decide(world, { datanet, owner, validators, items: [first!.id], votesOf: () => [accept] });
  const [later, earlier] = [copy, original].map((text) => new TextEncoder().encode(canonicalText(text)));
  const claim = {
    ...{ later: second!.id, earlier: first!.id, prover: contributor.account, salt },
    ...{ laterLength: BigInt(later!.length), earlierLength: BigInt(earlier!.length) },
  };
  const segments = duplicateSegments({ later: later!, earlier: earlier!, salt, places: sharedSegments(later!, earlier!) });
  world.takeGas();
  await world.send(contributor.actor, "DuplicateCourt", duplicateCourtAbi, "announce", [duplicateClaimHash(claim)]);
  await world.send(contributor.actor, "DuplicateCourt", duplicateCourtAbi, "prove", [claim, segments]);
  return Number(world.takeGas());
}
