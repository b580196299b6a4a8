import { encodeVotes, VerdictReason, votesHash, type Vote } from "@openledger/sdk";
import { panelDrawsAbi, validationRoundsAbi } from "@openledger/sdk/abis";
import type { Hex } from "viem";

import type { Book, OpenedRound } from "./book.ts";
import type { ContentPlaces } from "./contents.ts";
import { judgeItems, tell, voteFor, type Judgements } from "./judge.ts";
import { contributionOf } from "./options.ts";
import { UsageError } from "./output.ts";
import type { Session } from "./session.ts";
import type { ValidatorState } from "./state.ts";

export type Round = {
  readonly datanet: number;
  readonly level: number;
  readonly phase: number;
  readonly deadline: number;
  readonly active: bigint;
};
export type Level = {
  readonly draw: number;
  readonly size: number;
  readonly committed: number;
  readonly revealed: number;
  readonly votingFrom: number;
};

const rounds = { contract: "ValidationRounds", abi: validationRoundsAbi } as const;

export const readRound = (session: Session, round: number) => session.read<Round>({ ...rounds, functionName: "roundOf", args: [round] });
export const readLevel = (session: Session, round: number, level: number) =>
  session.read<Level>({ ...rounds, functionName: "levelOf", args: [round, level] });

/** Seats this validator has at the round's level. */
export async function seatsOf(session: Session, level: Level): Promise<readonly number[]> {
  if (level.size === 0) return [];
  const members = await session.read<readonly number[]>({
    contract: "PanelDraws",
    abi: panelDrawsAbi,
    functionName: "membersOf",
    args: [level.draw],
  });
  const validator = await session.account();
  return members.flatMap((member, seat) => (member === validator ? [seat] : []));
}

/** The items that are judged at the round's level, in the order of the votes. */
export function activeItems(opened: OpenedRound, active: bigint): readonly bigint[] {
  return opened.items.filter((_, index) => (active >> BigInt(index)) & 1n);
}

/** Judges the items of a round, and tells what it found. */
export async function recommend(
  session: Session,
  { book, contents, opened, active }: { book: Book; contents: ContentPlaces; opened: OpenedRound; active: bigint },
): Promise<Judgements> {
  const { output } = session;
  const items = activeItems(opened, active);
  const judgements = await judgeItems(session, { book, contents, datanet: opened.datanet, wanted: items });
  output.say(`round ${opened.round}, Datanet ${opened.datanet}: ${items.length} items, by ${judgements.policySource}`);
  if (judgements.unseen > 0)
    output.warn(
      `the texts of ${judgements.unseen} earlier items are nowhere; copies of them cannot be found: name more places with --content`,
    );
  for (const id of items) output.say(tell(id, judgements.byId.get(id)));
  return judgements;
}

/**
 * Commits votes for one seat. They are on disk before the transaction is sent.
 * @returns Whether they are committed now.
 */
export async function commitVotes(
  session: Session,
  { state, round, level, seat, votes }: { state: ValidatorState; round: number; level: number; seat: number; votes: readonly Vote[] },
): Promise<void> {
  const validator = await session.account();
  const packed = encodeVotes(votes);
  const salt = state.saltFor(`votes ${round}/${level}/${seat}`);
  const hash = votesHash({ round, level, validator, votes: packed, salt });
  await state.keepVotes(round, level, seat, { votes: packed, salt, hash });
  await session.send({ ...rounds, functionName: "commitVotes", args: [round, seat, validator, hash] });
  const accepted = votes.filter(({ reason }) => reason === VerdictReason.None).length;
  session.output.say(`· round ${round}: committed votes for seat ${seat}: ${accepted} accepted, ${votes.length - accepted} rejected`);
}

/** The recommended votes, with what the operator decided otherwise. @param set `<contribution>=<Reason or novelty in ppm>`. */
export function overrule(items: readonly bigint[], judgements: Judgements, set: readonly string[]): readonly Vote[] {
  const overruled = new Map<bigint, Vote>();
  for (const entry of set) {
    const [id, value = ""] = entry.split("=");
    const item = contributionOf(id);
    if (!items.includes(item)) throw new UsageError(`${item} is not judged in this round`);
    overruled.set(item, readVote(value));
  }
  return items.map((id) => overruled.get(id) ?? voteFor(judgements.byId.get(id)));
}

function readVote(value: string): Vote {
  const score = /^\d{1,7}$/.test(value) ? Number(value) : 0;
  if (score >= 1 && score <= 1_000_000) return { reason: VerdictReason.None, score };
  if (value !== "None" && Object.hasOwn(VerdictReason, value))
    return { reason: VerdictReason[value as keyof typeof VerdictReason], score: 0 };
  const known = Object.keys(VerdictReason).slice(1).join(", ");
  throw new UsageError(`${JSON.stringify(value.slice(0, 40))} is no vote: write a novelty of 1 to 1000000, or one of ${known}`);
}

/** Hash that the chain has for a seat, from the events. */
export function committedHash(opened: OpenedRound, level: number, seat: number): Hex | undefined {
  return opened.committed.get(level)?.get(seat);
}
