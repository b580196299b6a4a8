import { bytesToHex, encodeAbiParameters, keccak256, type Hex } from "viem";

import { ByteWriter } from "../bytes/byte-writer.ts";
import { treeLayers, type TreeLayers } from "../merkle/tree-layers.ts";
import { treeProof } from "../merkle/tree-proof.ts";
import { hashAt, type IndexArrays, type IndexItem } from "./index-arrays.ts";
import { pageTree, type PageTree } from "./page-tree.ts";

/** What a gateway publishes of an index, as `IAttributionCourt.Manifest`; `publishedAt` is the chain's. */
export interface IndexManifest {
  readonly tokenCount: number;
  readonly itemCount: number;
  /** Datanets whose snapshots the index covers, 1 to 8. */
  readonly partCount: number;
  readonly tokenRoot: Hex;
  readonly suffixRoot: Hex;
  readonly itemsRoot: Hex;
}

/** An index with the trees behind its manifest. */
export interface CommittedIndex {
  readonly arrays: IndexArrays;
  readonly manifest: IndexManifest;
  readonly words: PageTree;
  readonly rows: PageTree;
  readonly itemTree: TreeLayers;
}

/** An item with its siblings, as `IndexItem.Opening`. */
export interface ItemOpening extends IndexItem {
  readonly index: number;
  readonly path: readonly Hex[];
}

/** Leaf of the items' tree: hash of 61 bytes. */
export function itemLeaf(item: IndexItem): Uint8Array {
  const writer = new ByteWriter(61)
    .uint("contributionId", item.contributionId, 7)
    .uint("start", item.start, 4)
    .uint("length", item.length, 4)
    .uint("commit", item.commit, 6)
    .uint("cluster", item.cluster, 4)
    .uint("noveltyPpm", item.noveltyPpm, 4);
  return keccak256(writer.bytes32("contentRoot", item.contentRoot).finish(), "bytes");
}

/** Commits to an index: roots over its words, its suffix array and its items. */
export function commitIndex(arrays: IndexArrays, { partCount = 1 }: { readonly partCount?: number } = {}): CommittedIndex {
  const { tokens, suffixes, items } = arrays;
  const words = pageTree(tokens.length, 8, (place) => hashAt(arrays, place));
  const rows = pageTree(suffixes.length, 4, (place) => suffixes[place]!);
  const itemTree = treeLayers(items.map(itemLeaf));
  const manifest = {
    tokenCount: tokens.length,
    itemCount: items.length,
    partCount,
    tokenRoot: bytesToHex(words.tree.root),
    suffixRoot: bytesToHex(rows.tree.root),
    itemsRoot: bytesToHex(itemTree.root),
  };
  return { arrays, manifest, words, rows, itemTree };
}

/** Opens item `index`. */
export function openItem({ arrays, itemTree }: Pick<CommittedIndex, "arrays" | "itemTree">, index: number): ItemOpening {
  return { ...arrays.items[index]!, index, path: treeProof(itemTree, index).map((node) => bytesToHex(node)) };
}

/** `AttributionCourt.manifestId`: the same for all who index a snapshot alike. */
export function manifestId({ tokenCount, itemCount, partCount, tokenRoot, suffixRoot, itemsRoot }: IndexManifest): Hex {
  const types = ["uint32", "uint32", "uint8", "bytes32", "bytes32", "bytes32"].map((type) => ({ type }));
  return keccak256(encodeAbiParameters(types, [tokenCount, itemCount, partCount, tokenRoot, suffixRoot, itemsRoot]));
}
