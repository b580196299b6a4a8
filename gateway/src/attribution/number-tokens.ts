import { findWord } from "./find-word.ts";
import { hashWord } from "./hash-words.ts";
import type { LexicalIndex } from "./lexical-index.ts";
import { UNKNOWN_TOKEN } from "./search-suffixes.ts";

/** An index's numbers of folded words; `UNKNOWN_TOKEN` for those that stand nowhere in it. */
export function numberTokens(index: Pick<LexicalIndex, "hashHalves" | "vocabularyHashes">, words: readonly string[]): Int32Array {
  return Int32Array.from(words, (word) => findWord(index, hashWord(word)) || UNKNOWN_TOKEN);
}
