import type { AnyTable } from "./store.ts";

/** What the checks read of a column. */
export interface ColumnFacts {
  readonly primary: boolean;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
  readonly columnType: string;
  readonly enumValues?: readonly string[];
}

const cache = new WeakMap<AnyTable, ReadonlyMap<string, ColumnFacts>>();

const isColumn = (value: unknown): value is ColumnFacts =>
  typeof value === "object" && value !== null && "columnType" in value && "notNull" in value;

/** The columns of a table by the names the code uses. */
export const columnsOf = (table: AnyTable): ReadonlyMap<string, ColumnFacts> => {
  const known = cache.get(table);
  if (known !== undefined) return known;
  const columns = new Map(Object.entries(table).filter((entry): entry is [string, ColumnFacts] => isColumn(entry[1])));
  cache.set(table, columns);
  return columns;
};

/** Name of the one key column of a table. */
export const keyOf = (table: AnyTable): string => {
  for (const [name, column] of columnsOf(table)) if (column.primary) return name;
  throw new Error("A table of ponder.schema.ts has no key of one column; give one of its columns .primaryKey()");
};
