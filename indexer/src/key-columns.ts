import { onchainTable as ponderTable } from "ponder";

import { LARGEST } from "./fold/largest.ts";

interface Column {
  readonly primary: boolean;
  readonly columnType: string;
  mapToDriverValue(value: unknown): unknown;
}

const isColumn = (value: unknown): value is Column =>
  typeof value === "object" && value !== null && "columnType" in value && "mapToDriverValue" in value;

const nearest = (value: unknown, largest: bigint): unknown => {
  if (typeof value !== "bigint" && typeof value !== "number") return value;
  const limited = value > largest ? largest : value < 0 ? -1n : null;
  if (limited === null) return value;
  return typeof value === "bigint" ? limited : Number(limited);
};

/**
 * Ponder's `onchainTable`, whose key asks the database for the nearest number that it can hold. Once Ponder follows the head it predicts keys from the
 * arguments of an event and looks them up before a reducer has seen it; on one that is too large Postgres fails, and the index would stand still.
 * Rows are checked before they are written, so no key is ever stored as another.
 */
export const onchainTable = ((...definition: Parameters<typeof ponderTable>) => {
  const table = ponderTable(...definition);
  for (const column of Object.values(table).filter(isColumn)) {
    const largest = LARGEST[column.columnType];
    if (!column.primary || largest === undefined) continue;
    const map = column.mapToDriverValue.bind(column);
    column.mapToDriverValue = (value) => map(nearest(value, largest));
  }
  return table;
}) as typeof ponderTable;
