import { checkRow } from "./check-row.ts";
import { columnsOf, keyOf } from "./columns.ts";
import { FoldError } from "./fold-error.ts";
import { asHostError } from "./host-error.ts";
import { LARGEST } from "./largest.ts";
import { listOf, type AnyTable, type Id, type Row, type Store } from "./store.ts";

/** Whether a key can be in the table at all. Postgres does not say no to an integer that is too large, it fails. */
const canHold = (table: AnyTable, id: Id): boolean => {
  const largest = LARGEST[columnsOf(table).get(keyOf(table))!.columnType];
  return largest === undefined || typeof id === "string" || BigInt(id) <= largest;
};

/** What this uses of Ponder's `context.db`, whose own types need the tables at compile time. */
export interface PonderDatabase {
  find(table: unknown, key: object): Promise<object | null>;
  insert(table: unknown): {
    values(rows: object): PromiseLike<unknown> & { onConflictDoUpdate(change: (row: object) => object): PromiseLike<unknown> };
  };
  update(table: unknown, key: object): { set(change: object): Promise<unknown> };
  delete(table: unknown, key: object): Promise<boolean>;
}

/** The reducers' store over Ponder's indexing store. Rows are checked first, so what it throws is never the event's fault. */
export const ponderStore = (db: PonderDatabase): Store => {
  const key = (table: AnyTable, id: unknown) => ({ [keyOf(table)]: id });
  /** Changes the rows that Ponder has; those that it has not become rows as they are given. */
  const change = async <T extends AnyTable>(table: T, rows: readonly object[], changeOf: (row: Row<T>) => object): Promise<void> => {
    // A row that Ponder has is checked inside Ponder's call; what the check refuses is still the event's fault.
    let refusal: FoldError | null = null;
    const checked = (row: object): object => {
      try {
        return checkRow(table, changeOf(row as Row<T>), false);
      } catch (error) {
        if (error instanceof FoldError) refusal = error;
        throw error;
      }
    };
    await asHostError(() => db.insert(table).values(rows).onConflictDoUpdate(checked)).catch((error: unknown) => {
      throw refusal ?? error;
    });
  };
  return {
    find: async (table, id) => (canHold(table, id) ? asHostError(() => db.find(table, key(table, id))) : null),
    insert: async (table, rows) => {
      const checked = listOf(rows).map((row) => checkRow(table, row, true));
      if (checked.length > 0) await asHostError(() => db.insert(table).values(checked));
    },
    update: async (table, id, change) => {
      if (!canHold(table, id)) throw new FoldError(`No row has the key ${String(id)}`);
      const checked = checkRow(table, change, false);
      await asHostError(() => db.update(table, key(table, id)).set(checked));
    },
    updateAll: async (table, ids, changeOf) => {
      const rows = ids.map((id) => key(table, id));
      if (rows.length > 0) await change(table, rows, changeOf);
    },
    upsertAll: async <T extends AnyTable>(table: T, initial: readonly Row<T>[], changeOf: (row: Row<T>) => object) => {
      const rows = initial.map((row) => checkRow(table, { ...row, ...changeOf(row) }, true));
      if (rows.length > 0) await change(table, rows, changeOf);
    },
    remove: async (table, id) => {
      if (canHold(table, id)) await asHostError(() => db.delete(table, key(table, id)));
    },
  };
};
