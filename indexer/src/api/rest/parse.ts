import { isHex, type Hex } from "viem";

const MAX_SECONDS = 253_402_300_800n; // the year 10,000

/** A number of an account or asset: 1 to 2^31 - 1; null otherwise. */
export const parseNumber = (text: string): number | null => {
  const value = Number(text);
  return /^\d{1,10}$/.test(text) && value >= 1 && value <= 2 ** 31 - 1 ? value : null;
};

/** A whole number from 0 to `most`, of at most 13 digits; null otherwise. */
export const parseWhole = (text: string, most: number): number | null =>
  /^\d{1,13}$/.test(text) && Number(text) <= most ? Number(text) : null;

/** A contribution id: 1 to 2^63 - 1; null otherwise. */
export const parseContributionId = (text: string): bigint | null => {
  const value = /^\d{1,19}$/.test(text) ? BigInt(text) : 0n;
  return value >= 1n && value < 1n << 63n ? value : null;
};

/** A receipt id in lower case; null if it is not 0x and 64 hexadecimal digits. */
export const parseReceiptId = (text: string): Hex | null => {
  const id = text.toLowerCase();
  return isHex(id) && id.length === 66 ? id : null;
};

/** Unix seconds from digits, or from a date `2026-11-20`, which starts at midnight UTC; null otherwise. */
export const parseTime = (text: string): bigint | null => {
  if (/^\d{1,12}$/.test(text)) return BigInt(text) <= MAX_SECONDS ? BigInt(text) : null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== text) return null;
  return milliseconds < 0 ? null : BigInt(milliseconds) / 1_000n;
};

/** Part of a whole in parts per million, rounded down; 0 of nothing. */
export const ppm = (part: bigint, whole: bigint): number => (whole <= 0n ? 0 : Number((part * 1_000_000n) / whole));
