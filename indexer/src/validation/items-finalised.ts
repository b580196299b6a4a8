import { ballot, contribution, finding, round, roundItem, roundLevel, vote } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import type { FoldEvent } from "../fold/event.ts";
import { reportMissing } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { amend, type Row, type Store } from "../fold/store.ts";
import { bitsOf, hasBit } from "./bits.ts";
import { ballotIdOf, findingIdOf, levelIdOf, roundItemIdOf, voteIdOf } from "./ids.ts";
import { missedAnswersId, recordOffence } from "./offence-ids.ts";

type Args = EventArgs<"ValidationRounds", "ItemsFinalised">;
type Item = Row<typeof roundItem>;
type Decided = Pick<Item, "decision" | "decidedLevelId" | "reason" | "score">;

/** Who decided an item and why. A panel without a quorum, or governance without an answer, leaves what the panel before found. */
const decidedBy = async (store: Store, event: FoldEvent<Args>, item: Item): Promise<Decided> => {
  if (item.decision === "Ruling") return { decision: "Ruling", decidedLevelId: null, reason: item.reason, score: item.score };
  const { level } = event.args;
  for (const [decision, decided] of [["Panel", level] as const, ["Default", level - 1] as const]) {
    const found = await store.find(finding, findingIdOf(item.roundId, decided, item.position));
    if (found !== null) return { decision, decidedLevelId: found.levelId, reason: found.reason, score: found.score };
  }
  await reportMissing(store, event, { what: "finding", id: findingIdOf(item.roundId, level, item.position) });
  return { decision: null, decidedLevelId: null, reason: item.reason, score: item.score };
};

const finalise = async (store: Store, event: FoldEvent<Args>, item: Item): Promise<void> => {
  const { accepted, isVoid } = event.args;
  const at = { finalisedAt: event.block.timestamp, finalisedIn: event.transactionHash };
  if (isVoid) return store.update(roundItem, item.id, { outcome: "Void", ...at });
  const decided = await decidedBy(store, event, item);
  if (hasBit(accepted, item.position)) return store.update(roundItem, item.id, { outcome: "Accepted", ...decided, ...at });
  if (decided.reason !== "None") return store.update(roundItem, item.id, { outcome: "Rejected", ...decided, ...at });
  // Accepted by the votes, and yet not: a court found it a duplicate or removed it meanwhile.
  const reason = (await store.find(contribution, item.contributionId))?.reason ?? "None";
  const court = { decision: "Court", decidedLevelId: null, reason, score: 0 } as const;
  await store.update(roundItem, item.id, { outcome: "Rejected", ...court, ...at });
};

/** Members of level 0 that voted otherwise than a known answer that became the final verdict; their slashes follow. */
const recordMissed = async (store: Store, event: FoldEvent<Args>, confirmed: readonly Item[]): Promise<void> => {
  const { round: number, level, accepted } = event.args;
  const roundId = BigInt(number);
  const panel = await store.find(roundLevel, levelIdOf(roundId, 0));
  if (panel === null || confirmed.length === 0) return;
  for (let seat = 0; seat < panel.memberCount; seat += 1) {
    const shown = await store.find(ballot, ballotIdOf(roundId, 0, seat));
    let isMissed = false;
    for (const { position } of confirmed) {
      const given = await store.find(vote, voteIdOf(roundId, 0, seat, position));
      isMissed ||= given !== null && given.accepts !== hasBit(accepted, position);
    }
    if (shown === null || !isMissed) continue;
    const id = missedAnswersId(event.address, number, level, seat);
    const { validatorId } = shown;
    await recordOffence(store, event, { id, kind: "MissedAnswers", validatorId, roundId, levelId: levelIdOf(roundId, level) });
  }
};

/** Items become final, at the level at which nobody appealed them. */
export const itemsFinalised: Reducer<Args> = async (store, event) => {
  const { items, accepted, isVoid } = event.args;
  const roundId = BigInt(event.args.round);
  const confirmed: Item[] = [];
  if (!(await amend(store, round, roundId, (row) => ({ isVoid: row.isVoid || isVoid }))))
    return reportMissing(store, event, { what: "round", id: roundId });
  for (const position of bitsOf(items)) {
    const id = roundItemIdOf(roundId, position);
    const item = await store.find(roundItem, id);
    if (item === null) {
      await reportMissing(store, event, { what: "round item", id });
      continue;
    }
    await finalise(store, event, item);
    if (!isVoid && item.knownAnswer === hasBit(accepted, position)) confirmed.push(item);
  }
  await recordMissed(store, event, confirmed);
};
