import { cleanText } from "./clean-text.ts";
import { columnsOf, type ColumnFacts } from "./columns.ts";
import { FoldError } from "./fold-error.ts";
import type { AnyTable } from "./store.ts";

const MAX_INT = 2 ** 31 - 1;
const MAX_WIDE = 2n ** 63n - 1n;
const MAX_AMOUNT = 2n ** 256n - 1n;

const checkValue = (name: string, column: ColumnFacts, value: unknown): unknown => {
  if (value === null || value === undefined) {
    if (column.notNull && !column.hasDefault) throw new FoldError(`${name} has no value`);
    return null;
  }
  const refuse = (): never => {
    throw new FoldError(`${name} cannot hold ${typeof value === "object" ? JSON.stringify(value) : String(value as string)}`);
  };
  switch (column.columnType) {
    case "PgInteger":
      return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= MAX_INT ? value : refuse();
    case "PgBigInt64":
      return typeof value === "bigint" && value >= 0n && value <= MAX_WIDE ? value : refuse();
    case "PgEvmBigint":
      return typeof value === "bigint" && value >= 0n && value <= MAX_AMOUNT ? value : refuse();
    case "PgHex":
      return typeof value === "string" && /^0x[0-9a-f]*$/i.test(value) ? value.toLowerCase() : refuse();
    case "PgText":
      return typeof value === "string" ? cleanText(value) : refuse();
    case "PgEnumColumn":
      return typeof value === "string" && (column.enumValues ?? []).includes(value) ? value : refuse();
    case "PgBoolean":
      return typeof value === "boolean" ? value : refuse();
    default:
      return value;
  }
};

/**
 * Checks a row, or the changed part of one, before the database sees it: a value that it would refuse only when Ponder
 * flushes its cache would stop the process and come back at every restart.
 * @throws FoldError for a missing, unknown or out of range value.
 */
export const checkRow = <R extends object>(table: AnyTable, row: R, isWhole: boolean): R => {
  const columns = columnsOf(table);
  const values = row as Record<string, unknown>;
  for (const name of Object.keys(values)) if (!columns.has(name)) throw new FoldError(`No column is called ${name}`);
  const checked: Record<string, unknown> = {};
  for (const [name, column] of columns) {
    if (!isWhole && values[name] === undefined) continue;
    checked[name] = checkValue(name, column, values[name]);
  }
  return checked as R;
};
