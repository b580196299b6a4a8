import { itemAt, type IndexColumns } from "./lexical-index.ts";
import { sharedInt32, shareInt32 } from "./shared-arrays.ts";

/**
 * Which contents hold the suffixes of a block of rows, so that a span with a hundred thousand places in few contents is not walked place by
 * place. Level 0 has a block for each 256 rows, each level above a block for each 64 below. Block `b` of all levels, one after
 * the other, has the pairs `summaries[summaryStarts[b], summaryStarts[b + 1])`: number of the content's cluster, least place of such a suffix within
 * it. A block of more than 16 contents has none: its start is stored as its complement.
 */
export const MOST_SUMMARISED = 16;
export const ROW_BITS = 8;
export const LEVEL_BITS = 6;

/** Blocks of each level for so many rows, lowest level first. */
export function levelsOf(rows: number): readonly number[] {
  const levels: number[] = [];
  for (let blocks = rows >> ROW_BITS; blocks > 0; blocks >>= LEVEL_BITS) levels.push(blocks);
  return levels;
}

/** Contents and their least places; small, so a scan is the fastest look-up. */
export class ContentList {
  readonly clusters: number[] = [];
  readonly places: number[] = [];

  /** @returns Whether there are more than `most` contents now. */
  add(cluster: number, place: number, most: number): boolean {
    const known = this.clusters.indexOf(cluster);
    if (known < 0) {
      this.clusters.push(cluster);
      this.places.push(place);
    } else if (place < this.places[known]!) this.places[known] = place;
    return this.clusters.length > most;
  }
}

type Summarised = Pick<IndexColumns, "suffixes" | "starts" | "itemAtBlock" | "clusters">;

export function summariseRows(index: Summarised): Pick<IndexColumns, "summaryStarts" | "summaries"> {
  const { suffixes, starts, clusters } = index;
  const levels = levelsOf(suffixes.length);
  const total = levels.reduce((sum, blocks) => sum + blocks, 0);
  const summaryStarts = sharedInt32(total + 1);
  let summaries = new Int32Array(1_024);
  let end = 0;
  let block = 0;
  const write = (list: ContentList | undefined): void => {
    summaryStarts[block++] = list ? end : ~end;
    if (!list) return;
    for (let i = 0; i < list.clusters.length; i++) {
      if (end + 2 > summaries.length) {
        const larger = new Int32Array(2 * summaries.length);
        larger.set(summaries);
        summaries = larger;
      }
      summaries[end++] = list.clusters[i]!;
      summaries[end++] = list.places[i]!;
    }
  };
  const ofRows = (first: number): ContentList | undefined => {
    const list = new ContentList();
    for (let row = first; row < first + (1 << ROW_BITS); row++) {
      const position = suffixes[row]!;
      const item = itemAt(index, position);
      if (list.add(clusters[item]!, position - starts[item]!, MOST_SUMMARISED)) return undefined;
    }
    return list;
  };
  const ofBlocks = (first: number): ContentList | undefined => {
    const list = new ContentList();
    for (let below = first; below < first + (1 << LEVEL_BITS); below++) {
      if (!addSummary({ summaryStarts, summaries }, below, list, MOST_SUMMARISED)) return undefined;
    }
    return list;
  };
  let base = 0;
  for (const [level, blocks] of levels.entries()) {
    const own = block;
    for (let i = 0; i < blocks; i++) write(level === 0 ? ofRows(i << ROW_BITS) : ofBlocks(base + (i << LEVEL_BITS)));
    base = own;
  }
  summaryStarts[total] = end;
  return { summaryStarts, summaries: shareInt32(summaries, end) };
}

/** Adds what a block holds to `list`. @returns False if the block has no summary, or the list has more than `most` contents now. */
export function addSummary(
  { summaryStarts, summaries }: { readonly summaryStarts: Int32Array; readonly summaries: Int32Array },
  block: number,
  list: ContentList,
  most: number,
): boolean {
  const first = summaryStarts[block]!;
  if (first < 0) return false;
  const next = summaryStarts[block + 1]!;
  const end = next < 0 ? ~next : next;
  for (let i = first; i < end; i += 2) if (list.add(summaries[i]!, summaries[i + 1]!, most)) return false;
  return true;
}
