import { checkUint } from "../bytes/check-uint.ts";

/** What a fee depends on. */
export interface FeeTerms {
  /** At most 2^24 - 1. */
  readonly promptTokens: number;
  /** At most 2^24 - 1. */
  readonly completionTokens: number;
  /** nano-OPEN per million prompt tokens. */
  readonly promptPrice: bigint;
  /** nano-OPEN per million completion tokens. */
  readonly completionPrice: bigint;
}

/**
 * The fee of one inference in nano-OPEN, rounded up: `⌈(promptTokens · promptPrice + completionTokens · completionPrice) / 1,000,000⌉`.
 * @throws IntegerOutOfRangeError if an input does not fit its field, or the fee 64 bits.
 */
export function feeOf({ promptTokens, completionTokens, promptPrice, completionPrice }: FeeTerms): bigint {
  checkUint("promptTokens", promptTokens, 24);
  checkUint("completionTokens", completionTokens, 24);
  checkUint("promptPrice", promptPrice, 64);
  checkUint("completionPrice", completionPrice, 64);
  const millionths = BigInt(promptTokens) * promptPrice + BigInt(completionTokens) * completionPrice;
  const fee = (millionths + 999_999n) / 1_000_000n;
  checkUint("fee", fee, 64);
  return fee;
}
