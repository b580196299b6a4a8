import { wordHash } from "@openledger/sdk";

import { tokenise } from "./tokenise.ts";

const WORDS_KEPT = 65_536;
const LONGEST_KEPT = 64;
const kept = new Map<string, bigint>();

/** Hash of a folded word; those of recent outputs are remembered, within bounds. */
function hashOf(word: string): bigint {
  const known = kept.get(word);
  if (known !== undefined) return known;
  const hash = wordHash(word);
  if (word.length <= LONGEST_KEPT) {
    if (kept.size === WORDS_KEPT) kept.clear();
    kept.set(word, hash);
  }
  return hash;
}

/** The words of a text by hash, as its receipt commits to them. */
export function hashWords(text: string): readonly bigint[] {
  return tokenise(text).words.map(hashOf);
}
