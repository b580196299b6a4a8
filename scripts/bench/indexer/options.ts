/** What the bench is to measure. */
export interface BenchOptions {
  /** Legs of the dense chain. */
  readonly legs: number;
  /** Legs of the sparse chain. */
  readonly sparseLegs: number;
  /** Legs that the queries are asked over. */
  readonly queryLegs: number;
  /** Seconds of load for each query. */
  readonly querySeconds: number;
  /** Blocks mined while the live lag is measured. */
  readonly liveBlocks: number;
  readonly parts: readonly ("fill" | "query")[];
}

export const USAGE =
  "npm run bench:indexer -- [--legs 100000] [--query-legs 1000000] [--quick] [--only fill|query]; legs are whole thousands, --quick takes 20000 and 40000";

/** Reads the options; a text says what is wrong with them. */
export function optionsOf(values: {
  readonly legs?: string | undefined;
  readonly "query-legs"?: string | undefined;
  readonly quick: boolean;
  readonly only?: string | undefined;
}): BenchOptions | string {
  const { quick, only } = values;
  const legs = Number(values.legs ?? (quick ? 20_000 : 100_000));
  const queryLegs = Number(values["query-legs"] ?? (quick ? 40_000 : 1_000_000));
  for (const [name, count] of Object.entries({ legs, "query-legs": queryLegs })) {
    if (!Number.isInteger(count) || count < 1_000 || count % 1_000 > 0 || count > 10_000_000) {
      return `--${name} is ${count}, not a multiple of 1000 from 1000 to 10000000`;
    }
  }
  if (only !== undefined && only !== "fill" && only !== "query") return `--only is ${only}, not fill or query`;
  return {
    legs,
    sparseLegs: Math.max(1_000, legs / 5 - ((legs / 5) % 10)),
    queryLegs,
    querySeconds: quick ? 3 : 10,
    liveBlocks: quick ? 5 : 20,
    parts: only === undefined ? ["fill", "query"] : [only],
  };
}
