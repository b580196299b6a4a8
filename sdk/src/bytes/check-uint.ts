import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";

/**
 * Refuses anything but a whole number of `bits` bits that is at least `minimum`.
 * @throws IntegerOutOfRangeError with the field, the value and the range.
 */
export function checkUint(field: string, value: number | bigint, bits: number, minimum = 0n): void {
  const maximum = (1n << BigInt(bits)) - 1n;
  const isWhole = typeof value === "bigint" || Number.isSafeInteger(value);
  if (!isWhole || value < minimum || value > maximum) throw new IntegerOutOfRangeError({ field, value, minimum, maximum });
}
