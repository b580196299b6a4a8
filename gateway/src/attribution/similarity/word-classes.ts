import { BIT, log2 } from "../log2.ts";
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

/**
 * Puts an output's words into classes. Inflections are sought only of words that can name a topic, or that the corpus does not know: the others count for nothing alone.
 * @param texts The output's words, folded. @param words The same, as the corpus knows them.
 */
export function classifyWords(
  index: SegmentedIndex,
  texts: readonly string[],
  words: readonly OutputWord[],
  options: AttributionOptions,
): ClassifiedOutput {
  const stem = (text: string): string => (options.foldInflections === 1 ? stemOf(text) : text);
  const known = new Map(texts.map((text, i) => [text, words[i]!]));
  const forms = new Map<string, { readonly inOutput: OutputWord[]; readonly others: Set<string> }>();
  for (const [text, word] of known) {
    const own = forms.get(stem(text)) ?? { inOutput: [], others: new Set() };
    forms.set(stem(text), own);
    if (word.count > 0) own.inOutput.push(word);
    if (options.foldInflections === 0 || word.information < options.minimumWordBits * BIT) continue;
    for (const form of inflectionsOf(text)) if (!known.has(form)) own.others.add(form);
  }
  const classes: WordClass[] = [];
  const numberOf = new Map<string, number>();
  for (const [name, { inOutput, others }] of forms) {
    const members = [
      ...inOutput.map((word) => ({ word, isInOutput: true })),
      ...readOutput(index, [...others]).known.map((word) => ({ word, isInOutput: false })),
    ];
    if (members.length === 0) continue;
    const count = members.reduce((sum, { word }) => sum + word.count, 0);
    numberOf.set(name, classes.push({ members, information: log2(index.wordCount + 1) - log2(count) }) - 1);
  }
  return { classes, ofWords: Int32Array.from(texts, (text) => numberOf.get(stem(text)) ?? -1) };
}
