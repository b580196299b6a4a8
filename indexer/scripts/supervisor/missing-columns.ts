import * as tables from "../../ponder.schema.ts";

const PROPERTY = {
  name: Symbol.for("drizzle:Name"),
  columns: Symbol.for("drizzle:Columns"),
  isTable: Symbol.for("drizzle:IsDrizzleTable"),
};

type Drizzle = Readonly<Record<symbol, unknown>>;

/** Ponder writes names in snake case. */
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The first `table.column` of ponder.schema.ts that a database schema lacks; null if it has all. */
export const missingColumns = async (found: ReadonlyMap<string, readonly string[]>): Promise<string | null> => {
  for (const table of Object.values(tables) as unknown as Drizzle[]) {
    if (table[PROPERTY.isTable] !== true) continue;
    const name = table[PROPERTY.name] as string;
    const columns = found.get(name) ?? [];
    for (const [key, column] of Object.entries(table[PROPERTY.columns] as Record<string, { name: string; keyAsName?: boolean }>)) {
      const wanted = column.keyAsName === false ? column.name : snake(key);
      if (!columns.includes(wanted)) return `${name}.${wanted}`;
    }
  }
  return null;
};
