import type { OutputWord } from "./read-output.ts";
import type { SegmentedIndex } from "./segmented-index.ts";

/** How often an item of the corpus holds a word. */
export function countInItem({ segments, segmentOf, localOf }: SegmentedIndex, item: number, { numbers }: OutputWord): number {
  const segment = segmentOf[item]!;
  const number = numbers[segment]!;
  if (number < 0) return 0;
  const { postingStarts, postingItems, postingCounts } = segments[segment]!.index;
  const local = localOf[item]!;
  const end = postingStarts[number + 1]!;
  let low = postingStarts[number]!;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (postingItems[middle]! < local) low = middle + 1;
    else high = middle;
  }
  return low < end && postingItems[low] === local ? postingCounts[low]! : 0;
}
