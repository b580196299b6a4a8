import type { Hex } from "viem";

import { openRange } from "../../ponder.schema.ts";
import type { FoldEvent } from "../fold/event.ts";
import type { Row, Store } from "../fold/store.ts";

const idOf = (event: FoldEvent, rail: Hex): string => `${event.transactionHash}-${rail.toLowerCase()}`;

/** What the event's transaction has credited through a rail, or explained, without the other half so far. */
export const findOpenRange = (store: Store, event: FoldEvent, rail: Hex): Promise<Row<typeof openRange> | null> =>
  store.find(openRange, idOf(event, rail));

/**
 * Books ranges of a rail: positive what the ledger credited, negative what the rail's own event explains. The two come in either order. Says whether
 * nothing is open afterwards.
 */
export const bookRanges = async (
  store: Store,
  event: FoldEvent,
  { rail, ranges, ledger }: { readonly rail: Hex; readonly ranges: ReadonlyMap<number, bigint>; readonly ledger?: Hex },
): Promise<boolean> => {
  const id = idOf(event, rail);
  const row = await store.find(openRange, id);
  const totals = new Map(Object.entries(row?.totals ?? {}).map(([word, total]) => [Number(word), BigInt(total)]));
  for (const [word, amount] of ranges) {
    const total = (totals.get(word) ?? 0n) + amount;
    if (total === 0n) totals.delete(word);
    else totals.set(word, total);
  }
  if (totals.size === 0) {
    if (row !== null) await store.remove(openRange, id);
    return true;
  }
  const json = Object.fromEntries([...totals].map(([word, total]) => [String(word), String(total)]));
  const known = ledger ?? row?.ledger ?? null;
  if (row === null) await store.insert(openRange, { id, ledger: known, totals: json, blockNumber: event.block.number });
  else await store.update(openRange, id, { ledger: known, totals: json });
  return false;
};

/** The rail's event explains what was credited to words. */
export const explainRanges = (store: Store, event: FoldEvent, totals: Iterable<readonly [number, bigint]>): Promise<boolean> => {
  const ranges = new Map<number, bigint>();
  for (const [word, total] of totals) ranges.set(word, (ranges.get(word) ?? 0n) - total);
  return bookRanges(store, event, { rail: event.address, ranges });
};
