import { Role, type DecodedBatch, type SplitEntry } from "@openledger/sdk";

import { contributionEarning, offering, splitEntry } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { FoldEvent } from "../fold/event.ts";
import { reportMissing } from "../fold/missing.ts";
import type { Row, Store } from "../fold/store.ts";
import { splitEntryIdOf } from "../gateways/offering-published.ts";

/** Most entries of a split table, as IGatewayRegistry says. */
const MAX_ENTRIES = 16;

/** An offering with its split table in order. */
export interface OfferingTerms {
  readonly offering: Row<typeof offering>;
  readonly entries: readonly SplitEntry[];
}

const loadEntries = async (store: Store, offeringId: number): Promise<SplitEntry[]> => {
  const entries: SplitEntry[] = [];
  for (let position = 0; position < MAX_ENTRIES; position++) {
    const row = await store.find(splitEntry, splitEntryIdOf(offeringId, position));
    if (row === null) break;
    entries.push({ role: Role[row.role], account: row.accountId ?? 0, bps: row.bps });
  }
  return entries;
};

/** The offerings that a batch names, once each; an unknown one is an anomaly. */
export const loadOfferings = async (store: Store, event: FoldEvent, batch: DecodedBatch): Promise<ReadonlyMap<number, OfferingTerms>> => {
  const offerings = new Map<number, OfferingTerms>();
  for (const id of new Set(batch.receipts.map(({ receipt }) => receipt.offeringId))) {
    const row = await store.find(offering, id);
    if (row === null) await reportMissing(store, event, { what: "offering", id });
    else offerings.set(id, { offering: row, entries: await loadEntries(store, id) });
  }
  return offerings;
};

/** The earnings of every contribution that a batch names, once each; one that was never accepted is an anomaly. */
export const loadEarnings = async (
  store: Store,
  event: FoldEvent,
  batch: DecodedBatch,
): Promise<ReadonlyMap<bigint, Row<typeof contributionEarning>>> => {
  const earnings = new Map<bigint, Row<typeof contributionEarning>>();
  for (const id of new Set(batch.receipts.flatMap(({ legs }) => legs.map(({ contributionId }) => contributionId)))) {
    const row = await store.find(contributionEarning, id);
    if (row !== null) earnings.set(id, row);
    else await report(store, event, { kind: "NotAccepted", subject: `contribution ${id}`, expected: "accepted once", actual: "never" });
  }
  return earnings;
};
