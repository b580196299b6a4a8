export const USAGE = "npm run bench:attribution -- [--sizes 10,50,200] [--quick] [--only index|gateway]";

export interface BenchOptions {
  /** MB of canonical text, ascending. */
  readonly sizes: readonly number[];
  /** MB at which MiniSearch is measured. */
  readonly miniSearchSize: number;
  readonly outputs: number;
  readonly rounds: number;
  readonly parts: readonly ("index" | "gateway")[];
}

/** @returns What to do, or what is wrong with the arguments. */
export function optionsOf({ sizes, quick, only }: { sizes?: string; quick: boolean; only?: string }): BenchOptions | string {
  const list = (sizes ?? (quick ? "1,5" : "10,50,200")).split(",").map(Number);
  if (list.length === 0 || list.some((size, i) => !(size > 0) || size > 2_000 || size <= (list[i - 1] ?? 0)))
    return `--sizes is ${sizes}; give ascending numbers of MB, e.g. 10,50,200.`;
  if (only !== undefined && only !== "index" && only !== "gateway") return `--only is ${only}; it is index or gateway.`;
  return {
    sizes: list,
    miniSearchSize: Math.min(30, list.at(-1)!),
    outputs: quick ? 60 : 400,
    rounds: quick ? 2 : 5,
    parts: only === undefined ? ["index", "gateway"] : [only],
  };
}
