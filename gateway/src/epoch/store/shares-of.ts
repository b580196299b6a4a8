import { decodeChunk, shareBlocks, split, type SplitEntry } from "@openledger/sdk";
import { concatBytes } from "viem";

/**
 * The object of kind `shares` of a chunk: for each receipt how many share blocks it has, and the blocks.
 * @param chunk The chunk's bytes, which were built. @param splits Split table of each offering in them.
 */
export function sharesOf(chunk: Uint8Array, splits: ReadonlyMap<number, readonly SplitEntry[]>): Uint8Array {
  const amounts = (parts: readonly { readonly amount: bigint }[]) => parts.map(({ amount }) => amount);
  return concatBytes(
    decodeChunk(chunk).flatMap(({ receipt, legs }) => {
      const parts = split({ fee: receipt.fee, entries: splits.get(receipt.offeringId)!, legs, weightTotal: receipt.weightTotal });
      const blocks = shareBlocks(amounts(parts.entries), amounts(parts.legs));
      return [Uint8Array.of(blocks.length), ...blocks];
    }),
  );
}
