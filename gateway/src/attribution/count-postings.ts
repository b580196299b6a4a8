import type { IndexColumns } from "./lexical-index.ts";
import { sharedInt32 } from "./shared-arrays.ts";

/**
 * For each word the items that hold it, ascending, and how often.
 * @param starts Where each item begins in `tokens`, and where the last one ends, separator included.
 * @param words Words are numbered from 1 to this.
 */
export function countPostings(
  tokens: Int32Array,
  starts: Int32Array,
  words: number,
): Pick<IndexColumns, "postingStarts" | "postingItems" | "postingCounts"> {
  const rows = sharedInt32(words + 2);
  const lastItem = new Int32Array(words + 1).fill(-1);
  const items = starts.length - 1;
  for (let item = 0; item < items; item++) {
    for (let i = starts[item]!; i < starts[item + 1]! - 1; i++) {
      const word = tokens[i]!;
      if (lastItem[word] === item) continue;
      lastItem[word] = item;
      rows[word + 1]!++;
    }
  }
  for (let word = 0; word <= words; word++) rows[word + 1]! += rows[word]!;
  const next = new Int32Array(rows);
  const postingItems = sharedInt32(rows[words + 1]!);
  const postingCounts = sharedInt32(rows[words + 1]!);
  lastItem.fill(-1);
  for (let item = 0; item < items; item++) {
    for (let i = starts[item]!; i < starts[item + 1]! - 1; i++) {
      const word = tokens[i]!;
      if (lastItem[word] !== item) {
        lastItem[word] = item;
        postingItems[next[word]!++] = item;
      }
      postingCounts[next[word]! - 1]!++;
    }
  }
  return { postingStarts: rows, postingItems, postingCounts };
}
