import { report } from "./anomaly.ts";
import type { FoldEvent } from "./event.ts";
import { amend, type AnyTable, type Id, type NewRow, type Row, type Store } from "./store.ts";

/** Changes a row that must exist; records an anomaly if it does not. Says whether it did. */
export const amendKnown = async <T extends AnyTable>(
  store: Store,
  event: FoldEvent,
  table: T,
  row: { readonly what: string; readonly id: Id },
  change: (row: Row<T>) => Partial<NewRow<T>>,
): Promise<boolean> => {
  if (await amend(store, table, row.id, change)) return true;
  await reportMissing(store, event, row);
  return false;
};

/** Records that an event names something never seen. */
export const reportMissing = (store: Store, event: FoldEvent, { what, id }: { readonly what: string; readonly id: Id }): Promise<void> =>
  report(store, event, { kind: "Missing", subject: `${what} ${id}`, expected: "known", actual: "unknown" });

/** Records that an event creates something a second time. */
export const reportTwice = (store: Store, event: FoldEvent, { what, id }: { readonly what: string; readonly id: Id }): Promise<void> =>
  report(store, event, { kind: "AlreadyExists", subject: `${what} ${id}`, expected: "new", actual: "known" });
