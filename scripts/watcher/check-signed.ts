import { merkleProof } from "@openledger/sdk";
import type { Hex } from "viem";

import type { ClaimedNode } from "../epoch-rail/claimed-tree.ts";
import { signedReceiptOf } from "../epoch-rail/signed-receipt.ts";
import type { CheckContext } from "./check-context.ts";
import type { SignedReceipt } from "./signed-receipts.ts";

const NO_WAY = { nodes: [], indexes: [], paths: [] };
const NO_ID: Hex = `0x${"00".repeat(32)}`;

export type SeenChunk = { readonly node: ClaimedNode; readonly ids: readonly Hex[] };

/** Looks for two receipts signed for one sequence. */
export function checkDoubleSigned(c: CheckContext, signed: readonly SignedReceipt[]): void {
  const bySequence = new Map<number, SignedReceipt>();
  for (const receipt of signed) {
    const other = bySequence.get(receipt.sequence) ?? receipt;
    bySequence.set(receipt.sequence, other);
    if (other.id === receipt.id) continue;
    const args = [c.epoch.bytes, signedReceiptOf(other.file), signedReceiptOf(receipt.file)];
    const call = { contract: "ReceiptProofs", functionName: "proveDoubleSigned", args } as const;
    const says = `sequence ${receipt.sequence} was signed twice: ${other.id} and ${receipt.id}`;
    c.find({ kind: "lie", says, proofs: [{ lie: "DoubleSigned", call }] });
    return;
  }
}

/** Looks for a signed receipt that is not in its slot. @param chunks All chunks of the epoch, which are true. */
export function checkOmitted(c: CheckContext, signed: readonly SignedReceipt[], chunks: readonly SeenChunk[]): void {
  for (const { sequence, id, file } of signed) {
    const chunk = chunks.find(
      ({ node: { fields } }) => sequence >= fields.firstSequence && sequence < fields.firstSequence + fields.receiptCount,
    );
    const index = chunk === undefined ? 0 : sequence - chunk.node.fields.firstSequence;
    const slotId = chunk?.ids[index] ?? NO_ID;
    if (slotId === id) continue;
    const slotPath = chunk === undefined ? [] : [...merkleProof(chunk.ids, index)];
    const args = [c.epoch.bytes, signedReceiptOf(file), chunk?.node.way ?? NO_WAY, slotId, slotPath];
    const call = { contract: "ReceiptProofs", functionName: "proveOmitted", args } as const;
    const says =
      chunk === undefined
        ? `signed receipt ${id} (sequence ${sequence}) is left out`
        : `sequence ${sequence} holds ${slotId}, signed was ${id}`;
    c.find({ kind: "lie", says, proofs: [{ lie: "Omitted", call }] });
    return;
  }
}
