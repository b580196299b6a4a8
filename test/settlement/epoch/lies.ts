import { concatBytes, keccak256, toBytes } from "viem";

import { contributionId, legsRoot, sortLegs, type Leg, type ReceiptWithLegs } from "../../../sdk/src/index.ts";
import { treeLayers } from "../../../sdk/src/merkle/tree-layers.ts";
import { legBlocks } from "../../../sdk/src/receipt/leg-blocks.ts";
import { buildChunk, rowOf } from "../../../sdk/src/epoch/build-chunk.ts";
import { mergeLevels, mergeNodes } from "../../../sdk/src/epoch/build-epoch.ts";
import { encodeHeader } from "../../../sdk/src/epoch/encode-header.ts";
import { encodeNode } from "../../../sdk/src/epoch/encode-node.ts";
import type { Chunk, Epoch, EpochNode, NodeFields, Vector, VectorEntry } from "../../../sdk/src/epoch/epoch.ts";
import { payoutWords } from "../../../sdk/src/epoch/payout-words.ts";
import { vectorLeaf } from "../../../sdk/src/epoch/vector.ts";
import { wordTree } from "../../../sdk/src/epoch/word-tree.ts";
import { COMMONS, type EpochWorld, type Random } from "./world.ts";

/** A node with other fields. */
export function withFields<Node extends EpochNode>(node: Node, fields: Partial<NodeFields>): Node {
  const all = { ...node.fields, ...fields };
  const packed = encodeNode(all);
  return { ...node, fields: all, packed, hash: keccak256(packed, "bytes") };
}

/** Everything above the chunks again, honestly. */
export function assemble(chunks: readonly Chunk[], honest: Epoch): Epoch {
  return finish(mergeLevels(chunks), chunks, honest);
}

function finish(levels: Epoch["levels"], chunks: readonly Chunk[], honest: Epoch): Epoch {
  const top = levels.at(-1)![0]!;
  // Of an account that a false vector repeats, the last entry counts.
  const sums = new Map(top.credits.entries.map(({ account, amount }) => [account, amount]));
  const words = payoutWords([...sums].flatMap(([account, amount]) => (account > 0 && amount > 0n ? [{ account, amount }] : [])));
  const payouts = wordTree(words);
  const header = { ...honest.header, payoutDepth: payouts.depth, payoutRoot: payouts.root, top: top.packed };
  return { header, packed: encodeHeader(header), levels, chunks, top, words, payouts };
}

/** Puts a false node in its place and builds what is above it honestly. */
export function replaceNode(epoch: Epoch, level: number, index: number, node: EpochNode): Epoch {
  const levels = epoch.levels.slice(0, level + 1).map((nodes) => [...nodes]);
  levels[level]![index] = node;
  const above = mergeLevels(levels[level]!);
  const chunks = level === 0 ? (levels[0] as Chunk[]) : epoch.chunks;
  return finish([...levels, ...above.slice(1)], chunks, epoch);
}

export function replaceChunk(epoch: Epoch, index: number, chunk: Chunk): Epoch {
  return replaceNode(epoch, 0, index, chunk);
}

/** A vector with the given leaves, whatever they are. */
export function rawVector(entries: readonly VectorEntry[]): Vector {
  const leaves = entries.map(vectorLeaf);
  return { entries, leaves, root: treeLayers(leaves).root };
}

/** A node with a false vector. */
export function withVector<Node extends EpochNode>(node: Node, side: "credits" | "debits", vector: Vector): Node {
  const fields =
    side === "credits"
      ? { creditsRoot: vector.root, creditCount: vector.entries.length }
      : { debitsRoot: vector.root, debitCount: vector.entries.length };
  return { ...withFields(node, fields), [side]: vector };
}

/** The entries with one nano-OPEN moved, added, or an entry put in or left out: sorted, without empty ones, and different. */
export function falseEntries(
  random: Random,
  entries: readonly VectorEntry[],
  strangers: readonly number[],
): { entries: readonly VectorEntry[]; account: number } {
  const sums = new Map(entries.map(({ account, amount }) => [account, amount]));
  const account = entries[random.int(0, entries.length - 1)]!.account;
  const stranger = strangers[random.int(0, strangers.length - 1)]!;
  const choice = random.int(0, 3);
  if (choice === 0) sums.set(account, sums.get(account)! + 1n + random.big(1_000n));
  else if (choice === 1 && entries.length > 1) sums.delete(account);
  else if (choice === 2) sums.set(stranger, (sums.get(stranger) ?? 0n) + 1n + random.big(50n));
  else sums.set(account, sums.get(account)! * 2n);
  const changed = choice === 2 ? stranger : account;
  const sorted = [...sums].sort(([a], [b]) => a - b).map(([number, amount]) => ({ account: number, amount }));
  return { entries: sorted, account: changed };
}

/** The chunk with one receipt replaced; the rest honest. */
export function withReceipt(world: EpochWorld, chunk: Chunk, index: number, change: (item: ReceiptWithLegs) => ReceiptWithLegs): Chunk {
  const receipts = chunk.receipts.map((item, i) => (i === index ? change(item) : item));
  const firstSequence = chunk.fields.firstSequence;
  return withFields(buildChunk({ receipts, splits: world.splits, commons: COMMONS }), { firstSequence });
}

/** A receipt that breaks a rule that its 113 bytes show. */
export function falseReceipt(random: Random, { receipt, legs }: ReceiptWithLegs): ReceiptWithLegs {
  const changes = [
    { fee: receipt.fee + 1n },
    { fee: receipt.fee - 1n },
    { sequence: receipt.sequence + 1 + random.int(0, 9) },
    { epoch: receipt.epoch + 1 },
    { lane: "direct" as const },
    { gatewayId: receipt.gatewayId + 1 },
    { completionTokens: receipt.completionTokens + 1_000 },
    { payerAccount: 0 },
  ];
  return { receipt: { ...receipt, ...changes[random.int(0, changes.length - 1)]! }, legs };
}

/** False leg blocks for a receipt, and where to open them. */
export function falseLegBlocks(
  random: Random,
  legs: readonly Leg[],
  weightTotal: number,
): { blocks: Uint8Array[]; first: number; second: number | undefined } {
  const blocks = legBlocks(legs).map((block) => toBytes(block));
  const at = random.int(0, blocks.length - 1);
  const block = Uint8Array.from(blocks[at]!);
  const count = (block.length - 4) / 10;
  const leg = random.int(0, count - 1);
  const result = { blocks, first: at, second: undefined as number | undefined };
  const choice = random.int(0, 6);
  if (choice === 0) block.set([0, 0], 4 + 10 * leg + 7);
  else if (choice === 1) block[4 + 10 * leg + 9] = random.int(0, 1) === 0 ? 0 : 4 + random.int(0, 200);
  else if (choice === 2) block.set(toBytes(weightTotal + 1, { size: 4 }), 0);
  else if (choice === 3) {
    blocks[at] = block.slice(0, block.length - 10);
    return result;
  } else if (choice === 4) {
    // Out of order: the first leg again in the second place, or before its neighbour in the block before.
    if (count > 1) block.set(block.slice(4, 14), 14);
    else block.set([0, 0, 0, 0], 4);
  } else if (choice === 5 && at > 0) {
    const before = new DataView(block.buffer).getUint32(0);
    new DataView(block.buffer).setUint32(0, before - 1);
    return { blocks: blocks.map((other, i) => (i === at ? block : other)), first: at - 1, second: at };
  } else if (at > 0) {
    block.set(blocks[at - 1]!.slice(4, 14), 4);
    return { blocks: blocks.map((other, i) => (i === at ? block : other)), first: at - 1, second: at };
  } else block[3] = 1;
  blocks[at] = block;
  return result;
}

/** The chunk with a receipt whose legs root is over other blocks. */
export function withBlocks(world: EpochWorld, chunk: Chunk, index: number, blocks: readonly Uint8Array[]): Chunk {
  const root = treeLayers(blocks.map((block) => keccak256(block, "bytes"))).root;
  return withReceipt(world, chunk, index, ({ receipt, legs }) => ({
    receipt: { ...receipt, legsRoot: `0x${Buffer.from(root).toString("hex")}` },
    legs,
  }));
}

/** The chunk with a leg for a contribution that was never accepted, in a random place. */
export function withUnaccepted(world: EpochWorld, random: Random, chunk: Chunk, index: number): { chunk: Chunk; leg: number } {
  const bad = contributionId(
    world.contributorAccounts[random.int(0, world.contributorAccounts.length - 1)]!,
    random.int(1_000, 2 ** 24 - 1),
  );
  const legs = sortLegs([...chunk.receipts[index]!.legs, { contributionId: bad, weight: random.int(1, 100), class: "proven" }]);
  const changed = withReceipt(world, chunk, index, ({ receipt }) => ({
    receipt: { ...receipt, legCount: legs.length, legsRoot: legsRoot(legs), weightTotal: receipt.weightTotal + 100 },
    legs,
  }));
  return { chunk: changed, leg: legs.findIndex((item) => item.contributionId === bad) };
}

/** The chunk with one false amount in a receipt's row. */
export function withShare(random: Random, chunk: Chunk, index: number): { chunk: Chunk; position: number } {
  const blocks = chunk.shareBlocks[index]!.map((block) => Uint8Array.from(block));
  const position = random.int(0, 16 * blocks.length - 1);
  const view = new DataView(blocks[Math.floor(position / 16)]!.buffer);
  const at = 8 * (position % 16);
  view.setBigUint64(at, view.getBigUint64(at) + 1n + random.big(1n << 40n));
  const shareBlocks = chunk.shareBlocks.map((row, i) => (i === index ? blocks : row));
  const rows = shareBlocks.map(rowOf);
  return { chunk: { ...withFields(chunk, { sharesRoot: treeLayers(rows).root }), shareBlocks, rows }, position };
}

/** Fields that do not follow from the children. */
export function falseSums(random: Random, fields: NodeFields): Partial<NodeFields> {
  if (fields.level === 0) {
    return [{ legCount: 8_193 + random.int(0, 9) }, { receiptCount: 1_062 + random.int(0, 9) }, { childCount: 1 }][random.int(0, 2)]!;
  }
  const changes = [
    { receiptCount: fields.receiptCount + 1 },
    { receiptCount: fields.receiptCount - 1 },
    { legCount: fields.legCount + 1 },
    { feeTotal: fields.feeTotal + 1n + random.big(1000n) },
    { feeTotal: fields.feeTotal - 1n },
    { firstSequence: fields.firstSequence + 1 },
    { level: fields.level + 1 },
  ];
  return changes[random.int(0, changes.length - 1)]!;
}

export { concatBytes, mergeNodes };
