import { RoundPhase } from "@openledger/sdk";
import { validationRoundsAbi } from "@openledger/sdk/abis";

import type { Book, OpenedRound } from "./book.ts";
import type { ContentPlaces } from "./contents.ts";
import type { Session } from "./session.ts";
import type { ValidatorState } from "./state.ts";
import {
  activeItems,
  commitVotes,
  committedHash,
  overrule,
  readLevel,
  readRound,
  recommend,
  seatsOf,
  type Level,
  type Round,
} from "./vote.ts";

export type RoundsContext = {
  readonly book: Book;
  readonly contents: ContentPlaces;
  readonly state: ValidatorState;
  /** Rounds that are closed; added to. */
  readonly done: Set<number>;
  /** Rounds and levels whose recommendation was told; added to. */
  readonly told: Set<string>;
};

const rounds = { contract: "ValidationRounds", abi: validationRoundsAbi } as const;
/** Before this part of the commit window is over, a text that is missing may still come. */
const patience = 0.6;

/** Does in every open round what this validator owes or may do now. */
export async function stepRounds(session: Session, context: RoundsContext): Promise<void> {
  const { datanets } = session.options;
  for (const opened of context.book.rounds.values()) {
    if (context.done.has(opened.round) || (datanets.length > 0 && !datanets.includes(opened.datanet))) continue;
    const round = await readRound(session, opened.round);
    if (round.phase === RoundPhase.Closed) {
      context.done.add(opened.round);
      await context.state.forgetRound(opened.round);
      continue;
    }
    await stepRound(session, context, opened, round);
  }
}

async function stepRound(session: Session, context: RoundsContext, opened: OpenedRound, round: Round): Promise<void> {
  const level = await readLevel(session, opened.round, round.level);
  switch (round.phase) {
    case RoundPhase.Drawing:
      return keepGoing(session, opened, "advance", [opened.round], "the draw moved on");
    case RoundPhase.Committing: {
      await vote(session, context, opened, round, level);
      return keepGoing(session, opened, "advance", [opened.round], "voting is over, votes are shown");
    }
    case RoundPhase.Revealing: {
      await show(session, context, opened, round, level);
      await context.book.refresh();
      const shown = context.book.rounds.get(opened.round)?.shown.get(round.level);
      const votes = Array.from({ length: level.size }, (_, seat) => shown?.get(seat) ?? "0x");
      return keepGoing(session, opened, "tally", [opened.round, votes], "the votes are counted");
    }
    default:
      return keepGoing(session, opened, "finalise", [opened.round, opened.items], "verdicts are final");
  }
}

/** A step that anybody may take once it is due. */
async function keepGoing(
  session: Session,
  opened: OpenedRound,
  functionName: string,
  args: readonly unknown[],
  what: string,
): Promise<void> {
  if (!session.options.keep) return;
  const receipt = await session.attempt({ ...rounds, functionName, args });
  if (receipt !== undefined) session.output.say(`· round ${opened.round}: ${what}`);
}

async function vote(session: Session, context: RoundsContext, opened: OpenedRound, round: Round, level: Level): Promise<void> {
  const seats = (await seatsOf(session, level)).filter((seat) => (level.committed & (1 << seat)) === 0);
  const now = await session.now();
  if (seats.length === 0 || now > round.deadline) return;
  const key = `${opened.round}/${round.level}`;
  if (session.options.recommend && context.told.has(key)) return;
  // A restart between keeping and committing must not judge anew: the same votes are sent.
  const kept = seats.map((seat) => ({ seat, votes: context.state.votesOf(opened.round, round.level, seat) }));
  const fresh = kept.filter(({ votes }) => votes === undefined);
  for (const { seat, votes } of kept) {
    if (votes === undefined || session.options.recommend) continue;
    await session.send({ ...rounds, functionName: "commitVotes", args: [opened.round, seat, await session.account(), votes.hash] });
    session.output.say(`· round ${opened.round}: committed the votes kept for seat ${seat}`);
  }
  if (fresh.length === 0) return;

  const judgements = await recommend(session, { book: context.book, contents: context.contents, opened, active: round.active });
  if (session.options.recommend) {
    context.told.add(key);
    session.output.say(`· round ${opened.round}: only recommended; vote with: npm run validator -- vote ${opened.round}`);
    return;
  }
  const missing = [...judgements.byId.values()].filter(({ kind }) => kind === "missing").length;
  const isEarly = now < level.votingFrom + patience * (round.deadline - level.votingFrom);
  if (missing > 0 && isEarly) {
    session.output.warn(`round ${opened.round}: ${missing} texts are nowhere yet; looking again until late in the voting time`);
    return;
  }
  const votes = overrule(activeItems(opened, round.active), judgements, []);
  for (const { seat } of fresh) await commitVotes(session, { state: context.state, round: opened.round, level: round.level, seat, votes });
}

async function show(session: Session, context: RoundsContext, opened: OpenedRound, round: Round, level: Level): Promise<void> {
  const validator = await session.account();
  for (const seat of await seatsOf(session, level)) {
    const bit = 1 << seat;
    if ((level.committed & bit) === 0 || (level.revealed & bit) !== 0) continue;
    const kept = context.state.votesOf(opened.round, round.level, seat);
    const onChain = committedHash(opened, round.level, seat);
    if (kept === undefined || (onChain !== undefined && onChain !== kept.hash)) {
      session.output.warn(
        `round ${opened.round}: the votes committed for seat ${seat} are not in ${session.options.folder}; only the program that committed them can show them, and silence costs stake`,
      );
      continue;
    }
    const args = [opened.round, seat, validator, kept.votes, kept.salt];
    const receipt = await session.attempt({ ...rounds, functionName: "revealVotes", args });
    if (receipt !== undefined) session.output.say(`· round ${opened.round}: showed the votes of seat ${seat}`);
  }
}
