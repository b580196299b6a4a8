import { bytesToHex, keccak256, type Hex } from "viem";

import { merkleProof } from "../merkle/merkle-proof.ts";
import { legBlocks } from "../receipt/leg-blocks.ts";
import { encodeReceipt } from "../receipt/encode-receipt.ts";
import { EPOCH_LIMITS, type Chunk, type Epoch, type EpochNode, type Vector } from "./epoch.ts";
import { wordPath } from "./word-tree.ts";

/** What `IFraudProofs.NodePath` takes. Arrays of openings are the caller's: contract types of ethers ask for mutable ones. */
export interface NodePath {
  readonly nodes: Hex[];
  readonly indexes: number[];
  readonly paths: Hex[][];
}

const hex = (value: Uint8Array) => bytesToHex(value);
const hexes = (values: readonly Uint8Array[]) => values.map(hex);
const proofOf = (leaves: readonly Hex[], index: number): Hex[] => [...merkleProof(leaves, index)];
const ZERO = `0x${"00".repeat(32)}` as const;

/** The way from the top down to node `index` of level `level`. */
export function nodePath({ levels }: Pick<Epoch, "levels">, level: number, index: number): NodePath {
  const nodes: Hex[] = [];
  const indexes: number[] = [];
  const paths: Hex[][] = [];
  for (let depth = levels.length - 2; depth >= level; depth--) {
    const at = Math.floor(index / EPOCH_LIMITS.nodeWidth ** (depth - level));
    const first = at - (at % EPOCH_LIMITS.nodeWidth);
    const siblings = levels[depth]!.slice(first, first + EPOCH_LIMITS.nodeWidth);
    nodes.push(hex(levels[depth]![at]!.packed));
    indexes.push(at - first);
    paths.push(proofOf(hexes(siblings.map((node) => node.hash)), at - first));
  }
  return { nodes, indexes, paths };
}

/** The packed children of node `index` of level `level`. */
export function childrenOf({ levels }: Pick<Epoch, "levels">, level: number, index: number): readonly EpochNode[] {
  const first = index * EPOCH_LIMITS.nodeWidth;
  return levels[level - 1]!.slice(first, first + EPOCH_LIMITS.nodeWidth);
}

/** Opening of the receipt at `index` of a chunk: `IFraudProofs.SlotOpening`. */
export function slotOpening(chunk: Chunk, index: number) {
  return { receipt: encodeReceipt(chunk.receipts[index]!.receipt), index, path: proofOf(hexes(chunk.ids), index) };
}

/** Opening of leg block `block` of a receipt: `ILegProofs.BlockOpening`. */
export function legBlockOpening(chunk: Chunk, index: number, block: number) {
  const blocks = legBlocks(chunk.receipts[index]!.legs);
  return {
    data: blocks[block]!,
    index: block,
    path: proofOf(
      blocks.map((data) => keccak256(data)),
      block,
    ),
  };
}

/** Opening of the share block that holds `position` (0 to 15 the entries, 16 + i leg i): `ILegProofs.ShareOpening`. */
export function shareOpening(chunk: Chunk, index: number, position: number) {
  const blocks = chunk.shareBlocks[index]!;
  const block = Math.floor(position / 16);
  return {
    data: hex(blocks[block]!),
    others: blocks.filter((_, i) => i !== block).map((data) => keccak256(data)),
    rowPath: proofOf(hexes(chunk.rows), index),
  };
}

/** Opening of an account in a vector, present or absent: `VectorProof.Opening`. */
export function vectorOpening({ entries, leaves }: Vector, account: number) {
  const none = { index: 0, leaf: ZERO as Hex, path: [] as Hex[], next: ZERO as Hex, nextPath: [] as Hex[] };
  if (entries.length === 0) return none;
  const all = hexes(leaves);
  let index = entries.findLastIndex((entry) => entry.account <= account);
  if (index === -1) index = 0;
  const opening = { ...none, index, leaf: all[index]!, path: proofOf(all, index) };
  const found = entries[index]!.account;
  if (found >= account || index + 1 === entries.length) return opening;
  return { ...opening, next: all[index + 1]!, nextPath: proofOf(all, index + 1) };
}

/** What `IEpochPayouts.push` takes for a subtree: its 512 words and their path. */
export function subtreeOpening({ words, payouts }: Pick<Epoch, "words" | "payouts">, subtree: number) {
  const { subtreeDepth } = EPOCH_LIMITS;
  const first = subtree * 2 ** subtreeDepth;
  return {
    words: Array.from({ length: 2 ** subtreeDepth }, (_, i) => words[first + i] ?? 0n),
    path: wordPath(payouts, subtree, subtreeDepth).map(hex),
  };
}

/** Claim of one word of an epoch: `IEpochPayouts.WordClaim`. */
export function wordClaim({ header, words, payouts }: Pick<Epoch, "header" | "words" | "payouts">, word: number) {
  return { gateway: header.gatewayId, epoch: header.epoch, word, lanes: words[word] ?? 0n, path: wordPath(payouts, word).map(hex) };
}

/** Hints of `ChunkExecution` for a chunk. @param roleAccounts Accounts of the split entries of its offerings, and the commons. */
export function chunkHints(chunk: Pick<Chunk, "receipts">, roleAccounts: Iterable<number>) {
  const credited = new Set<number>(roleAccounts);
  const payers = new Set<number>();
  for (const { receipt, legs } of chunk.receipts) {
    payers.add(receipt.payerAccount);
    for (const leg of legs) credited.add(Number(leg.contributionId >> 24n));
  }
  const accounts = [...credited].filter((account) => account !== 0).sort((a, b) => a - b);
  const places = new Map(accounts.map((account, i) => [account, i]));
  const pack = (values: readonly number[], size: number): Hex =>
    `0x${values.map((value) => value.toString(16).padStart(2 * size, "0")).join("")}`;
  return {
    accounts: pack(accounts, 4),
    payers: pack(
      [...payers].sort((a, b) => a - b),
      4,
    ),
    legIndexes: pack(
      chunk.receipts.flatMap(({ legs }) => legs.map((leg) => places.get(Number(leg.contributionId >> 24n)) ?? 0)),
      2,
    ),
  };
}
