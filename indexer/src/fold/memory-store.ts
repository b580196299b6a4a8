import { checkRow } from "./check-row.ts";
import { keyOf } from "./columns.ts";
import { listOf, type AnyTable, type Id, type NewRow, type Row, type Store } from "./store.ts";

/** A store in memory with the refusals of Ponder's: a key inserted twice and the update of a missing row throw. */
export interface MemoryStore extends Store {
  rows<T extends AnyTable>(table: T): Row<T>[];
}

/** Makes an empty store. Keys are compared as text, as Ponder's cache does. */
export const memoryStore = (): MemoryStore => {
  const tables = new Map<AnyTable, Map<string, object>>();
  const rowsOf = (table: AnyTable): Map<string, object> => {
    let rows = tables.get(table);
    if (rows === undefined) tables.set(table, (rows = new Map<string, object>()));
    return rows;
  };
  return {
    find: async <T extends AnyTable>(table: T, id: Id) => {
      const row = rowsOf(table).get(String(id));
      return row === undefined ? null : ({ ...row } as Row<T>);
    },
    insert: async (table, rows) => {
      for (const row of listOf(rows)) {
        const checked = checkRow(table, row, true) as Record<string, unknown>;
        const id = String(checked[keyOf(table)]);
        if (rowsOf(table).has(id)) throw new Error(`Key ${id} is taken`);
        rowsOf(table).set(id, checked);
      }
    },
    update: async (table, id, change) => {
      const row = rowsOf(table).get(String(id));
      if (row === undefined) throw new Error(`No row has the key ${String(id)}`);
      rowsOf(table).set(String(id), { ...row, ...checkRow(table, change, false) });
    },
    updateAll: async <T extends AnyTable>(table: T, ids: readonly Id[], change: (row: Row<T>) => Partial<NewRow<T>>) => {
      for (const id of ids) {
        const row = rowsOf(table).get(String(id));
        if (row === undefined) throw new Error(`No row has the key ${String(id)}`);
        rowsOf(table).set(String(id), { ...row, ...checkRow(table, change(row as Row<T>), false) });
      }
    },
    upsertAll: async <T extends AnyTable>(table: T, initial: readonly Row<T>[], change: (row: Row<T>) => Partial<NewRow<T>>) => {
      const key = keyOf(table);
      for (const row of initial) {
        const whole = checkRow(table, { ...row, ...change(row) }, true) as Record<string, unknown>;
        const id = String(whole[key]);
        const known = rowsOf(table).get(id);
        rowsOf(table).set(id, known === undefined ? whole : { ...known, ...checkRow(table, change(known as Row<T>), false) });
      }
    },
    remove: async (table, id) => {
      rowsOf(table).delete(String(id));
    },
    rows: <T extends AnyTable>(table: T) => [...rowsOf(table).values()] as Row<T>[],
  };
};
