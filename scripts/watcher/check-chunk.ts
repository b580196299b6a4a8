import { chunkHints, EPOCH_LIMITS, merkleProof, merkleRoot, type Vector } from "@openledger/sdk";
import { bytesToHex, concatHex, keccak256, type Hex } from "viem";

import { readShares } from "../../gateway/src/epoch/store/epoch-objects.ts";
import { vectorOf } from "../../sdk/src/epoch/vector.ts";
import type { ClaimedNode } from "../epoch-rail/claimed-tree.ts";
import type { CheckContext } from "./check-context.ts";
import { executeChunk, type ExecutedChunk, type ExecutedReceipt } from "./execute-chunk.ts";
import type { Proof } from "./finding.ts";
import { firstUnaccepted } from "./unaccepted.ts";

const NO_BLOCK = { data: "0x" as Hex, index: 0, path: [] as Hex[] };
const AMOUNTS_A_BLOCK = 16;
const LEGS_A_BLOCK = 8;

export type Sums = { readonly credits: Vector; readonly debits: Vector };

/** Whether the chain could execute a chunk with such a node. */
export function isWithinLimits({ childCount, receiptCount, legCount }: ClaimedNode["fields"]): boolean {
  const bytes = 113 * receiptCount + 10 * legCount;
  return childCount === 0 && receiptCount > 0 && legCount <= EPOCH_LIMITS.chunkLegs && bytes <= EPOCH_LIMITS.chunkBytes;
}

/** What a receipt's row is: amounts in blocks of sixteen. */
function rowOf({ amounts }: ExecutedReceipt): Hex[] {
  const blocks: Hex[] = [];
  for (let first = 0; first < amounts.length; first += AMOUNTS_A_BLOCK) {
    const part = Array.from({ length: AMOUNTS_A_BLOCK }, (_, i) => amounts[first + i] ?? 0n);
    blocks.push(`0x${part.map((amount) => amount.toString(16).padStart(16, "0")).join("")}`);
  }
  return blocks;
}

const hashOfRow = (blocks: readonly Hex[]): Hex => keccak256(concatHex(blocks.map((block) => keccak256(block))));

function slotOf({ receipts }: ExecutedChunk, index: number) {
  const ids = receipts.map(({ id }) => bytesToHex(id));
  return { receipt: bytesToHex(receipts[index]!.packed), index, path: [...merkleProof(ids, index)] };
}

function legBlock({ legBlocks }: ExecutedReceipt, block: number) {
  const hashes = legBlocks.map((bytes) => keccak256(bytes));
  return { data: bytesToHex(legBlocks[block]!), index: block, path: [...merkleProof(hashes, block)] };
}

/**
 * Executes a chunk and compares it with its node.
 * @returns Its vectors if all of it is true; undefined after a finding.
 */
export async function checkChunk(c: CheckContext, node: ClaimedNode): Promise<Sums | undefined> {
  const { fields, way } = node;
  const name = `the chunk from receipt ${fields.firstSequence} on`;
  const bytes = await c.read("chunks", fields.body as Hex);
  if (bytes === undefined) {
    c.find({ kind: "missing", node, says: `${name} is in no store (chunks/${fields.body as Hex})` });
    return undefined;
  }
  const place = { gateway: c.epoch.gatewayId, epoch: c.epoch.epoch, firstSequence: fields.firstSequence, commons: c.commons };
  const run = await executeChunk(bytes, place, c.offering);
  const whole = await wholeChunk(c, node, bytes, run);
  const lie = (says: string, ...proofs: readonly Proof[]): undefined => {
    c.find({ kind: "lie", says: `${name}: ${says}`, proofs: [...proofs, whole] });
    return undefined;
  };
  const idsMatch =
    run.receipts.length === fields.receiptCount && merkleRoot(run.receipts.map(({ id }) => bytesToHex(id))) === fields.receiptsRoot;
  if (!idsMatch) return lie("its receipts root is not that of its receipts");

  const { fault } = run;
  if (fault?.kind === "bytes") return lie("its bytes are cut off");
  if (fault?.kind === "receipt") {
    const call = { contract: "ReceiptProofs", functionName: "proveReceipt", args: [c.epoch.bytes, way, slotOf(run, fault.index)] } as const;
    return lie(`receipt ${fields.firstSequence + fault.index}: ${fault.why}`, { lie: "Receipt", call });
  }
  for (const [index, receipt] of run.receipts.entries()) {
    const stated = bytesToHex(receipt.packed.subarray(49, 81));
    if (merkleRoot(receipt.legBlocks.map((block) => keccak256(block))) !== stated)
      return lie(`receipt ${fields.firstSequence + index}: its legs are not those that it commits to`);
  }
  if (fault?.kind === "legs") {
    const receipt = run.receipts[fault.index]!;
    const second = fault.isBetween ? legBlock(receipt, fault.block + 1) : NO_BLOCK;
    const args = [c.epoch.bytes, way, slotOf(run, fault.index), legBlock(receipt, fault.block), second];
    const call = { contract: "LegProofs", functionName: "proveLegs", args } as const;
    const says = `${name}: receipt ${fields.firstSequence + fault.index}: ${fault.why}`;
    // What a leg must be is shown by its block alone: executing the chunk would not.
    c.find({ kind: "lie", says, proofs: [{ lie: "Legs", call }] });
    return undefined;
  }
  const unaccepted = await firstUnaccepted(c.session, run.receipts);
  if (unaccepted !== undefined) {
    const { index, leg } = unaccepted;
    const block = legBlock(run.receipts[index]!, Math.floor(leg / LEGS_A_BLOCK));
    const args = [c.epoch.bytes, way, slotOf(run, index), block, leg % LEGS_A_BLOCK];
    const says = `${name}: receipt ${fields.firstSequence + index} pays contribution ${run.receipts[index]!.legs[leg]!.contribution}, which was never accepted`;
    c.find({ kind: "lie", says, proofs: [{ lie: "Legs", call: { contract: "LegProofs", functionName: "proveUnaccepted", args } }] });
    return undefined;
  }
  const rows = run.receipts.map(rowOf);
  if (merkleRoot(rows.map(hashOfRow)) !== fields.sharesRoot) {
    const proof = await shareProof(c, node, run, rows);
    const call = { contract: "LegProofs", functionName: "proveShares", args: [c.epoch.bytes, way, bytesToHex(bytes)] } as const;
    const proofs: readonly Proof[] = [...(proof === undefined ? [] : [proof]), { lie: "Share", call }];
    c.find({ kind: "lie", says: `${name}: an amount of a receipt is not what the split gives`, proofs });
    return undefined;
  }
  const sums: Sums = { credits: vectorOf(run.credits), debits: vectorOf(run.debits) };
  if (run.legCount !== fields.legCount || run.feeTotal !== fields.feeTotal) return lie("its counts are not those of its receipts");
  if (bytesToHex(sums.credits.root) !== fields.creditsRoot || sums.credits.entries.length !== fields.creditCount)
    return lie("its credits are not those of its receipts");
  if (bytesToHex(sums.debits.root) !== fields.debitsRoot || sums.debits.entries.length !== fields.debitCount)
    return lie("its debits are not those of its receipts");
  c.saw(
    node,
    run.receipts.map(({ id }) => bytesToHex(id)),
  );
  return sums;
}

/** The proof that executes the whole chunk on chain: dearer than the others; shows whatever is wrong but legs and shares. */
async function wholeChunk(c: CheckContext, { way }: ClaimedNode, bytes: Uint8Array, run: ExecutedChunk): Promise<Proof> {
  const accounts = new Set([c.commons]);
  for (const id of new Set(run.receipts.map(({ offering }) => offering)))
    for (const { account } of (await c.offering(id))?.split ?? []) accounts.add(account);
  const receipts = run.receipts.map(({ payer, legs }) => ({
    receipt: { payerAccount: payer },
    legs: legs.map(({ contribution }) => ({ contributionId: contribution })),
  }));
  const hints = chunkHints({ receipts: receipts as never }, accounts);
  return {
    lie: "Chunk",
    call: { contract: "ChunkProofs", functionName: "proveChunk", args: [c.epoch.bytes, way, bytesToHex(bytes), hints] },
  };
}

/** Opens the first false amount, if the share blocks are published; it names who was harmed. */
async function shareProof(
  c: CheckContext,
  { fields, way }: ClaimedNode,
  run: ExecutedChunk,
  rows: readonly (readonly Hex[])[],
): Promise<Proof | undefined> {
  const bytes = await c.read("shares", fields.sharesRoot as Hex);
  const claimed = bytes && readShares(bytes)?.map((blocks) => blocks.map((block) => bytesToHex(block)));
  if (claimed?.length !== rows.length) return undefined;
  const index = rows.findIndex((blocks, i) => blocks.some((block, b) => claimed[i]![b] !== block));
  if (index === -1 || claimed[index]!.length !== rows[index]!.length) return undefined;
  const [expected, shown] = [rows[index]!.join("").replaceAll("0x", ""), claimed[index]!.join("").replaceAll("0x", "")];
  let position = 0;
  while (expected.slice(16 * position, 16 * position + 16) === shown.slice(16 * position, 16 * position + 16)) position++;
  const block = Math.floor(position / AMOUNTS_A_BLOCK);
  const share = {
    data: claimed[index]![block]!,
    others: claimed[index]!.filter((_, i) => i !== block).map((data) => keccak256(data)),
    rowPath: [...merkleProof(claimed.map(hashOfRow), index)],
  };
  const leg = position - AMOUNTS_A_BLOCK;
  const receipt = run.receipts[index]!;
  const isLeg = leg >= 0 && leg < receipt.legs.length;
  const legs = isLeg ? legBlock(receipt, Math.floor(leg / LEGS_A_BLOCK)) : NO_BLOCK;
  const args = [c.epoch.bytes, way, slotOf(run, index), position, share, legs];
  return { lie: "Share", call: { contract: "LegProofs", functionName: "proveShare", args } };
}
