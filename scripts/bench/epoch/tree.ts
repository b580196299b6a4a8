import { SimpleMerkleTree, StandardMerkleTree } from "@openzeppelin/merkle-tree";
import { bytesToHex, concat, keccak256, type Hex } from "viem";

import { openCore } from "../../../sdk/src/epoch-core/open-core.ts";
import { packedTreeRoot } from "../../../sdk/src/epoch-core/packed-tree.ts";
import { ENTRY_BYTES, packedVectorRoot, vectorEntries } from "../../../sdk/src/epoch-core/packed-vectors.ts";
import { treeLayers } from "../../../sdk/src/merkle/tree-layers.ts";
import { figure, type BenchRow } from "../indexer/row.ts";
import { cpuSeconds } from "./cpu.ts";
import { numbersOf } from "./numbers.ts";
import { ratioRow } from "./ratio-row.ts";

/** The leaves' bytes, 32 each. */
function leavesOf(count: number): Uint8Array {
  const next = numbersOf(0x2545f491);
  return new Uint8Array(Uint32Array.from({ length: 8 * count }, () => next(2 ** 32)).buffer);
}

const hexesOf = (leaves: Uint8Array): Hex[] =>
  Array.from({ length: leaves.length / 32 }, (_, i) => bytesToHex(leaves.subarray(32 * i, 32 * (i + 1))));

/**
 * The peer's tree over a power of two of leaves, made positional: it keeps leaves in reverse, so left and right are swapped back.
 * Its own node hash sorts the pair, which no positional tree does; roots can be compared only this way.
 */
const positionalRoot = (leaves: Hex[]) =>
  SimpleMerkleTree.of(leaves, { sortLeaves: false, nodeHash: (left, right) => keccak256(concat([right as Hex, left as Hex])) }).root;

/** Leaves hashed to a root for each second of processor time: ours over all, the peers' over a sample of the same leaves, as all of them would take minutes. */
export async function measureTrees({ leaves: count, sample }: { readonly leaves: number; readonly sample: number }): Promise<BenchRow[]> {
  const leaves = leavesOf(count);
  const few = leaves.subarray(0, 32 * sample);
  const hexes = hexesOf(few);
  const core = openCore();
  if (bytesToHex(packedTreeRoot(core, few)) !== positionalRoot(hexes)) throw new Error("the roots differ");

  const seconds = await cpuSeconds(() => packedTreeRoot(core, leaves), 5);
  const openZeppelin = sample / (await cpuSeconds(() => SimpleMerkleTree.of(hexes, { sortLeaves: false })));
  const rows = hexes.map((_, i) => few.subarray(32 * i, 32 * (i + 1)));
  const plain = sample / (await cpuSeconds(() => treeLayers(rows)));
  const entries = new Uint8Array(ENTRY_BYTES * count);
  const view = new DataView(entries.buffer);
  for (let i = 0; i < count; i++) {
    view.setUint32(ENTRY_BYTES * i, i + 1);
    view.setUint32(ENTRY_BYTES * i + 8, i + 1);
  }
  const values = vectorEntries(entries.subarray(0, ENTRY_BYTES * sample)).map(({ account, amount }) => [account, amount]);
  const vector = count / (await cpuSeconds(() => packedVectorRoot(core, entries), 5));
  const standard = sample / (await cpuSeconds(() => StandardMerkleTree.of(values, ["uint32", "uint64"], { sortLeaves: false })));
  return [
    ratioRow("tree_ratio_oz", count / seconds, `@openzeppelin/merkle-tree SimpleMerkleTree, leaves/CPU-s over ${sample}`, openZeppelin),
    ratioRow(
      "vector_ratio_oz",
      vector,
      `@openzeppelin/merkle-tree StandardMerkleTree of account and amount, entries/CPU-s over ${sample}`,
      standard,
    ),
    ratioRow("tree_ratio_plain", count / seconds, `sdk treeLayers (viem keccak256), leaves/CPU-s over ${sample}`, plain),
    figure("tree_leaves", count, "leaves"),
    figure("tree_cpu_s", seconds, "CPU-s"),
    figure("tree_memory_mb", core.size / 2 ** 20, "MiB of the core"),
  ];
}
