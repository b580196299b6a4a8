import { bytesToHex, concatBytes, keccak256 } from "viem";

import { PAGE_LENGTH, type CommittedIndex } from "../../sdk/src/index.ts";
import type { TreeLayers } from "../../sdk/src/merkle/tree-layers.ts";

/** The same leaves in a tree of `depth` levels, all further leaves being padding. */
function deepTree({ layers, padding, root }: TreeLayers, depth: number): TreeLayers {
  const above: Uint8Array[][] = [];
  const pads = [...padding];
  let top = root;
  for (let level = layers.length; level < depth; level++) {
    const pad = pads[level]!;
    above.push([top]);
    top = keccak256(concatBytes([top, pad]), "bytes");
    pads.push(keccak256(concatBytes([pad, pad]), "bytes"));
  }
  return { layers: [...layers, ...above], padding: pads, root: top };
}

const LOG_PAGE = Math.log2(PAGE_LENGTH);

/**
 * An index whose paths are as long as those of a larger one, so that gas can be measured without its memory.
 * @param logTokens Words as a power of two. @param logItems Items likewise.
 */
export function deepIndex(
  index: CommittedIndex,
  { logTokens, logItems }: { readonly logTokens: number; readonly logItems: number },
): CommittedIndex {
  const words = { ...index.words, tree: deepTree(index.words.tree, logTokens - LOG_PAGE) };
  const rows = { ...index.rows, tree: deepTree(index.rows.tree, logTokens - LOG_PAGE) };
  const itemTree = deepTree(index.itemTree, logItems);
  const manifest = {
    ...index.manifest,
    tokenCount: 2 ** logTokens,
    itemCount: 2 ** logItems,
    tokenRoot: bytesToHex(words.tree.root),
    suffixRoot: bytesToHex(rows.tree.root),
    itemsRoot: bytesToHex(itemTree.root),
  };
  return { ...index, manifest, words, rows, itemTree };
}
