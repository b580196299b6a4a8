import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { ContributionStatus, nameOfCode, VerdictReason, type Vote } from "@openledger/sdk";
import { contributionLedgerAbi, duplicateCourtAbi, openTokenAbi, validationRoundsAbi } from "@openledger/sdk/abis";

import { createAdmissionGate, defaultPolicy } from "../../gateway/src/admission/gate.ts";
import type { CorpusItem } from "../demo/corpus.ts";
import { keywords } from "../demo/farm.ts";
import { createWorld, type World } from "../demo/world.ts";
import { serveSimulated } from "../lib/serve-simulated.ts";
import { deploySimulatedSuite } from "../lib/simulated-suite.ts";
import { attacks, farmedTexts, type Attack } from "./attacks.ts";
import { decide, openDatanet, salt, seat } from "./panel.ts";
import { contribute, createPerson, incomeOf, type Contributed, type Person } from "./people.ts";
import { createRandom, type Random } from "./random.ts";
import { judgeHeldOut, type HeldOut } from "./held-out.ts";
import type { AttackResult } from "./report.ts";
import { playSamples, type Sample } from "./samples.ts";
import { creditedTo, serve } from "./serve.ts";
import type { Stakes } from "./strategies.ts";
import { questionsOn, readHonestTexts, terms } from "./texts.ts";
import { sharesWithoutGate } from "./ungated.ts";

export type FarmingOptions = {
  readonly base: number;
  readonly each: number;
  readonly questions: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
};
export type FarmingResult = {
  readonly attacks: readonly AttackResult[];
  readonly honest: { readonly accepted: number; readonly items: number; readonly pay: number; readonly profit: number };
  readonly baseAccepted: number;
  readonly answers: number;
  readonly stakes: Stakes;
  readonly samples: readonly Sample[];
  /** nano-OPEN that the best paid farmed item would have earned an answer without the gate. */
  readonly farmedItemPerAnswer: number;
  readonly bond: number;
  readonly heldOut: readonly HeldOut[];
};

const nano = 1e9;
const bond = 2n * 10n ** 9n;
const washQuestions = 3;
const heldOutTexts = 60;
/** One known answer of either kind for so many items, as `ValidationRounds` asks. */
const itemsPerAnswer = 50;
/** A round holds 100 with the decoys. */
const itemsPerRound = 96;
type Party = { readonly name: string; readonly people: readonly Person[]; readonly items: readonly Contributed[]; readonly bonds: bigint };
type Verdict = { readonly id: bigint; readonly status: number; readonly reason: number };

/**
 * One Datanet, honest contributors, a panel of five honest validators, and nine farmers, with real texts, on the real contracts in this process: who contributes
 * what, what the panel decides, what the gateway pays, and what it all cost.
 */
export async function simulateFarming(options: FarmingOptions): Promise<FarmingResult> {
  const suite = await deploySimulatedSuite();
  const served = await serveSimulated(suite.client);
  const folder = await mkdtemp(path.join(tmpdir(), "openledger-farming-"));
  try {
    return await simulate(createWorld(served.url, suite.deployment), folder, options);
  } finally {
    await served.close();
    await suite.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function simulate(world: World, folder: string, { base, each, questions, seed, tell }: FarmingOptions): Promise<FarmingResult> {
  const random = createRandom(seed);
  const texts = await readHonestTexts(random, { base, each });
  const people = await createPeople(world, each);
  const { owner, validators, payer, washer } = people;
  const datanet = await openDatanet(world, owner, { name: "Smart-contract security", bond });
  await seat(world, datanet.id, validators, 500n * 10n ** 9n);
  tell(
    `${base} honest texts, ${each} of a newcomer, ${each} of each farmer; panel of ${validators.length}, bond ${Number(bond) / nano} OPEN an item`,
  );

  const enter = async (name: string, persons: readonly Person[], items: readonly CorpusItem[]): Promise<Party> => {
    const parts = persons.map((_, i) => items.filter((__, item) => item % persons.length === i));
    const all: Contributed[] = [];
    let bonds = 0n;
    for (const [i, person] of persons.entries()) {
      const entered = await contribute(world, { datanet: datanet.id, salt, person, items: parts[i]! });
      all.push(...entered.contributed);
      bonds += entered.bonds;
    }
    return { name, people: persons, items: all, bonds };
  };
  const gate = createAdmissionGate(defaultPolicy, terms);
  const finalAt = new Map<bigint, number>();
  const judge = async (items: readonly Contributed[]) => {
    const pending = [];
    for (const item of items) if ((await verdictOf(world, item.id)).status === ContributionStatus.Pending) pending.push(item);
    const votes = new Map<bigint, Vote>();
    for (const { id, item } of pending) {
      const entry = { key: id, text: item.text, licence: item.licence };
      const report = gate.judge(entry);
      if (report.isAccepted) gate.remember(entry);
      votes.set(id, { reason: VerdictReason[report.reason], score: report.noveltyPpm });
    }
    for (let start = 0; start < pending.length; start += itemsPerRound) {
      const batch = pending.slice(start, start + itemsPerRound).map(({ id }) => id);
      // The owner knows some answers: texts it read itself, and decoys of its own where none of the others is bad.
      const needed = Math.ceil((batch.length + 2) / itemsPerAnswer);
      const isBad = (id: bigint) => votes.get(id)!.reason !== 0;
      const decoys = Math.max(0, needed - batch.filter(isBad).length);
      for (const { id } of (await enter("decoys", [owner], decoysOf(decoys, random))).items) {
        batch.push(id);
        votes.set(id, { reason: VerdictReason.Stuffing, score: 0 });
      }
      batch.sort((a, b) => (a < b ? -1 : 1));
      const known = [...batch.filter(isBad).slice(0, needed), ...batch.filter((id) => !isBad(id)).slice(0, needed)];
      const setOf = (ids: readonly bigint[]) => ids.reduce((set, id) => set | (1n << BigInt(batch.indexOf(id))), 0n);
      const { finalAt: at } = await decide(world, {
        datanet: datanet.id,
        owner,
        validators,
        items: batch,
        votesOf: () => batch.map((id) => votes.get(id)!),
        answers: { known: setOf(known), accept: setOf(known.filter((id) => !isBad(id))) },
      });
      for (const id of batch) finalAt.set(id, at);
    }
  };

  const honestBase = await enter("base", [people.base], texts.base);
  await judge(honestBase.items);
  tell(`· the panel accepted ${await countAccepted(world, honestBase.items)} of ${base} honest texts`);

  const newcomer = await enter("newcomer", [people.newcomer], texts.newcomer);
  const wash = await enter("wash", [washer], texts.washer);
  const victims = random.shuffle(texts.base);
  const farmers = new Map<Attack, Party>();
  for (const [number, attack] of attacks.entries()) {
    if (attack === "wash") continue;
    const prey = victims.slice((number * each) % victims.length, ((number * each) % victims.length) + each);
    const farmed = farmedTexts(attack, { victims: prey, corpus: texts.base, random }).map((text, i) => ({
      uri: `${attack} ${i + 1}`,
      licence: "MIT",
      text,
    }));
    farmers.set(attack, await enter(attack, people.farmers.get(attack)!, farmed));
  }
  const everyone = [honestBase, newcomer, wash, ...farmers.values()];
  await judge(everyone.slice(1).flatMap(({ items }) => items));
  tell("· the panel judged the newcomers");

  const all = everyone.flatMap(({ items }) => items);
  const accepted = [];
  for (const item of all) if ((await verdictOf(world, item.id)).status === ContributionStatus.Accepted) accepted.push(item);
  const gateway = await serve(world, { datanet, owner, accepted, folder });
  try {
    const corpus = [...texts.base, ...texts.newcomer, ...texts.washer];
    const asked = [...victims.slice(0, 8 * each), ...texts.newcomer].flatMap((item) => questionsOn(item, corpus, questions));
    await gateway.ask(payer, asked);
    const settled = await gateway.settle();
    tell(`· ${settled} paid answers settled through the router`);
    const accounts = everyone.flatMap(({ people: persons }) => persons.map(({ account }) => account));
    const organic = await creditedTo(world, accounts);

    const selfAsked = texts.washer.flatMap((item) => questionsOn(item, corpus, washQuestions));
    const washFees = await gateway.ask(washer, selfAsked);
    await gateway.settle();
    const after = await creditedTo(world, accounts);
    const washBack = Number(after.get(washer.account)! - organic.get(washer.account)!);

    const ungated = sharesWithoutGate(all, asked, datanet.name);
    const sumOf = (party: Party, table: ReadonlyMap<number, bigint | number>) =>
      party.people.reduce((sum, { account }) => sum + Number(table.get(account) ?? 0), 0);
    const honestPay = sumOf(newcomer, organic);
    const honestUngated = sumOf(newcomer, ungated);
    const results: AttackResult[] = [];
    for (const attack of attacks) {
      const party = attack === "wash" ? wash : farmers.get(attack)!;
      const lost = party.bonds - (await refundsOf(world, party));
      const isWash = attack === "wash";
      const spent = isWash ? Number(washFees) : Number(lost);
      const pay = isWash ? washBack : sumOf(party, organic);
      results.push({
        attack,
        ...(await verdictsOn(world, party, finalAt)),
        ratio: isWash ? washBack / Number(washFees) : pay / honestPay,
        ratioWithoutGate: isWash ? washBack / Number(washFees) : sumOf(party, ungated) / honestUngated,
        profit: (pay - spent) / nano,
        cost: spent / nano,
      });
    }
    const dataFees = accounts.reduce((sum, account) => sum + Number(organic.get(account)!), 0);
    const weights = [...ungated.values()].reduce((sum, weight) => sum + weight, 0);
    const best = Math.max(...[...farmers.values()].map((party) => sumOf(party, ungated) / party.items.length / weights));
    const stakes = await readStakes(world);
    tell("· playing validators' strategies through the contracts");
    const samples = await playSamples(world, { owner, validators, contributor: people.newcomer, stakes });
    tell("· judging texts and disguises that the gate was not tuned on");
    const heldOut = await judgeHeldOut(random, { base: texts.base, each, readmes: heldOutTexts });
    return {
      attacks: results,
      heldOut,
      honest: {
        accepted: await countAccepted(world, newcomer.items),
        items: each,
        pay: honestPay / nano,
        profit: (honestPay - Number(newcomer.bonds - (await refundsOf(world, newcomer)))) / nano,
      },
      baseAccepted: await countAccepted(world, honestBase.items),
      answers: settled,
      stakes,
      samples,
      farmedItemPerAnswer: (best * dataFees) / settled,
      bond: Number(bond),
    };
  } finally {
    await gateway.close();
  }
}

async function createPeople(world: World, each: number) {
  const keys = { owner: 2, payer: 7, farmer: 11, contributor: 12, washer: 18, validators: [13, 14, 15, 16, 17] } as const;
  const actor = (index: number, name: string) => world.contributor(index - 12, name);
  for (const index of [keys.owner, keys.payer, keys.farmer, keys.contributor, keys.washer, ...keys.validators, 4]) {
    const address = actor(index, "").account.address;
    await world.send(world.actor("governance"), "OpenToken", openTokenAbi, "transfer", [address, 10_000n * 10n ** 18n]);
  }
  const person = (index: number, name: string) => createPerson(world, name, actor(index, name));
  const farmers = new Map<Attack, readonly Person[]>();
  for (const attack of attacks) {
    const persons: Person[] = [];
    for (let i = 0; i < (attack === "sybils" ? each : 1); i++) persons.push(await person(keys.farmer, `${attack} ${i + 1}`));
    farmers.set(attack, persons);
  }
  const validators: Person[] = [];
  for (const index of keys.validators) validators.push(await person(index, `validator ${index}`));
  return {
    owner: await person(keys.owner, "owner"),
    payer: await person(keys.payer, "application"),
    base: await person(keys.contributor, "base"),
    newcomer: await person(keys.contributor, "newcomer"),
    washer: await person(keys.washer, "washer"),
    farmers,
    validators,
  };
}

/** What any judge must refuse: keywords in no order. */
function decoysOf(count: number, random: Random): readonly CorpusItem[] {
  return Array.from({ length: count }, (_, i) => ({
    uri: `decoy ${i + 1}`,
    licence: "MIT",
    text: Array.from({ length: 200 }, () => random.pick(keywords)).join(" "),
  }));
}

async function verdictOf(world: World, id: bigint): Promise<Verdict> {
  return { id, ...(await world.read<Omit<Verdict, "id">>("ContributionLedger", contributionLedgerAbi, "contributionOf", [id])) };
}

async function countAccepted(world: World, items: readonly Contributed[]): Promise<number> {
  const verdicts = await Promise.all(items.map(({ id }) => verdictOf(world, id)));
  return verdicts.filter(({ status }) => status === ContributionStatus.Accepted).length;
}

async function refundsOf(world: World, party: Party): Promise<bigint> {
  let refunds = 0n;
  for (const { account } of party.people) refunds += (await incomeOf(world, account)).refund;
  return refunds;
}

async function verdictsOn(world: World, party: Party, finalAt: ReadonlyMap<bigint, number>) {
  const verdicts = await Promise.all(party.items.map(({ id }) => verdictOf(world, id)));
  const refused = verdicts.filter(({ status }) => status !== ContributionStatus.Accepted);
  const counts = new Map<string, number>();
  for (const { reason } of refused) {
    const name = nameOfCode(VerdictReason, reason);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const hours = refused.map(({ id }) => {
    const at = finalAt.get(id);
    return at === undefined ? 0 : (at - party.items.find((item) => item.id === id)!.revealedAt) / 3_600;
  });
  return {
    items: party.items.length,
    accepted: party.items.length - refused.length,
    reasons: [...counts].map(([name, count]) => `${count} ${name}`).join(", "),
    hours: hours.length === 0 ? undefined : Math.max(...hours),
  };
}

async function readStakes(world: World): Promise<Stakes> {
  const { feePerVote, knownAnswerPenalty } = await world.read<{ feePerVote: bigint; knownAnswerPenalty: bigint }>(
    "ValidationRounds",
    validationRoundsAbi,
    "parameters",
  );
  const acceptancePenalty = await world.read<bigint>("DuplicateCourt", duplicateCourtAbi, "acceptancePenalty");
  return { feePerVote: Number(feePerVote), knownAnswerPenalty: Number(knownAnswerPenalty), acceptancePenalty: Number(acceptancePenalty) };
}
