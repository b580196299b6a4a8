import { merkleRoot, snapshotRoot } from "@openledger/sdk";
import { keccak256, type Hex } from "viem";

import type { CorpusItem } from "../../gateway/src/attribution/types.ts";
import { readCorpus } from "../attribute/read-corpus.ts";

export type ReadItems = { readonly snapshotRoot: Hex; readonly items: readonly CorpusItem[] };

/** Items of folders, in the order of an offering's Datanets. Those of a plain folder stand under the hash of their text. */
export function readItems(folders: readonly string[]): ReadItems {
  const corpora = folders.map(readCorpus);
  const roots = corpora.map(
    ({ itemRoot, items }) =>
      itemRoot ?? snapshotRoot(items.map((item) => ({ ...item, contentRoot: keccak256(new TextEncoder().encode(item.text)) }))),
  );
  return { snapshotRoot: roots.length === 1 ? roots[0]! : merkleRoot(roots), items: corpora.flatMap(({ items }) => items) };
}
