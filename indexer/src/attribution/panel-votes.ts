import { panelBallot, panelVote, panelVotePhase } from "../../ponder.schema.ts";
import { originOf, type FoldEvent } from "../fold/event.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import { nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { amend, create } from "../fold/store.ts";
import { bitsOf } from "../validation/bits.ts";
import { panelPenaltyId, recordOffence } from "../validation/offence-ids.ts";

/** Both contracts that ask panels have the same events, of `IPanelVotes`; the vote's id begins with the contract's name. */
type Args<E extends "VoteOpened" | "VotePhaseChanged" | "BallotCommitted" | "BallotRevealed" | "BallotSettled"> = EventArgs<
  "RerunPanel",
  E
>;

/** Ballot of a member that was not served what it needs. */
const WITHHELD = `0x${"f".repeat(64)}`;

/** A vote of the contract that an event is of. */
export const panelVoteIdOf = ({ contract }: Pick<FoldEvent, "contract">, number: number): string => `${contract}-${number}`;

export const voteOpened: Reducer<Args<"VoteOpened">> = async (store, event) => {
  const { vote, datanet: datanetId, funder: funderId, draw, size: seatsWanted, parties, deadline } = event.args;
  const id = panelVoteIdOf(event, vote);
  const about = { contract: event.contract, number: BigInt(vote), datanetId, funderId, drawId: BigInt(draw), seatsWanted };
  const none = { phase: "Drawing", seatCount: 0, committedCount: 0, revealedCount: 0 } as const;
  const seats = { barredSeats: [], partyIds: parties.filter((party) => party !== 0) };
  const row = { id, ...about, ...none, ...seats, deadline: BigInt(deadline), ...originOf(event) };
  if (!(await create(store, panelVote, id, row))) await reportTwice(store, event, { what: "panel vote", id });
};

export const votePhaseChanged: Reducer<Args<"VotePhaseChanged">> = async (store, event) => {
  const { vote, size: seatCount, barred, deadline } = event.args;
  const id = panelVoteIdOf(event, vote);
  const phase = nameOf(panelVotePhase, event.args.phase);
  const settled = phase === "Settled" ? { settledAt: event.block.timestamp } : {};
  const change = { phase, seatCount, barredSeats: bitsOf(BigInt(barred)), deadline: BigInt(deadline), ...settled };
  await amendKnown(store, event, panelVote, { what: "panel vote", id }, () => change);
};

export const ballotCommitted: Reducer<Args<"BallotCommitted">> = async (store, event) => {
  const { vote, validator: validatorId, seat, hash } = event.args;
  const voteId = panelVoteIdOf(event, vote);
  const id = `${voteId}-${seat}`;
  if (!(await create(store, panelBallot, id, { id, voteId, seat, validatorId, hash, ...originOf(event) })))
    return reportTwice(store, event, { what: "panel ballot", id });
  await amendKnown(store, event, panelVote, { what: "panel vote", id: voteId }, (row) => ({ committedCount: row.committedCount + 1 }));
};

export const ballotRevealed: Reducer<Args<"BallotRevealed">> = async (store, event) => {
  const { vote, seat, ballot } = event.args;
  const voteId = panelVoteIdOf(event, vote);
  const change = { ballot, revealedAt: event.block.timestamp };
  if (!(await amendKnown(store, event, panelBallot, { what: "panel ballot", id: `${voteId}-${seat}` }, () => change))) return;
  await amendKnown(store, event, panelVote, { what: "panel vote", id: voteId }, (row) => ({ revealedCount: row.revealedCount + 1 }));
};

/** The fee is paid through the staking and the penalty taken there; a seat that never committed has its row from here. */
export const ballotSettled: Reducer<Args<"BallotSettled">> = async (store, event) => {
  const { vote, validator: validatorId, seat, fee, slashed } = event.args;
  const voteId = panelVoteIdOf(event, vote);
  const id = `${voteId}-${seat}`;
  const known = await store.find(panelBallot, id);
  if (!(await amend(store, panelBallot, id, () => ({ fee, slashed }))))
    await store.insert(panelBallot, { id, voteId, seat, validatorId, fee, slashed, ...originOf(event) });
  if (slashed === 0n) return;
  const isSilent = known?.ballot == null || known.ballot === WITHHELD;
  const offenceId = panelPenaltyId(event.address, vote, seat);
  await recordOffence(store, event, { id: offenceId, kind: isSilent ? "Silence" : "Dissent", validatorId, panelVoteId: voteId });
};
