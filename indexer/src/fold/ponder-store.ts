import { checkRow } from "./check-row.ts";
import { keyOf } from "./columns.ts";
import { asHostError } from "./host-error.ts";
import { listOf, type AnyTable, type Store } from "./store.ts";

/** What this uses of Ponder's `context.db`, whose own types need the tables at compile time. */
export interface PonderDatabase {
  find(table: unknown, key: object): Promise<object | null>;
  insert(table: unknown): { values(rows: object): PromiseLike<unknown> };
  update(table: unknown, key: object): { set(change: object): Promise<unknown> };
  delete(table: unknown, key: object): Promise<boolean>;
}

/** The reducers' store over Ponder's indexing store. Rows are checked first, so what it throws is never the event's fault. */
export const ponderStore = (db: PonderDatabase): Store => {
  const key = (table: AnyTable, id: unknown) => ({ [keyOf(table)]: id });
  return {
    find: (table, id) => asHostError(() => db.find(table, key(table, id))),
    insert: async (table, rows) => {
      const checked = listOf(rows).map((row) => checkRow(table, row, true));
      if (checked.length > 0) await asHostError(() => db.insert(table).values(checked));
    },
    update: async (table, id, change) => {
      const checked = checkRow(table, change, false);
      await asHostError(() => db.update(table, key(table, id)).set(checked));
    },
    remove: async (table, id) => {
      await asHostError(() => db.delete(table, key(table, id)));
    },
  };
};
