import type { CorpusItem } from "./types.ts";

/** Of equal content the lower commit was first, then the lower contribution. */
export function isEarlier(a: CorpusItem, b: CorpusItem): boolean {
  return a.commit !== b.commit ? a.commit < b.commit : a.contributionId < b.contributionId;
}

function isSame(tokens: Int32Array, starts: Int32Array, a: number, b: number): boolean {
  const length = starts[a + 1]! - starts[a]!;
  if (starts[b + 1]! - starts[b]! !== length) return false;
  for (let i = 0; i < length; i++) if (tokens[starts[a]! + i] !== tokens[starts[b]! + i]) return false;
  return true;
}

function hashOf(tokens: Int32Array, start: number, end: number): number {
  let hash = 0x811c_9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ tokens[i]!, 0x0100_0193);
  return hash;
}

/**
 * For each item the number of the earliest one with the same words, often itself.
 * @param starts Where each item begins in `tokens`, and where the last one ends.
 */
export function clusterItems(items: readonly CorpusItem[], tokens: Int32Array, starts: Int32Array): Int32Array {
  const groups = new Map<number, number[][]>();
  for (let item = 0; item < items.length; item++) {
    const hash = hashOf(tokens, starts[item]!, starts[item + 1]!);
    const known = groups.get(hash) ?? [];
    const group = known.find(([first]) => isSame(tokens, starts, first!, item));
    if (group) group.push(item);
    else groups.set(hash, [...known, [item]]);
  }
  const clusters = new Int32Array(items.length);
  for (const group of [...groups.values()].flat()) {
    const first = group.reduce((best, item) => (isEarlier(items[item]!, items[best]!) ? item : best));
    for (const item of group) clusters[item] = first;
  }
  return clusters;
}
