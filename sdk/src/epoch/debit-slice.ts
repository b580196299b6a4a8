import { bytesToHex, type Hex } from "viem";

import { treeLayers } from "../merkle/tree-layers.ts";
import { treeProof } from "../merkle/tree-proof.ts";
import { EPOCH_LIMITS, type Vector } from "./epoch.ts";

/** How many slices a debit list has. */
export const sliceCount = (debits: Vector) => Math.ceil(debits.entries.length / EPOCH_LIMITS.sliceDebits);

/** Slice `slice` of a debit list, as `EpochLedger.hold` and `restore` take it. */
export function debitSlice({ leaves }: Vector, slice: number): { readonly leaves: readonly Hex[]; readonly path: readonly Hex[] } {
  const first = slice * EPOCH_LIMITS.sliceDebits;
  const part = leaves.slice(first, first + EPOCH_LIMITS.sliceDebits);
  const path = treeProof(treeLayers(leaves), first).slice(Math.log2(EPOCH_LIMITS.sliceDebits));
  return { leaves: part.map((leaf) => bytesToHex(leaf)), path: path.map((node) => bytesToHex(node)) };
}
