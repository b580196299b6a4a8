/** A table of ponder.schema.ts. */
export interface AnyTable {
  readonly $inferSelect: object;
  readonly $inferInsert: object;
}
export type Row<T extends AnyTable> = T["$inferSelect"];
export type NewRow<T extends AnyTable> = T["$inferInsert"];
export type Id = string | number | bigint;

/** What a reducer may do. Every table has a key of one column, and `id` is its value. */
export interface Store {
  find<T extends AnyTable>(table: T, id: Id): Promise<Row<T> | null>;
  /** Inserts rows whose keys are new: facts named after their log, or rows just looked for. */
  insert<T extends AnyTable>(table: T, rows: NewRow<T> | readonly NewRow<T>[]): Promise<void>;
  /** Changes columns of a row that exists. */
  update<T extends AnyTable>(table: T, id: Id, change: Partial<NewRow<T>>): Promise<void>;
  /** Changes rows that exist, with different keys: many `update`s for the price of one. */
  updateAll<T extends AnyTable>(table: T, ids: readonly Id[], change: (row: Row<T>) => Partial<NewRow<T>>): Promise<void>;
  /** Changes rows with different keys, each starting from the one given if there is none: many `upsert`s for the price of one. */
  upsertAll<T extends AnyTable>(table: T, initial: readonly Row<T>[], change: (row: Row<T>) => Partial<NewRow<T>>): Promise<void>;
  remove(table: AnyTable, id: Id): Promise<void>;
}

/** One row or several, as a list. */
export const listOf = <R extends object>(rows: R | readonly R[]): readonly R[] =>
  Array.isArray(rows) ? (rows as readonly R[]) : [rows as R];

/** Inserts `row` unless its key is taken. Says whether it did. */
export const create = async <T extends AnyTable>(store: Store, table: T, id: Id, row: NewRow<T>): Promise<boolean> => {
  if ((await store.find(table, id)) !== null) return false;
  await store.insert(table, row);
  return true;
};

/** Changes a row if it exists. Says whether it did. */
export const amend = async <T extends AnyTable>(
  store: Store,
  table: T,
  id: Id,
  change: (row: Row<T>) => Partial<NewRow<T>>,
): Promise<boolean> => {
  const row = await store.find(table, id);
  if (row === null) return false;
  await store.update(table, id, change(row));
  return true;
};

/** Changes a row, starting from `initial` if there is none. */
export const upsert = async <T extends AnyTable>(
  store: Store,
  table: T,
  id: Id,
  initial: Row<T>,
  change: (row: Row<T>) => Partial<NewRow<T>>,
): Promise<void> => {
  if (await amend(store, table, id, change)) return;
  await store.insert(table, { ...initial, ...change(initial) });
};
