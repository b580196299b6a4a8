import { contribution, contributionEarning, contributionStatus, datanet, snapshot, verdict, verdictReason } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import { amendKnown, reportMissing } from "../fold/missing.ts";
import { idOrNull, nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { amend, create, type Row, type Store } from "../fold/store.ts";
import { decidingItemOf } from "../validation/deciding-item.ts";
import { countColumnOf } from "./status-counts.ts";
import { reportIdOf } from "./verdicts-reported.ts";

type Contribution = Row<typeof contribution>;

/** Opens the earnings of an accepted item; voids those of one that turns out a duplicate or is removed. */
const changeEarning = async (store: Store, event: FoldEvent, item: Contribution, status: Contribution["status"]): Promise<void> => {
  const { id: contributionId, accountId, datanetId } = item;
  const updatedAt = event.block.timestamp;
  if (status === "Accepted") {
    const nothing = { earned: 0n, voided: 0n, legCount: 0, receiptCount: 0 };
    const row = { contributionId, accountId, datanetId, isVoided: false, ...nothing, updatedAt };
    if (await create(store, contributionEarning, contributionId, row)) return;
  }
  const isVoided = status === "Duplicate" || status === "Removed";
  await amend(store, contributionEarning, contributionId, () => ({ isVoided, updatedAt }));
};

/** Every snapshot that was published while the item was accepted has lost it. */
const loseFromSnapshots = async (store: Store, item: Contribution, latest: number): Promise<void> => {
  for (let number = (item.acceptedAfter ?? latest) + 1; number <= latest; number += 1)
    await amend(store, snapshot, `${item.datanetId}-${number}`, (row) => ({ lostCount: row.lostCount + 1 }));
};

export const contributionStatusChanged: Reducer<EventArgs<"ContributionLedger", "ContributionStatusChanged">> = async (store, event) => {
  const { contribution: contributionId, datanet: datanetId, noveltyPpm, actor } = event.args;
  const status = nameOf(contributionStatus, event.args.status);
  const reason = nameOf(verdictReason, event.args.reason);
  const originalId = idOrNull(event.args.original);
  const at = event.block.timestamp;
  const item = await store.find(contribution, contributionId);
  await store.insert(verdict, {
    id: factId(event),
    contributionId,
    datanetId,
    status,
    reason,
    noveltyPpm: BigInt(noveltyPpm),
    originalId,
    actor,
    reportId: reportIdOf(event, datanetId),
    roundItemId: await decidingItemOf(store, item?.roundItemId ?? null, actor),
    ...originOf(event),
  });

  if (item === null) return reportMissing(store, event, { what: "contribution", id: contributionId });
  const isLeaving = status === "Withdrawn" || status === "Removed";
  const snapshotCount = (await store.find(datanet, item.datanetId))?.snapshotCount ?? 0;
  if (item.status === "Accepted" && status !== "Accepted") await loseFromSnapshots(store, item, snapshotCount);
  await store.update(contribution, contributionId, {
    status,
    reason,
    ...(status === "Accepted" ? { acceptedAfter: snapshotCount } : {}),
    // A withdrawal says nothing of novelty or of the original.
    ...(isLeaving ? { withdrawnAt: at } : { noveltyPpm, originalId, judgedAt: item.judgedAt ?? at }),
  });
  await changeEarning(store, event, item, status);
  await amendKnown(store, event, datanet, { what: "datanet", id: item.datanetId }, (row) => {
    const [from, to] = [countColumnOf(item.status), countColumnOf(status)];
    if (from === to) return {};
    return { [from]: Math.max(0, row[from] - 1), [to]: row[to] + 1 };
  });
};
