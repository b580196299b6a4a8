import { Role, type SplitEntry } from "@openledger/sdk";
import { asc, inArray } from "ponder";

import { splitEntry } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";

/** The split tables of offerings, each in order; none for an offering that is not known. */
export const readSplits = async (db: Database, offeringIds: readonly number[]): Promise<ReadonlyMap<number, readonly SplitEntry[]>> => {
  const rows = await db
    .select()
    .from(splitEntry)
    .where(inArray(splitEntry.offeringId, [...offeringIds]))
    .orderBy(asc(splitEntry.offeringId), asc(splitEntry.position));
  const splits = new Map<number, SplitEntry[]>();
  for (const { offeringId, role, accountId, bps } of rows) {
    const entries = splits.get(offeringId) ?? [];
    entries.push({ role: Role[role], account: accountId ?? 0, bps });
    splits.set(offeringId, entries);
  }
  return splits;
};
