import type { SegmentedIndex } from "../segmented-index.ts";
import type { WordClass } from "./word-classes.ts";

/** Which word of which class a word of a segment is. */
export interface MarkedWords {
  /** By segment and word of it: the number of the member plus one, 0 for all other words. Valid until the marks are taken away. */
  readonly members: readonly Int32Array[];
  /** By member: the number of its class. */
  readonly classOf: Int32Array;
  /** By member: what an occurrence counts, in halves; an inflection that the output has not itself counts one. */
  readonly halvesOf: Int32Array;
}

/** Kept between calls, all zero. */
const scratch: Int32Array[] = [];

/** Marks the members of classes in each segment's vocabulary while `use` runs, so that an item's text can be read against them word by word. */
export function withMarkedWords<Result>(
  { segments }: SegmentedIndex,
  classes: readonly WordClass[],
  use: (marked: MarkedWords) => Result,
): Result {
  const members = classes.flatMap((own, number) =>
    own.members.map(({ word, isInOutput }) => ({ number, word, halves: isInOutput ? 2 : 1 })),
  );
  for (const [i, { index }] of segments.entries()) {
    const words = index.vocabularyHashes.length;
    if ((scratch[i]?.length ?? 0) < words) scratch[i] = new Int32Array(words);
  }
  const mark = (isSet: boolean): void => {
    for (const [member, { word }] of members.entries())
      for (const [i, number] of word.numbers.entries()) if (number > 0) scratch[i]![number] = isSet ? member + 1 : 0;
  };
  mark(true);
  try {
    return use({
      members: scratch,
      classOf: Int32Array.from(members, ({ number }) => number),
      halvesOf: Int32Array.from(members, ({ halves }) => halves),
    });
  } finally {
    mark(false);
  }
}
