/**
 * `⌊a / b⌋` of non-negative integers with `a + b` below 2^53. The quotient lies at least `1 / b` below the next integer, which is more than its
 * rounding can be off: so every machine gets the same.
 */
export function divide(a: number, b: number): number {
  return Math.floor(a / b);
}

/** Share of a credit, rounded down. @param ppm 0 to 1,000,000. */
export function share(credit: bigint, ppm: number): bigint {
  return (credit * BigInt(ppm)) / 1_000_000n;
}
