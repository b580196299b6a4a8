import { cleanText } from "./clean-text.ts";
import { columnsOf, type ColumnFacts } from "./columns.ts";
import { FoldError } from "./fold-error.ts";
import { LARGEST } from "./largest.ts";
import type { AnyTable } from "./store.ts";

type Check = (value: unknown) => unknown;

const refuse = (name: string, value: unknown): never => {
  throw new FoldError(`${name} cannot hold ${typeof value === "object" ? JSON.stringify(value) : String(value as string)}`);
};

const isWithin = (value: unknown, most: bigint): boolean => typeof value === "bigint" && value >= 0n && value <= most;

/** What a column takes, by its type; each row of a batch passes here, so the type is looked up once. */
const checkOf = (name: string, column: ColumnFacts): Check => {
  const { columnType } = column;
  switch (columnType) {
    case "PgInteger": {
      const largest = Number(LARGEST[columnType]);
      return (value) => (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= largest ? value : refuse(name, value));
    }
    case "PgBigInt64":
    case "PgEvmBigint": {
      const largest = LARGEST[columnType]!;
      return (value) => (isWithin(value, largest) ? value : refuse(name, value));
    }
    case "PgHex":
      return (value) => {
        if (typeof value !== "string") return refuse(name, value);
        if (/^0x[0-9a-f]*$/.test(value)) return value;
        return /^0x[0-9a-f]*$/i.test(value) ? value.toLowerCase() : refuse(name, value);
      };
    case "PgText":
      return (value) => (typeof value === "string" ? cleanText(value) : refuse(name, value));
    case "PgEnumColumn": {
      const words = new Set<unknown>(column.enumValues);
      return (value) => (words.has(value) ? value : refuse(name, value));
    }
    case "PgBoolean":
      return (value) => (typeof value === "boolean" ? value : refuse(name, value));
    default:
      return (value) => value;
  }
};

interface Checker {
  readonly name: string;
  readonly check: Check;
  readonly mayBeMissing: boolean;
}

const checkers = new WeakMap<AnyTable, readonly Checker[]>();

const checkersOf = (table: AnyTable): readonly Checker[] => {
  let known = checkers.get(table);
  if (known === undefined) {
    known = [...columnsOf(table)].map(([name, column]) => ({
      name,
      check: checkOf(name, column),
      mayBeMissing: !column.notNull || column.hasDefault,
    }));
    checkers.set(table, known);
  }
  return known;
};

/**
 * Checks a row, or the changed part of one, before the database sees it: a value that it would refuse only when Ponder
 * flushes its cache would stop the process and come back at every restart.
 * @throws FoldError for a missing, unknown or out of range value.
 */
export const checkRow = <R extends object>(table: AnyTable, row: R, isWhole: boolean): R => {
  const values = row as Record<string, unknown>;
  const checked: Record<string, unknown> = {};
  const columns = columnsOf(table);
  for (const name of Object.keys(values)) if (!columns.has(name)) throw new FoldError(`No column is called ${name}`);
  for (const { name, check, mayBeMissing } of checkersOf(table)) {
    const value = values[name];
    if (value === undefined && !isWhole) continue;
    if (value !== null && value !== undefined) checked[name] = check(value);
    else if (mayBeMissing) checked[name] = null;
    else throw new FoldError(`${name} has no value`);
  }
  return checked as R;
};
