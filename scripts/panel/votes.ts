import { VotePhase } from "@openledger/sdk";
import { encodeAbiParameters, keccak256, type Hex } from "viem";

import { SnapshotError } from "../court/snapshot-index.ts";
import { Refusal, refusalOf } from "../epoch-rail/refusal.ts";
import { DEFAULT_SEND_RULES, sendCall, type SendRules } from "../epoch-rail/send-call.ts";
import type { RailSession } from "../epoch-rail/session.ts";
import { UsageError, type Output } from "../validator/output.ts";
import type { ValidatorState } from "../validator/state.ts";
import { NotRunHere, Unserved } from "./receipt-legs.ts";

export type PanelContract = "RerunPanel" | "InfluencePriors";

/** What a member works with. */
export type PanelDesk = {
  readonly session: RailSession;
  readonly validator: number;
  readonly state: Pick<ValidatorState, "saltFor" | "ballotOf" | "keepBallot" | "forgetBallots">;
  readonly output: Output;
  /** Whether to take steps that anybody may take. */
  readonly keeps: boolean;
  readonly sendRules?: SendRules;
};

export type Vote = {
  readonly draw: number;
  readonly deadline: number;
  readonly phase: number;
  readonly barred: number;
  readonly committed: number;
  readonly revealed: number;
};

/** Ballot of a member that was not served what it needs: all ones. */
export const WITHHELD: Hex = `0x${"ff".repeat(32)}`;

/** Before this part of the commit window is over, what is not served may still come. */
const PATIENCE = 0.6;

export const readVote = (session: RailSession, contract: PanelContract, vote: number): Promise<Vote> =>
  session.read<Vote>(contract, "voteOf", [vote]);

/** `IPanelVotes.ballotHash`. */
export const ballotHash = (vote: number, validator: number, ballot: Hex, salt: Hex): Hex =>
  keccak256(
    encodeAbiParameters(
      [{ type: "uint48" }, { type: "uint32" }, { type: "bytes32" }, { type: "bytes32" }],
      [vote, validator, ballot, salt],
    ),
  );

const has = (set: number, seat: number): boolean => ((set >>> seat) & 1) === 1;

/** Sends a call if it would succeed now. @returns Whether it did. */
export async function attempt(
  { session, sendRules = DEFAULT_SEND_RULES, output }: PanelDesk,
  contract: PanelContract,
  functionName: string,
  args: readonly unknown[],
): Promise<boolean> {
  const request = { address: session.address(contract), abi: session.abi(contract), functionName, args };
  const simulated = session.client.simulateContract({ account: session.sender(), ...request } as never);
  const isWilling = await simulated.then(
    () => true,
    (error: unknown) => {
      if (refusalOf(functionName, error) === undefined) throw error;
      return false;
    },
  );
  if (!isWilling) return false;
  return sendCall(session, { contract, functionName, args }, sendRules, (line) => output.say(line)).then(
    () => true,
    (error: unknown) => {
      // Somebody else did the same step between the two; then it is done.
      if (error instanceof Refusal) return false;
      throw error;
    },
  );
}

/** Votes for this member's seats: the ballots are on disk before their hashes are sent, and the same are sent after a restart. */
async function commit(
  desk: PanelDesk,
  {
    contract,
    vote,
    stored,
    seats,
    judge,
    now,
  }: { contract: PanelContract; vote: number; stored: Vote; seats: readonly number[]; judge: () => Promise<Hex>; now: number },
): Promise<void> {
  const { session, validator, state, output } = desk;
  const name = `${contract} ${vote}`;
  let judged: Hex | undefined;
  for (const seat of seats) {
    if (has(stored.committed, seat)) continue;
    const place = `${name}/${seat}`;
    let kept = state.ballotOf(place);
    if (kept === undefined) {
      judged ??= await ballotFor(desk, { contract, stored, name, judge, now });
      if (judged === undefined) return;
      const salt = state.saltFor(`ballot ${session.address(contract)} ${place}`);
      kept = { ballot: judged, salt, hash: ballotHash(vote, validator, judged, salt) };
      await state.keepBallot(place, kept);
    }
    if (await attempt(desk, contract, "commitBallot", [vote, seat, validator, kept.hash]))
      output.say(`· ${name}: committed the ballot of seat ${seat}`);
  }
}

/** What to vote; undefined while what is missing may still come. */
async function ballotFor(
  { session, output }: PanelDesk,
  { contract, stored, name, judge, now }: { contract: PanelContract; stored: Vote; name: string; judge: () => Promise<Hex>; now: number },
): Promise<Hex | undefined> {
  try {
    return await judge();
  } catch (error) {
    if (error instanceof NotRunHere) {
      output.warn(`${name}: ${error.message}; re-run it with what does, and vote with: npm run validator -- ballot ${name} 0x…`);
      return undefined;
    }
    if (!(error instanceof Unserved || error instanceof SnapshotError)) throw error;
    const { commitWindow } = await session.read<{ commitWindow: number }>(contract, "voteTerms");
    const isEarly = now < stored.deadline - (1 - PATIENCE) * commitWindow;
    output.warn(`${name}: ${error.message}; ${isEarly ? "looking again until late in the voting time" : "voting that it was withheld"}`);
    return isEarly ? undefined : WITHHELD;
  }
}

/** Shows what this member committed. */
async function show(desk: PanelDesk, contract: PanelContract, vote: number, stored: Vote, seats: readonly number[]): Promise<void> {
  const { validator, state, output } = desk;
  for (const seat of seats) {
    if (!has(stored.committed, seat) || has(stored.revealed, seat)) continue;
    const kept = state.ballotOf(`${contract} ${vote}/${seat}`);
    if (kept === undefined) {
      output.warn(
        `${contract} ${vote}: the ballot committed for seat ${seat} is not in the folder; only the program that committed it can show it`,
      );
      continue;
    }
    if (await attempt(desk, contract, "revealBallot", [vote, seat, validator, kept.ballot, kept.salt]))
      output.say(`· ${contract} ${vote}: showed the ballot of seat ${seat}`);
  }
}

/** Does a piece of work; a failure is told, and keeps nothing else waiting. */
export async function guarded({ output }: PanelDesk, name: string, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) => {
    if (error instanceof UsageError) throw error;
    output.warn(`${name}: ${(error instanceof Error ? error.message : String(error)).split("\n")[0]}`);
  });
}

/**
 * Does what this member owes to a vote now: commits, then shows; and moves it on if nobody did.
 * @param judge Finds what to vote. @throws Unserved or SnapshotError in it: late in the voting time that is the ballot.
 */
export async function stepVote(
  desk: PanelDesk,
  { contract, vote, judge }: { readonly contract: PanelContract; readonly vote: number; readonly judge: () => Promise<Hex> },
): Promise<Vote> {
  const { session, validator } = desk;
  let stored = await readVote(session, contract, vote);
  if (stored.phase === VotePhase.Committing || stored.phase === VotePhase.Revealing) {
    const members = await session.read<readonly number[]>("PanelDraws", "membersOf", [stored.draw]);
    const seats = members.flatMap((member, seat) => (member === validator && !has(stored.barred, seat) ? [seat] : []));
    const { timestamp } = await session.client.getBlock({ blockTag: "latest" });
    const isOver = stored.phase === VotePhase.Revealing || Number(timestamp) > stored.deadline;
    // The first ballot that is shown closes the commits, if their time is over.
    if (isOver) await show(desk, contract, vote, stored, seats);
    else await commit(desk, { contract, vote, stored, seats, judge, now: Number(timestamp) });
  }
  const isMoving = stored.phase === VotePhase.Drawing || stored.phase === VotePhase.Committing;
  if (desk.keeps && isMoving && (await attempt(desk, contract, "advance", [vote]))) {
    stored = await readVote(session, contract, vote);
    desk.output.say(`· ${contract} ${vote}: moved on`);
  }
  return stored;
}
