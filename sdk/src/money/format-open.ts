import { nanoToOpen } from "./nano-to-open.ts";

/**
 * nano-OPEN for people: exact, whole OPEN grouped by commas, with the unit: `1_234_500_000_000n` is `"1,234.5 OPEN"`.
 * @throws IntegerOutOfRangeError unless the amount fits 64 bits.
 */
export function formatOpen(nano: bigint): string {
  const [whole, fraction] = nanoToOpen(nano).split(".") as [string, string?];
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${grouped}${fraction === undefined ? "" : `.${fraction}`} OPEN`;
}
