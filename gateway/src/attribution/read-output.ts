import { findWord } from "./find-word.ts";
import { hashWord, type WordHash } from "./hash-words.ts";
import { log2 } from "./log2.ts";
import { UNKNOWN_TOKEN } from "./search-suffixes.ts";
import { countInSegment, type SegmentedIndex } from "./segmented-index.ts";

/** A distinct word of an output, as the corpus knows it. */
export interface OutputWord {
  /** Its number in each segment; `UNKNOWN_TOKEN` where it does not stand. */
  readonly numbers: readonly number[];
  /** Occurrences in the corpus; 0 for a word that it does not know. */
  readonly count: number;
  /** Items that hold it. */
  readonly documents: number;
  /** How rare it is in the corpus, in 1/65,536 bit; a word unknown to it counts as the rarest. */
  readonly information: number;
}

/** An output in the words of a corpus. */
export interface Output {
  /** Its words in order. */
  readonly words: readonly OutputWord[];
  /** Each known word once. */
  readonly known: readonly OutputWord[];
  /** For each segment the words' numbers in order. */
  readonly patterns: readonly Int32Array[];
}

/** Reads folded words against a corpus. */
export function readOutput(index: SegmentedIndex, words: readonly string[], hashOf: (word: string) => WordHash = hashWord): Output {
  const distinct = new Map<string, OutputWord>();
  const rarest = log2(index.wordCount + 1);
  for (const word of words) {
    if (distinct.has(word)) continue;
    const hash = hashOf(word);
    let count = 0;
    let documents = 0;
    const numbers = index.segments.map((segment) => {
      const number = findWord(segment.index, hash);
      if (number === 0) return UNKNOWN_TOKEN;
      const found = countInSegment(segment, number);
      count += found.count;
      documents += found.documents;
      return number;
    });
    distinct.set(word, { numbers, count, documents, information: rarest - log2(Math.max(count, 1)) });
  }
  const inOrder = words.map((word) => distinct.get(word)!);
  return {
    words: inOrder,
    known: [...distinct.values()].filter(({ count }) => count > 0),
    patterns: index.segments.map((_, segment) => Int32Array.from(inOrder, ({ numbers }) => numbers[segment]!)),
  };
}
