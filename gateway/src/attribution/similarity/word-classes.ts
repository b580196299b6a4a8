import { countOf, type LexicalIndex } from "../build-index.ts";
import { log2 } from "../log2.ts";
import { numberTokens } from "../number-tokens.ts";
import { inflectionsOf, stemOf } from "./stem.ts";

/** The output's words, those of one stem as one. Numbered from 0 in the order in which the output has them. */
export interface WordClasses {
  /** By class: the corpus's words of that stem, ascending; never empty. */
  readonly members: readonly Int32Array[];
  /** By class: how rare it is in the corpus, in 1/65,536 bit. */
  readonly information: readonly number[];
  /** The class of a word of the corpus, if it has one. */
  readonly classOf: ReadonlyMap<number, number>;
  /** Words of the corpus that the output has in this very form. */
  readonly inOutput: ReadonlySet<number>;
  /** By word of the output: its class, or -1 if the corpus holds no word of that stem. */
  readonly ofOutput: Int32Array;
}

/** @param words The output's words, folded. */
export function classifyWords(index: LexicalIndex, words: readonly string[]): WordClasses {
  const numberOf = new Map<string, number>();
  const members: Int32Array[] = [];
  const information: number[] = [];
  const classOf = new Map<number, number>();
  const ofOutput = Int32Array.from(words, (word) => {
    const stem = stemOf(word);
    const known = numberOf.get(stem);
    if (known !== undefined) return known;
    const own = numberTokens(index, inflectionsOf(word))
      .filter((token) => token > 0)
      .sort();
    if (own.length === 0) {
      numberOf.set(stem, -1);
      return -1;
    }
    const number = members.push(own) - 1;
    numberOf.set(stem, number);
    for (const token of own) classOf.set(token, number);
    information.push(log2(index.wordCount + 1) - log2(own.reduce((sum, token) => sum + countOf(index, token), 0)));
    return number;
  });
  const inOutput = new Set(numberTokens(index, words).filter((token) => token > 0));
  return { members, information, classOf, inOutput, ofOutput };
}
