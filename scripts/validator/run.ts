import { setTimeout as sleep } from "node:timers/promises";
import path from "node:path";

import { ContributionStatus, RoundPhase } from "@openledger/sdk";
import { isHex } from "viem";

import { createBook, type Book } from "./book.ts";
import { openContents, type ContentPlaces } from "./contents.ts";
import { stepDraws } from "./draws.ts";
import { claim } from "./money.ts";
import { wholeNumber } from "./options.ts";
import { commitBallot, panelWork } from "./panels.ts";
import { UsageError } from "./output.ts";
import { readPass } from "./pass.ts";
import { findOverlap, prove, punishAcceptance } from "./prove.ts";
import { stepRounds } from "./rounds.ts";
import type { Session } from "./session.ts";
import { openState, type ValidatorState } from "./state.ts";
import { activeItems, commitVotes, overrule, readLevel, readRound, recommend, seatsOf } from "./vote.ts";

export type Desk = { readonly book: Book; readonly contents: ContentPlaces; readonly state: ValidatorState };

/** Opens what a validator works with, and closes it whatever happens. */
export async function withDesk<T>(session: Session, work: (desk: Desk) => Promise<T>): Promise<T> {
  const { options, deployment } = session;
  const identity = { chainId: deployment.chainId, rounds: deployment.contracts.ValidationRounds, account: await session.account() };
  const state = await openState(options.folder, identity);
  try {
    const hasPrivate = options.salts.size > 0;
    const passes = await Promise.all(options.grants.map((file) => readPass(file, { key: options.key, deployment })));
    const contents = await openContents(options.contents, hasPrivate ? undefined : path.join(options.folder, "contents"), passes);
    const book = createBook(session);
    await book.refresh();
    return await work({ book, contents, state });
  } finally {
    await state.close();
  }
}

/**
 * The validator at work: gives and shows secrets, judges and votes, shows votes, takes every step that is due; with `--prove` proves copies, with
 * `--claim` withdraws. One look at the chain with `--once`, else until it is stopped.
 * @param signal Stops it between two looks.
 */
export async function run(session: Session, signal?: AbortSignal): Promise<void> {
  const { options, output } = session;
  if (options.contents.length === 0) output.warn("no place for texts is named (--content); nothing can be judged without texts");
  await withDesk(session, async (desk) => {
    const done = { draws: new Set<number>(), rounds: new Set<number>(), told: new Set<string>(), proofs: new Set<bigint>() };
    const stepPanels = panelWork(session, desk);
    for (;;) {
      await look(session, desk, done, stepPanels).catch((error: unknown) => {
        // A chain or a place that is down for a moment must not end a program that owes votes.
        if (options.once || error instanceof UsageError) throw error;
        output.warn(error instanceof Error ? error.message : String(error));
      });
      if (options.once || isStopped(signal)) return;
      await sleep(options.interval * 1_000, undefined, { signal }).catch(() => undefined);
      if (isStopped(signal)) return;
    }
  });
}

const isStopped = (signal: AbortSignal | undefined) => signal !== undefined && signal.aborted;

type Done = { readonly draws: Set<number>; readonly rounds: Set<number>; readonly told: Set<string>; readonly proofs: Set<bigint> };

async function look(session: Session, desk: Desk, done: Done, stepPanels: () => Promise<void>): Promise<void> {
  await desk.book.refresh();
  await stepDraws(session, { ...desk, done: done.draws });
  await stepRounds(session, { ...desk, done: done.rounds, told: done.told });
  await stepPanels();
  if (session.options.prove) await proveAll(session, desk, done.proofs);
  if (session.options.claim) await claim(session);
}

/** Tries every item that stands and was not tried yet. @param tried Added to. */
async function proveAll(session: Session, desk: Desk, tried: Set<bigint>): Promise<void> {
  const standing: readonly number[] = [ContributionStatus.Accepted, ContributionStatus.Pending];
  for (const { id, datanet, status } of [...desk.book.entries.values()]) {
    const isOurs = session.options.datanets.length === 0 || session.options.datanets.includes(datanet);
    if (tried.has(id) || !isOurs || !standing.includes(status)) continue;
    // A text that is nowhere today may be somewhere tomorrow.
    const overlap = await findOverlap(session, desk, id).catch(() => undefined);
    if (overlap === undefined) continue;
    // While an original is pending it proves nothing, so pending items are tried again.
    if (status === ContributionStatus.Accepted) tried.add(id);
    if (overlap.bytes < overlap.needed) continue;
    if (await prove(session, desk, id, overlap.earlier.id)) await punish(session, desk, id);
  }
}

async function punish(session: Session, desk: Desk, later: bigint): Promise<void> {
  const punished = await punishAcceptance(session, desk, later);
  if (punished > 0) session.output.say(`· the members that accepted ${later} lost stake in ${punished} panels`);
}

/** `vote <round>`: commits votes now, by the gate's recommendation and what `--set` says otherwise. */
export async function voteNow(session: Session): Promise<void> {
  const number = wholeNumber("the round", session.options.positionals[0], 1, 2 ** 48 - 1);
  await withDesk(session, async (desk) => {
    const opened = desk.book.rounds.get(number);
    if (opened === undefined) throw new UsageError(`there is no round ${number}`);
    const round = await readRound(session, number);
    if (round.phase !== RoundPhase.Committing) throw new UsageError(`round ${number} does not take votes now`);
    const level = await readLevel(session, number, round.level);
    const seats = await seatsOf(session, level);
    if (seats.length === 0) throw new UsageError(`account ${await session.account()} is not on the panel of round ${number}`);
    const open = seats.filter((seat) => ((level.committed >> seat) & 1) === 0);
    if (open.length === 0) throw new UsageError(`the votes for round ${number} are committed already`);
    const judgements = await recommend(session, { ...desk, opened, active: round.active });
    const votes = overrule(activeItems(opened, round.active), judgements, session.options.set);
    for (const seat of open) await commitVotes(session, { state: desk.state, round: number, level: round.level, seat, votes });
  });
}

/** `ballot <contract> <vote> <ballot>`. */
export async function ballotNow(session: Session): Promise<void> {
  const [contract, vote, ballot] = session.options.positionals;
  if (!isHex(ballot) || ballot.length !== 66) throw new UsageError("the ballot must be 0x and 64 hex digits");
  const number = wholeNumber("the vote", vote, 1, 2 ** 48 - 1);
  await withDesk(session, (desk) => commitBallot(session, desk, contract!, number, ballot));
}

/** `prove <later>`: proves a copy and has the members punished that accepted it. */
export async function proveNow(session: Session, later: bigint): Promise<void> {
  await withDesk(session, async (desk) => {
    const isProven = await prove(session, desk, later, session.options.earlier);
    if (!isProven) throw new UsageError(`contribution ${later} is not proven yet; run it again`);
    await punish(session, desk, later);
  });
}
