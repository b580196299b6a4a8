import { itemAt } from "./lexical-index.ts";
import type { PlacedSegment } from "./segmented-index.ts";
import { type ContentList, levelsOf, LEVEL_BITS, MOST_SUMMARISED, ROW_BITS } from "./summarise-rows.ts";

/** Highest block of rows that begins at `row` and ends before `end`; -1 if there is none. */
function levelAt(levels: number, row: number, end: number): number {
  let level = -1;
  for (let bits = ROW_BITS; level + 1 < levels && (row & ((1 << bits) - 1)) === 0 && row + 2 ** bits <= end; bits += LEVEL_BITS) level++;
  return level;
}

/** Adds the contents of rows `[row, end)` by looking at each. @returns False if there are more than `most` now. */
function walk({ index, numberOf, clusterOf }: PlacedSegment, row: number, end: number, list: ContentList, most: number): boolean {
  const { suffixes, starts, clusters } = index;
  for (; row < end; row++) {
    const position = suffixes[row]!;
    const item = itemAt(index, position);
    if (numberOf[item]! >= 0 && list.add(clusterOf[clusters[item]!]!, position - starts[item]!, most)) return false;
  }
  return true;
}

/**
 * Adds the contents of the corpus that hold the suffixes of rows `[row, end)`, whole blocks by their summaries.
 * @returns False if there are more than `most` now.
 */
export function listContents(segment: PlacedSegment, row: number, end: number, list: ContentList, most: number): boolean {
  const { summaryStarts, summaries, suffixes } = segment.index;
  if (end - row <= 1 << ROW_BITS || most > MOST_SUMMARISED) return walk(segment, row, end, list, most);
  const levels = levelsOf(suffixes.length);
  const bases = levels.map((_, level) => levels.slice(0, level).reduce((sum, blocks) => sum + blocks, 0));
  while (row < end) {
    let level = levelAt(levels.length, row, end);
    const block = (): number => bases[level]! + Math.floor(row / 2 ** (ROW_BITS + level * LEVEL_BITS));
    // More than 16 contents in one block decide, unless some of them left.
    if (level >= 0 && summaryStarts[block()]! < 0 && segment.tombstones.size === 0) return false;
    while (level >= 0 && summaryStarts[block()]! < 0) level--;
    if (level < 0) {
      const next = Math.min(end, ((row >> ROW_BITS) + 1) << ROW_BITS);
      if (!walk(segment, row, next, list, most)) return false;
      row = next;
      continue;
    }
    const next = summaryStarts[block() + 1]!;
    for (let i = summaryStarts[block()]!; i < (next < 0 ? ~next : next); i += 2) {
      const number = segment.clusterOf[summaries[i]!]!;
      if (number >= 0 && list.add(number, summaries[i + 1]!, most)) return false;
    }
    row += 2 ** (ROW_BITS + level * LEVEL_BITS);
  }
  return true;
}
