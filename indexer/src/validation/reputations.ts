import { contributionStatus, paidUse, reputation, reputationEntry } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { FoldError } from "../fold/fold-error.ts";
import { nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert } from "../fold/store.ts";
import { reputationIdOf } from "./ids.ts";

/** @throws FoldError beyond what a number holds exactly; the contract stays within 1e9. */
const pointsOf = (points: bigint): number => {
  const value = Number(points);
  if (!Number.isSafeInteger(value)) throw new FoldError(`${points} reputation points are more than a number holds`);
  return value;
};

export const verdictCounted: Reducer<EventArgs<"Reputation", "VerdictCounted">> = async (store, event) => {
  const { account: accountId, datanet: datanetId } = event.args;
  const [status, points] = [nameOf(contributionStatus, event.args.status), pointsOf(event.args.points)];
  const entry = { id: factId(event), kind: "Verdict", accountId, datanetId, status, points } as const;
  await store.insert(reputationEntry, { ...entry, ...originOf(event) });
  const id = reputationIdOf(accountId, datanetId);
  const updatedAt = event.block.timestamp;
  await upsert(store, reputation, id, { id, accountId, datanetId, points, verdictCount: 0, updatedAt }, (row) => ({
    points,
    verdictCount: row.verdictCount + 1,
    updatedAt,
  }));
};

export const useCounted: Reducer<EventArgs<"Reputation", "UseCounted">> = async (store, event) => {
  const { account: accountId, earned } = event.args;
  const points = pointsOf(event.args.points);
  await store.insert(reputationEntry, { id: factId(event), kind: "Use", accountId, earned, points, ...originOf(event) });
  const updatedAt = event.block.timestamp;
  await upsert(store, paidUse, accountId, { accountId, points, counted: 0n, updatedAt }, (row) => ({
    points,
    counted: row.counted + earned,
    updatedAt,
  }));
};
