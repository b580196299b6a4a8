import { InvalidAmountError } from "./errors.ts";

/**
 * A decimal number of OPEN as nano-OPEN; exact, the inverse of {@link nanoToOpen}.
 * @throws InvalidAmountError for anything but digits with at most nine after one point, and above 2^64 - 1 nano-OPEN.
 */
export function parseOpen(text: string): bigint {
  const match = /^(\d{1,11})(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) throw new InvalidAmountError(text);
  const nano = BigInt(match[1]!) * 1_000_000_000n + BigInt((match[2] ?? "").padEnd(9, "0"));
  if (nano >= 1n << 64n) throw new InvalidAmountError(text);
  return nano;
}
