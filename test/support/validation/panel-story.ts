import { VerdictReason } from "@openledger/sdk";
import { keccak256, numberToHex, stringToBytes, type Hex } from "viem";

import { DATANET, DATANET_SALT, OPEN, type PanelWorld, type Vote } from "./panel-world.ts";
import { segmentOf } from "./segment.ts";

const DAY = 86_400;
const VALIDATORS = 9;
const KNOWN_SALT = keccak256(stringToBytes("the salt of the known answers"));
const accept = (score: number): Vote => ({ score });
const reject = (reason: number): Vote => ({ reason });
const all = (votes: readonly Vote[]) => Array.from({ length: 31 }, () => votes);

/** Lower-case letters that repeat nowhere. */
const text = (seed: string, length: number): string => {
  let letters = "";
  for (let part = 0; letters.length < length; part += 1)
    letters += keccak256(stringToBytes(`${seed} ${part}`))
      .slice(2)
      .replace(/\d/g, (digit) => "ghijklmnop"[Number(digit)]!);
  return letters.slice(0, length);
};

/** What the story leaves for a test to look at. */
export type Story = {
  readonly validators: readonly number[];
  readonly delegator: number;
  readonly contributor: number;
  readonly rival: number;
  readonly prover: number;
  readonly owner: number;
  readonly items: Readonly<Record<"good" | "gone" | "appealed" | "known" | "copy" | "kept" | "ruled", bigint>>;
};

/** Stake, delegation, an exit, seats, and a heavier validator that takes a seat. */
async function takePlaces(world: PanelWorld, validators: readonly number[], delegator: number): Promise<void> {
  for (const [seat, validator] of validators.entries()) {
    const amount = seat === VALIDATORS ? 3_000n * OPEN : 1_000n * OPEN + BigInt(seat) * 7n;
    await world.send("ValidatorStaking", "stake", [DATANET, validator, validator, amount]);
    if (seat < VALIDATORS) await world.send("ValidatorStaking", "takeSeat", [DATANET, validator, seat]);
  }
  await world.send("ValidatorStaking", "takeSeat", [DATANET, validators[VALIDATORS], VALIDATORS - 1]);
  for (const validator of validators.slice(0, 3))
    await world.send("ValidatorStaking", "stake", [DATANET, validator, delegator, 500n * OPEN + 3n]);
  await world.send("ValidatorStaking", "unstake", [DATANET, validators[0], delegator, 100n * OPEN]);
  await world.wait(2);
}

/** Round 1: a withheld secret, a silent member, a missed known answer, and one item that an appeal turns round. */
async function judgeFirst(world: PanelWorld, items: readonly bigint[], validators: readonly number[], owner: number, appellant: number) {
  const known = [8n, 0n, KNOWN_SALT] as const;
  const answers = await world.read<Hex>("ValidationRounds", "answersHashOf", known);
  await world.send("ValidationRounds", "open", [DATANET, items, owner, answers]);
  const secrets = [validators[0]!, validators[1]!].map((validator, index) => ({ validator, secret: numberToHex(index + 1, { size: 32 }) }));
  for (const { validator, secret } of secrets) {
    const hash = await world.read<Hex>("PanelDraws", "secretHash", [1, validator, secret]);
    await world.send("PanelDraws", "commitSecret", [1, validator, hash]);
  }
  await world.wait(14 * 3_600 + 1);
  await world.send("PanelDraws", "advance", [1]);
  await world.send("PanelDraws", "revealSecret", [1, secrets[0]!.validator, secrets[0]!.secret]);
  await world.wait(14 * 3_600 + 1);
  await world.send("PanelDraws", "advance", [1]);
  await world.send("ValidationRounds", "advance", [1]);
  const { LowQuality, Stuffing } = VerdictReason;
  await world.cast(1, [
    [accept(900_000), accept(700_000), reject(LowQuality), reject(Stuffing)],
    [accept(800_000), accept(710_000), reject(LowQuality), accept(1)],
  ]);
  await world.send("ValidationRounds", "revealAnswers", [1, ...known]);
  await world.send("ValidationRounds", "appeal", [1, 4n, appellant]);
  await world.wait(DAY + 1);
  await world.send("ValidationRounds", "finalise", [1, items]);
  await world.draw(1);
  await world.cast(1, all([accept(600_000)]));
  await world.wait(DAY + 1);
  await world.send("ValidationRounds", "finalise", [1, items]);
}

/** Round 2 accepts a copy, which is proven in two steps; everybody who accepted it loses stake. */
async function proveCopy(
  world: PanelWorld,
  story: Pick<Story, "owner" | "prover">,
  items: readonly bigint[],
  good: bigint,
  texts: [string, string],
) {
  await world.send("ValidationRounds", "open", [DATANET, items, story.owner, numberToHex(0, { size: 32 })]);
  await world.draw(2);
  await world.cast(2, all([accept(500_000), accept(400_000)]));
  await world.wait(DAY + 1);
  await world.send("ValidationRounds", "finalise", [2, items]);
  const [later, earlier] = texts.map((part) => stringToBytes(part)) as [Uint8Array, Uint8Array];
  const claim = {
    later: items[0],
    earlier: good,
    laterLength: BigInt(later.length),
    earlierLength: BigInt(earlier.length),
    prover: story.prover,
    salt: KNOWN_SALT,
  };
  await world.send("DuplicateCourt", "announce", [await world.read("DuplicateCourt", "claimHash", [claim])]);
  for (const [start, length] of [
    [0, 150],
    [150, 450],
  ] as const) {
    const segment = segmentOf(later, earlier, DATANET_SALT, { laterStart: 13 + start, earlierStart: start, length });
    await world.send("DuplicateCourt", "prove", [claim, [segment]]);
  }
  await world.send("DuplicateCourt", "punishAcceptance", [2, 0, items, 0]);
}

/** Rounds 3 and 4: one without votes, then one through every appeal to a ruling. */
async function goToGovernance(world: PanelWorld, items: readonly bigint[], owner: number, appellants: readonly number[]) {
  const none = numberToHex(0, { size: 32 });
  await world.send("ValidationRounds", "open", [DATANET, items, owner, none]);
  await world.draw(3);
  await world.cast(3, []);
  await world.send("ValidationRounds", "finalise", [3, items]);
  await world.send("ValidationRounds", "open", [DATANET, items, owner, none]);
  for (const [level, appellant] of appellants.entries()) {
    await world.draw(4);
    await world.cast(4, all([level % 2 === 0 ? reject(VerdictReason.OffTopic) : accept(300_000)]));
    await world.send("ValidationRounds", "appeal", [4, 1n, appellant]);
    await world.wait(DAY + 1);
    await world.send("ValidationRounds", "finalise", [4, items]);
  }
  await world.send("ValidationRounds", "rule", [4, items, numberToHex(450_000, { size: 4 })]);
}

async function askRemovals(world: PanelWorld, claimant: number, { gone, kept, appealed }: Story["items"]) {
  const ask = (item: bigint) =>
    world.send("RemovalCourt", "request", [item, VerdictReason.PersonalData, claimant, KNOWN_SALT, "https://example.org/evidence"]);
  await ask(gone);
  await ask(kept);
  await ask(appealed);
  await world.send("RemovalCourt", "rule", [1, true]);
  await world.send("RemovalCourt", "rule", [2, false]);
  await world.wait(7 * DAY + 1);
  await world.send("RemovalCourt", "lapse", [3]);
}

/** A settlement rail credits an account, and its use is counted. */
async function countUse(world: PanelWorld, account: number): Promise<void> {
  const rail = world.deployment.contracts["RewardRouter"]!;
  await world.impersonate(rail);
  const amount = 25n * OPEN;
  await world.send("OpenToken", "transfer", [world.deployment.contracts["PayoutLedger"], amount * 1_000_000_000n]);
  await world.send("PayoutLedger", "credit", [[Math.floor(account / 4)], [amount << BigInt(64 * (account % 4))], amount], rail);
  await world.send("Reputation", "recordUse", [account]);
}

/** Everything that validation does, on the chain of `world`. */
export async function tellStory(world: PanelWorld): Promise<Story> {
  const people: number[] = [];
  for (let count = 0; count < VALIDATORS + 7; count += 1) people.push(await world.register());
  const [owner, contributor, rival, prover, delegator, appellant] = people as [number, number, number, number, number, number];
  const validators = people.slice(6);
  await takePlaces(world, validators, delegator);
  const expiry = (await world.now()) + 60 * DAY;
  await world.send("Bounties", "fund", [DATANET, owner, 30n * OPEN, 4, expiry, "reentrancy findings in vault code"]);

  const original = text("original", 640);
  const first = await world.contribute(contributor, [original, text("gone", 90), text("appealed", 90), text("known", 90)], 1);
  const [good, gone, appealed, known] = first as [bigint, bigint, bigint, bigint];
  await judgeFirst(world, first, validators, owner, appellant);
  await world.send("Bounties", "claim", [good]);
  await world.send("Bounties", "claim", [gone]);

  const copied = `${text("before", 13)}${original.slice(0, 600)}${text("behind", 40)}`;
  const second = await world.contribute(rival, [copied, text("kept", 90)]);
  await proveCopy(world, { owner, prover }, second, good, [copied, original]);
  const third = await world.contribute(rival, [text("ruled", 90)]);
  await goToGovernance(world, third, owner, [appellant, rival, appellant]);
  const [copy, kept, ruled] = [...second, ...third] as [bigint, bigint, bigint];
  const items = { good, gone, appealed, known, copy, kept, ruled };
  await askRemovals(world, prover, items);

  await world.wait(14 * DAY);
  await world.send("Bounties", "pay", [good]);
  await world.send("Bounties", "pay", [gone]);
  await countUse(world, contributor);
  await world.wait(90 * DAY);
  await world.send("Bounties", "refund", [1]);
  await world.send("ValidatorStaking", "release", [1n]);
  await world.send("ValidatorStaking", "unstake", [DATANET, validators[1], delegator, 200n * OPEN]);
  await world.send("ValidatorStaking", "leaveSeat", [DATANET, validators[2]]);
  await world.send("ValidatorStaking", "burn", []);
  for (const [contract, account] of [
    ["ValidatorStaking", delegator],
    ["ValidationRounds", owner],
    ["PanelDraws", owner],
    ["RemovalCourt", prover],
    ["Bounties", contributor],
  ] as const)
    await world.send(contract, "withdrawCredit", [account]);
  return { validators, delegator, contributor, rival, prover, owner, items };
}
