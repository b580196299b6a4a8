import { log2 } from "../log2.ts";
import type { AttributionOptions } from "../options.ts";
import { readOutput, type OutputWord } from "../read-output.ts";
import type { SegmentedIndex } from "../segmented-index.ts";
import { inflectionsOf, stemOf } from "./stem.ts";

/** Words of one stem, as far as the corpus knows them. */
export interface WordClass {
  readonly members: readonly { readonly word: OutputWord; readonly isInOutput: boolean }[];
  /** How rare the class is in the corpus, in 1/65,536 bit. */
  readonly information: number;
}

/** The output's words, those of one stem as one. */
export interface ClassifiedOutput {
  /** In the order in which the output has them first. */
  readonly classes: readonly WordClass[];
  /** By word of the output: the number of its class, or -1 if the corpus holds no word of that stem. */
  readonly ofWords: Int32Array;
}

/** @param words The output's words, folded. */
export function classifyWords(index: SegmentedIndex, words: readonly string[], options: AttributionOptions): ClassifiedOutput {
  const isInOutput = new Set(words);
  const forms = new Map<string, Set<string>>();
  for (const word of isInOutput) {
    const stem = options.foldInflections === 1 ? stemOf(word) : word;
    const known = forms.get(stem) ?? new Set();
    for (const form of options.foldInflections === 1 ? inflectionsOf(word) : [word]) known.add(form);
    forms.set(stem, known);
  }
  const classes: WordClass[] = [];
  const numberOf = new Map<string, number>();
  for (const [stem, own] of forms) {
    const texts = [...own];
    const read = readOutput(index, texts).words;
    const members = read.map((word, i) => ({ word, isInOutput: isInOutput.has(texts[i]!) })).filter(({ word }) => word.count > 0);
    if (members.length === 0) continue;
    const count = members.reduce((sum, { word }) => sum + word.count, 0);
    numberOf.set(stem, classes.push({ members, information: log2(index.wordCount + 1) - log2(count) }) - 1);
  }
  return { classes, ofWords: Int32Array.from(words, (word) => numberOf.get(options.foldInflections === 1 ? stemOf(word) : word) ?? -1) };
}
