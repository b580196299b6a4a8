import type { LexicalIndex } from "./build-index.ts";
import { UNKNOWN_TOKEN } from "./search-suffixes.ts";
import { numberOfWord } from "./word-table.ts";

/** The corpus's numbers of folded words; `UNKNOWN_TOKEN` for those that stand nowhere in it. */
export function numberTokens({ vocabulary }: Pick<LexicalIndex, "vocabulary">, words: readonly string[]): Int32Array {
  let units = new Uint16Array(64);
  return Int32Array.from(words, (word) => {
    if (word.length > units.length) units = new Uint16Array(2 * word.length);
    for (let i = 0; i < word.length; i++) units[i] = word.charCodeAt(i);
    return numberOfWord(vocabulary, units, word.length) || UNKNOWN_TOKEN;
  });
}
