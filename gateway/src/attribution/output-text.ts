import { hashWord, type WordHash } from "./hash-words.ts";
import { tokenise } from "./tokenise.ts";

/** The words of an output, from its text, or from the words' hashes alone: who re-runs an attribution for others need not be shown the text. */
export interface OutputText {
  /** Folded; of hashes alone, names that stand for the words. */
  readonly words: readonly string[];
  readonly hashOf: (word: string) => WordHash;
  /** UTF-16 range of a span in the text; empty without a text. */
  readonly rangeOf: (start: number, length: number) => readonly [number, number];
  readonly text: string;
}

/** @param output The text, or the 64-bit hashes of its words in order, as `unpackHashes` of the sdk gives them. */
export function readText(output: string | readonly bigint[]): OutputText {
  if (typeof output === "string") {
    const { words, starts, ends } = tokenise(output);
    return { words, hashOf: hashWord, rangeOf: (start, length) => [starts[start]!, ends[start + length - 1]!], text: output };
  }
  return {
    words: output.map(String),
    hashOf: (word) => ({ high: Number(BigInt(word) >> 32n), low: Number(BigInt(word) & 0xffff_ffffn) }),
    rangeOf: () => [0, 0],
    text: "",
  };
}
