import type { Address, Hex } from "viem";

import { openCore, type Core } from "../epoch-core/open-core.ts";
import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import type { BatchSummary } from "../typed-data/batch-typed-data.ts";
import { checkPackedReceipt, openBatchBuffer, type BatchBuffer } from "./batch-buffer.ts";
import type { SignedBatch } from "./batched-receipt.ts";

/** Most receipts under one signature. */
export const LARGEST_BATCH = 4_096;

/** A gateway's receipt key: signs `batchTypedData` of the batch. */
export interface BatchSigner {
  readonly address: Address;
  signBatch(batch: BatchSummary): Promise<Hex>;
}

/** Calls `run` once after so many milliseconds, unless the returned function is called before. */
export type After = (milliseconds: number, run: () => void) => () => void;

/** A receipt's place in the batch that it was put into. */
export interface QueuedReceipt {
  readonly index: number;
  /** The signed batch, for `openBatch`; rejects with what the signer threw. */
  readonly batch: Promise<SignedBatch>;
}

/** Receipts on their way to a signature. */
export interface BatchQueue {
  /**
   * Puts a packed receipt into the batch at hand. That batch is signed at once when it is full, after the delay, or when the next receipt is not the
   * next of its sequence, lane, gateway and epoch, or would make its fees pass 2^64 - 1.
   * @throws InvalidBytesError unless it is a packed receipt.
   */
  add(receipt: Uint8Array): QueuedReceipt;
  /** Signs what is there; resolves when every batch so far is signed or has failed. */
  flush(): Promise<void>;
}

interface OpenBatch {
  readonly batch: Promise<SignedBatch>;
  readonly resolve: (batch: Promise<SignedBatch>) => void;
  readonly cancel: () => void;
}

const afterOf: After = (milliseconds, run) => {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
};

/**
 * A queue that signs receipts in batches: one signature over the root of up to `size` receipts or of what came in `delay` milliseconds.
 * @param size 1 to 4,096, 1,024 by default. @param delay 5 ms by default. @param after For tests.
 * @throws IntegerOutOfRangeError for another size.
 */
export function signBatches(
  signer: BatchSigner,
  {
    size = 1_024,
    delay = 5,
    after = afterOf,
    core = openCore(),
  }: { readonly size?: number; readonly delay?: number; readonly after?: After; readonly core?: Core } = {},
): BatchQueue {
  if (!Number.isSafeInteger(size) || size < 1 || size > LARGEST_BATCH) {
    throw new IntegerOutOfRangeError({ field: "size", value: size, minimum: 1n, maximum: BigInt(LARGEST_BATCH) });
  }
  const buffer = openBatchBuffer(size);
  const inFlight = new Set<Promise<SignedBatch>>();
  let current: OpenBatch | undefined;

  function open(): OpenBatch {
    let settle: OpenBatch["resolve"] | undefined;
    const batch = new Promise<SignedBatch>((resolve) => (settle = resolve));
    return { batch, resolve: (signed) => settle?.(signed), cancel: after(delay, close) };
  }

  async function sign(sealed: ReturnType<BatchBuffer["seal"]>): Promise<SignedBatch> {
    return { ...sealed, key: signer.address, signature: await signer.signBatch(sealed.summary) };
  }

  function close(): void {
    if (current === undefined) return;
    const { batch, resolve, cancel } = current;
    current = undefined;
    cancel();
    inFlight.add(batch);
    const forget = () => void inFlight.delete(batch);
    batch.then(forget, forget);
    resolve(sign(buffer.seal(core)));
  }

  return {
    add(receipt) {
      checkPackedReceipt(receipt);
      if (current !== undefined && !buffer.fits(receipt)) close();
      current ??= open();
      const { batch } = current;
      const index = buffer.add(receipt);
      if (buffer.count === size) close();
      return { index, batch };
    },
    async flush() {
      close();
      await Promise.allSettled(inFlight);
    },
  };
}
