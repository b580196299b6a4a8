/** Which runs of `size` words occurred in earlier items, and in which item first. Keys are 52-bit hashes: a collision can only add overlap of one run. */
export type GramIndex = {
  readonly size: number;
  /** Remembers every run of an item. */
  add(item: number, words: readonly string[]): void;
  /** For each word of the text, the earliest item that holds a run covering it, or -1. */
  cover(words: readonly string[]): Int32Array;
};

export function createGramIndex(size: number): GramIndex {
  const first = new Map<number, number>();
  return {
    size,
    add(item, words) {
      const hashes = words.map(hashWord);
      for (let start = 0; start + size <= words.length; start++) {
        const key = hashRun(hashes, start, size);
        if (!first.has(key)) first.set(key, item);
      }
    },
    cover(words) {
      const hashes = words.map(hashWord);
      const covered = new Int32Array(words.length).fill(-1);
      for (let start = 0; start + size <= words.length; start++) {
        const item = first.get(hashRun(hashes, start, size));
        if (item === undefined) continue;
        for (let word = start; word < start + size; word++) {
          if (covered[word] === -1 || covered[word]! > item) covered[word] = item;
        }
      }
      return covered;
    },
  };
}

function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function hashRun(hashes: readonly number[], start: number, size: number): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (let i = start; i < start + size; i++) {
    low = Math.imul(low ^ hashes[i]!, 0x01000193) ^ (low >>> 15);
    high = Math.imul(high + hashes[i]!, 0x85ebca6b) ^ (high >>> 13);
  }
  return (low >>> 0) * 0x10_0000 + ((high >>> 0) & 0xf_ffff);
}
