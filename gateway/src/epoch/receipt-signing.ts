import { signBatches, type BatchSigner, type SignedBatch } from "@openledger/sdk";
import { hexToBytes, type Hex } from "viem";

import type { Database } from "../journal/database.ts";
import { storeReceiptBatch, unsignedReceipts } from "../journal/receipt-batches.ts";

/** Signs receipts of the epoch lane: one signature over all that come within five milliseconds, or over 1,024 of them. */
export interface ReceiptSigning {
  /** Signs a receipt that is in the journal already; resolves when the journal has the signature. @throws What the signer throws. */
  readonly sign: (packed: Hex) => Promise<void>;
  /** Signs what was journalled and never signed, because the process was killed or the signer failed. */
  readonly signPending: () => Promise<void>;
}

const PENDING_A_TURN = 4_096;

/** A receipt has one id whatever it is signed in, so signing one again is no second receipt for its sequence. */
export function openReceiptSigning(database: Database, signer: BatchSigner): ReceiptSigning {
  const queue = signBatches(signer);
  const stored = new WeakMap<Promise<SignedBatch>, Promise<void>>();

  const sign = (packed: Hex): Promise<void> => {
    const { batch } = queue.add(hexToBytes(packed));
    const known = stored.get(batch) ?? batch.then((signed) => storeReceiptBatch(database, signed));
    stored.set(batch, known);
    return known;
  };

  return {
    sign,
    async signPending() {
      for (;;) {
        const pending = await unsignedReceipts(database, { limit: PENDING_A_TURN });
        if (pending.length === 0) return;
        await Promise.all(pending.map(sign));
      }
    },
  };
}
