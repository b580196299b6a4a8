import { toBytes } from "../bytes/to-bytes.ts";
import type { ReceiptWithLegs } from "../batch/batch.ts";
import { EPOCH_LIMITS } from "../epoch/epoch.ts";
import { EpochInputError } from "../epoch/errors.ts";
import { encodeLegs } from "../receipt/encode-legs.ts";
import { encodeReceipt } from "../receipt/encode-receipt.ts";
import { RECEIPT_BYTES } from "../receipt/receipt.ts";
import { LEG_BYTES } from "../receipt/write-leg.ts";

/** A receipt and its legs as bytes: 113, and 10 for each leg. */
export interface PackedReceipt {
  readonly receipt: Uint8Array;
  readonly legs: Uint8Array;
}

/** Packs a receipt with its legs. @throws What `encodeReceipt` and `encodeLegs` throw. */
export function packReceipt({ receipt, legs }: ReceiptWithLegs): PackedReceipt {
  return { receipt: toBytes("receipt", encodeReceipt(receipt)), legs: toBytes("legs", encodeLegs(legs)) };
}

/** The bytes of one chunk, filled receipt by receipt; cut as `cutChunks` cuts. */
export interface ChunkBytes {
  readonly count: number;
  /**
   * Whether the receipt can still come into this chunk; any fits an empty one.
   * @throws EpochInputError if its lengths are not those of a receipt and of the legs it says it has.
   */
  fits(receipt: PackedReceipt): boolean;
  add(receipt: PackedReceipt): void;
  /** The bytes, and an empty chunk again. */
  take(): Uint8Array;
}

const numberAt = (bytes: Uint8Array, offset: number, size: number) =>
  bytes.subarray(offset, offset + size).reduce((value, byte) => 256 * value + byte, 0);

/** @param chunkLegs Most legs of a chunk; a single receipt may have more. */
export function openChunkBytes(chunkLegs: number): ChunkBytes {
  const buffer = new Uint8Array(EPOCH_LIMITS.chunkBytes);
  const offerings = new Set<number>();
  let length = 0;
  let legCount = 0;
  let count = 0;
  return {
    get count() {
      return count;
    },
    fits({ receipt, legs }) {
      const says = receipt.length === RECEIPT_BYTES ? numberAt(receipt, 43, 2) : NaN;
      if (says * LEG_BYTES !== legs.length || says > EPOCH_LIMITS.receiptLegs) {
        throw new EpochInputError(
          `A receipt has ${receipt.length} bytes and says ${says} legs, and there are ${legs.length} bytes of legs.`,
          `pass 113 bytes of receipt and 10 bytes for each leg it says, at most ${EPOCH_LIMITS.receiptLegs}.`,
        );
      }
      const isOffered = offerings.has(numberAt(receipt, 19, 4)) || offerings.size < EPOCH_LIMITS.chunkOfferings;
      const fits = legCount + says <= chunkLegs && length + receipt.length + legs.length <= EPOCH_LIMITS.chunkBytes && isOffered;
      return count === 0 || fits;
    },
    add({ receipt, legs }) {
      buffer.set(receipt, length);
      buffer.set(legs, length + receipt.length);
      length += receipt.length + legs.length;
      legCount += legs.length / LEG_BYTES;
      offerings.add(numberAt(receipt, 19, 4));
      count++;
    },
    take() {
      const bytes = buffer.slice(0, length);
      offerings.clear();
      length = legCount = count = 0;
      return bytes;
    },
  };
}
