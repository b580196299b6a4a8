import { EPOCH_LIMITS, merkleProof, vectorOpening, type Vector } from "@openledger/sdk";
import { bytesToHex, type Hex } from "viem";

import { addVectors } from "../../sdk/src/epoch/vector.ts";
import { childrenOf, type ClaimedNode } from "../epoch-rail/claimed-tree.ts";
import { readVector } from "../epoch-rail/read-vector.ts";
import { checkChunk, isWithinLimits, type Sums } from "./check-chunk.ts";
import type { CheckContext } from "./check-context.ts";
import { checkHidden } from "./check-hidden.ts";
import { nameOfNode, SIDES, VECTOR_FIELDS, type Side } from "./claimed-vector.ts";

const LAST_ACCOUNT = 2n ** 32n - 1n;

/**
 * Checks a node and all below it.
 * @returns Its vectors if all of it is true; undefined after a finding.
 */
export async function checkNode(c: CheckContext, node: ClaimedNode): Promise<Sums | undefined> {
  const { fields, way } = node;
  const wrongSums = (why: string, children: readonly ClaimedNode[] = []): undefined => {
    const args = [c.epoch.bytes, way, children.map(({ packed }) => packed)];
    const proofs = [{ lie: "Sums", call: { contract: "VectorProofs", functionName: "proveSums", args } }] as const;
    c.find({ kind: "lie", says: `${nameOfNode(node)}: ${why}`, proofs });
    return undefined;
  };
  if (fields.level === 0) return isWithinLimits(fields) ? checkChunk(c, node) : wrongSums("its counts are beyond the limits of a chunk");
  if (fields.childCount === 0 || fields.childCount > EPOCH_LIMITS.nodeWidth) return wrongSums(`it has ${fields.childCount} children`);

  const children = await childrenOf(node, c.read);
  // Children that are not as many as the node says cannot be shown on chain either: nobody can answer a challenge with them.
  if (children?.length !== fields.childCount) {
    c.find({ kind: "missing", node, says: `the children of ${nameOfNode(node)} are in no store (children/${fields.body as Hex})` });
    return undefined;
  }
  const why = badSums(fields, children);
  if (why !== undefined) return wrongSums(why, children);

  const sums: Sums[] = [];
  for (const child of children) {
    const found = await checkNode(c, child);
    if (found === undefined) return undefined;
    sums.push(found);
  }
  const credits = await checkVector(c, node, children, "credits", sums);
  const debits = credits && (await checkVector(c, node, children, "debits", sums));
  return credits && debits && { credits, debits };
}

function badSums(fields: ClaimedNode["fields"], children: readonly ClaimedNode[]): string | undefined {
  let [receipts, legs, fees] = [0, 0, 0n];
  for (const { fields: child } of children) {
    if (child.level + 1 !== fields.level) return `a child has level ${child.level}`;
    if (child.firstSequence !== fields.firstSequence + receipts) return `a child begins at receipt ${child.firstSequence}`;
    receipts += child.receiptCount;
    legs += child.legCount;
    fees += child.feeTotal;
  }
  if (receipts !== fields.receiptCount) return `it counts ${fields.receiptCount} receipts, its children ${receipts}`;
  if (legs !== fields.legCount) return `it counts ${fields.legCount} legs, its children ${legs}`;
  return fees === fields.feeTotal ? undefined : `it counts ${fields.feeTotal} nano-OPEN of fees, its children ${fees}`;
}

async function checkVector(
  c: CheckContext,
  node: ClaimedNode,
  children: readonly ClaimedNode[],
  side: Side,
  sums: readonly Sums[],
): Promise<Vector | undefined> {
  const expected = addVectors(sums.map((sum) => sum[side]));
  const root = node.fields[VECTOR_FIELDS[side].root] as Hex;
  const count = node.fields[VECTOR_FIELDS[side].count];
  if (bytesToHex(expected.root) === root && expected.entries.length === count) return expected;

  const claimed = await claimedVector(c, root, count);
  if (claimed === undefined) {
    checkHidden(c, node, side, { expected, children, inChildren: sums.map((sum) => sum[side]) });
    return undefined;
  }
  const { epoch } = c;
  const disorder = firstDisorder(claimed);
  if (disorder !== undefined) {
    const args = [epoch.bytes, node.way, SIDES.indexOf(side), neighbours(claimed, disorder)];
    const call = { contract: "VectorProofs", functionName: "proveDisorder", args } as const;
    c.find({
      kind: "lie",
      says: `${nameOfNode(node)}: entry ${disorder} of its ${side} is out of order`,
      proofs: [{ lie: "Disorder", call }],
    });
    return undefined;
  }
  const account = firstDifference(expected, claimed);
  const args = [
    epoch.bytes,
    node.way,
    children.map(({ packed }) => packed),
    SIDES.indexOf(side),
    account,
    vectorOpening(claimed, account),
    sums.map((sum) => vectorOpening(sum[side], account)),
  ];
  const call = { contract: "VectorProofs", functionName: "proveMerge", args } as const;
  c.find({
    kind: "lie",
    says: `${nameOfNode(node)}: account ${account} of its ${side} is not the sum of its children's`,
    proofs: [{ lie: "Merge", call }],
  });
  return undefined;
}

/** The leaves that a node commits to, as many as it says; undefined if they are not to be had or no proof could open them. */
async function claimedVector(c: CheckContext, root: Hex, count: number): Promise<Vector | undefined> {
  if (count === 0) return readVector(new Uint8Array(), root);
  const bytes = await c.read("vectors", root);
  if (bytes === undefined) return undefined;
  const { leaves } = readVector(bytes, root);
  const depth = (size: number) => Math.ceil(Math.log2(Math.max(size, 1)));
  if (leaves.length > count || depth(leaves.length) !== depth(count)) return undefined;
  const padded = Buffer.concat([...leaves, ...Array.from({ length: count - leaves.length }, () => new Uint8Array(32))]);
  return readVector(padded, root);
}

function firstDisorder({ leaves }: Vector): number | undefined {
  const values = leaves.map((leaf) => BigInt(bytesToHex(leaf)));
  const found = values.findIndex((value, i) => {
    const account = value >> 64n;
    const next = values[i + 1];
    const isEntry = account > 0n && account <= LAST_ACCOUNT && (value & (2n ** 64n - 1n)) > 0n;
    return !isEntry || (next !== undefined && next >> 64n <= account);
  });
  return found === -1 ? undefined : found;
}

function neighbours({ leaves }: Vector, index: number) {
  const all = leaves.map((leaf) => bytesToHex(leaf));
  const isLast = index + 1 === all.length;
  return {
    index,
    leaf: BigInt(all[index]!),
    path: [...merkleProof(all, index)],
    next: isLast ? 0n : BigInt(all[index + 1]!),
    nextPath: isLast ? [] : [...merkleProof(all, index + 1)],
  };
}

function firstDifference(expected: Vector, claimed: Vector): number {
  const stated = new Map(claimed.entries.map(({ account, amount }) => [account, amount]));
  for (const { account, amount } of expected.entries) {
    if (stated.get(account) !== amount) return account;
    stated.delete(account);
  }
  return [...stated.keys()][0]!;
}
