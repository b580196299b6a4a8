import type { ReadonlyDrizzle } from "ponder";

import type * as schema from "../../ponder.schema.ts";

/** Ponder's read-only connection to the tables of ponder.schema.ts. */
export type Database = ReadonlyDrizzle<typeof schema>;
