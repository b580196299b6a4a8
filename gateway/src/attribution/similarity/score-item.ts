import { countInItem } from "../count-in-item.ts";
import { divide } from "../information.ts";
import { BIT } from "../log2.ts";
import type { SegmentedIndex } from "../segmented-index.ts";
import type { MarkedWords } from "./mark-words.ts";
import { saturate } from "./weigh.ts";
import type { WordClass } from "./word-classes.ts";

/** A class as similarity counts it. */
export interface Term {
  readonly members: WordClass["members"];
  /** Its number among all classes of the output. */
  readonly number: number;
  /** Rows that reading all members' postings takes. */
  readonly postings: number;
  /** What sharing it is worth, in 1/65,536. */
  readonly weight: number;
  /** The most it adds to any item. */
  readonly most: number;
}

export interface FullScore {
  /** In 1/65,536. */
  readonly score: number;
  /** How many terms the item holds. */
  readonly terms: number;
}

/** A look-up of one word in one item's postings costs as much as reading so many words of its text. */
const WORDS_A_LOOK_UP = 64;

/** Scores one item at a time over all terms, in 1/65,536: by reading its text if it is short, else by looking up each member's postings. */
export function createScorer(
  index: SegmentedIndex,
  terms: readonly Term[],
  marked: MarkedWords,
  lengthTerms: Float64Array,
): (item: number) => FullScore {
  const members = terms.reduce((sum, term) => sum + term.members.length, 0);
  const counts = new Uint32Array(marked.classOf.reduce((most, own) => Math.max(most, own), -1) + 1);

  const readText = (item: number): void => {
    const segment = index.segmentOf[item]!;
    const { tokens, starts } = index.segments[segment]!.index;
    const memberOf = marked.members[segment]!;
    const start = starts[index.localOf[item]!]!;
    const end = start + index.lengths[item]!;
    for (let at = start; at < end; at++) {
      const member = memberOf[tokens[at]!]!;
      if (member > 0) counts[marked.classOf[member - 1]!]! += marked.halvesOf[member - 1]!;
    }
  };
  const lookUp = (item: number): void => {
    for (const term of terms)
      for (const { word, isInOutput } of term.members) counts[term.number]! += (isInOutput ? 2 : 1) * countInItem(index, item, word);
  };

  return (item) => {
    counts.fill(0);
    if (index.lengths[item]! <= members * WORDS_A_LOOK_UP) readText(item);
    else lookUp(item);
    let score = 0;
    let held = 0;
    for (const { number, weight } of terms) {
      const halves = counts[number]!;
      if (halves === 0) continue;
      held++;
      score += divide(weight * saturate(halves, lengthTerms[item]!), BIT);
    }
    return { score, terms: held };
  };
}
