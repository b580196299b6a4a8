import { concatBytes, keccak256, type Hex } from "viem";

import { toBytes } from "../bytes/to-bytes.ts";

/**
 * The node that consecutive nodes lead to, and how many levels above them it is; undefined if siblings are missing or the node is not the only one of its level.
 * Twin of `PositionalProof.climbRange`.
 * @param siblings What is beside the nodes, level by level, left before right.
 */
export function climbRange({
  nodes,
  first,
  siblings,
}: {
  readonly nodes: readonly Uint8Array[];
  /** Place of the first node. */
  readonly first: number;
  readonly siblings: readonly Hex[];
}): { readonly node: Uint8Array; readonly levels: number } | undefined {
  if (!Number.isSafeInteger(first) || first < 0 || nodes.length === 0) return undefined;
  let [row, index, used, levels] = [nodes, first, 0, 0];
  while (row.length > 1 || used < siblings.length) {
    const [isLeft, isRight] = [index % 2 === 1, (index + row.length) % 2 === 1];
    const needed = Number(isLeft) + Number(isRight);
    if (used + needed > siblings.length) return undefined;
    const beside = siblings.slice(used, used + needed).map((sibling) => toBytes("sibling", sibling, 32));
    const whole = [...(isLeft ? [beside[0]!] : []), ...row, ...(isRight ? [beside.at(-1)!] : [])];
    row = Array.from({ length: whole.length / 2 }, (_, i) => keccak256(concatBytes([whole[2 * i]!, whole[2 * i + 1]!]), "bytes"));
    [index, used, levels] = [Math.floor(index / 2), used + needed, levels + 1];
  }
  return index === 0 ? { node: row[0]!, levels } : undefined;
}
