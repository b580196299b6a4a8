/** Values in ascending order. */
export const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** @param share From 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  return ascending(values)[Math.min(values.length - 1, Math.floor(share * values.length))]!;
}

/**
 * Milliseconds of each call, the least of several rounds: between two calls with one argument come all others, so that caches hold no more of it
 * than of any, and what the machine did besides is left out.
 */
export function timeEach<T>(values: readonly T[], rounds: number, call: (value: T) => unknown): readonly number[] {
  const least = values.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    for (const [i, value] of values.entries()) {
      const start = performance.now();
      call(value);
      least[i] = Math.min(least[i]!, performance.now() - start);
    }
  }
  return least;
}

/** Seconds on the clock and of the processor that a call takes. */
export function timeOnce<T>(call: () => T): { readonly result: T; readonly seconds: number; readonly cpuSeconds: number } {
  const start = performance.now();
  const before = process.cpuUsage();
  const result = call();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (performance.now() - start) / 1_000, cpuSeconds: (user + system) / 1e6 };
}
