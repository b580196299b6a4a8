import { keccak256 } from "viem";

import { commitIndex, type CommittedIndex } from "../../sdk/src/index.ts";
import type { LexicalIndex } from "../../gateway/src/attribution/lexical-index.ts";
import type { Corpus } from "./read-corpus.ts";

/** Commits to the index of a corpus as a gateway publishes it. Items of a plain folder, which have no content root, stand under the hash of their text. */
export function commitCorpus(
  corpus: Pick<Corpus, "items">,
  index: LexicalIndex,
  { partCount = 1 }: { readonly partCount?: number } = {},
): CommittedIndex {
  const roots = new Map(
    corpus.items.map(({ contributionId, contentRoot, text }) => [
      contributionId,
      contentRoot.length === 66 ? contentRoot : keccak256(new TextEncoder().encode(text)),
    ]),
  );
  return commitIndex(
    {
      vocabularyHashes: index.vocabularyHashes,
      tokens: index.tokens,
      suffixes: index.suffixes,
      items: index.items.map((item) => ({ ...item, contentRoot: roots.get(item.contributionId)! })),
    },
    { partCount },
  );
}
