import { finishIndex } from "./finish-index.ts";
import { SEPARATOR_TOKEN, type LexicalIndex } from "./lexical-index.ts";
import type { Segment } from "./segmented-index.ts";
import { sharedFloat64, sharedInt32, sharedUint64 } from "./shared-arrays.ts";

interface Source extends Segment {
  /** Whether a word stands in an item that is left. */
  readonly isUsed: Uint8Array;
  /** Number in the merged vocabulary, by own number. */
  readonly ranks: Int32Array;
}

function openSource(segment: Segment): Source {
  const { tokens, starts, contributionIds, vocabularyHashes } = segment.index;
  const isUsed = new Uint8Array(vocabularyHashes.length);
  for (let item = 0; item < contributionIds.length; item++) {
    if (segment.tombstones.has(item)) continue;
    for (let i = starts[item]!; i < starts[item + 1]!; i++) isUsed[tokens[i]!] = 1;
  }
  return { ...segment, isUsed, ranks: new Int32Array(vocabularyHashes.length) };
}

/** Numbers the words of all sources by hash, and sets their ranks. */
function mergeVocabularies(sources: readonly Source[]): Pick<LexicalIndex, "vocabularyHashes"> {
  const hashes: bigint[] = [];
  const next = sources.map(() => 1);
  for (;;) {
    let least: bigint | undefined;
    for (const [i, { index, isUsed }] of sources.entries()) {
      while (next[i]! < isUsed.length && isUsed[next[i]!] === 0) next[i]!++;
      const hash = index.vocabularyHashes[next[i]!];
      if (hash !== undefined && (least === undefined || hash < least)) least = hash;
    }
    if (least === undefined) break;
    for (const [i, { index, ranks }] of sources.entries()) {
      const word = next[i]!;
      if (index.vocabularyHashes[word] !== least) continue;
      ranks[word] = hashes.length + 1;
      next[i]!++;
    }
    hashes.push(least);
  }
  const vocabularyHashes = sharedUint64(hashes.length + 1);
  vocabularyHashes.set(hashes, 1);
  return { vocabularyHashes };
}

/** One index over what is left of several, without their texts: the same, byte for byte, as `buildIndex` makes of the items. */
export function mergeSegments(segments: readonly Segment[]): LexicalIndex {
  const sources = segments.map(openSource);
  const vocabulary = mergeVocabularies(sources);
  const left = sources
    .flatMap((source) => Array.from(source.index.contributionIds, (id, local) => ({ id, local, source })))
    .filter(({ local, source }) => !source.tombstones.has(local))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const contributionIds = sharedUint64(left.length);
  const novelties = sharedInt32(left.length);
  const commits = sharedFloat64(left.length);
  const starts = sharedInt32(left.length + 1);
  for (const [number, { id, local, source }] of left.entries()) {
    const { index } = source;
    contributionIds[number] = id;
    novelties[number] = index.novelties[local]!;
    commits[number] = index.commits[local]!;
    starts[number + 1] = starts[number]! + index.starts[local + 1]! - index.starts[local]!;
  }
  const tokens = sharedInt32(starts[left.length]!);
  for (const [number, { local, source }] of left.entries()) {
    const { index, ranks } = source;
    let at = starts[number]!;
    for (let i = index.starts[local]!; i < index.starts[local + 1]! - 1; i++) tokens[at++] = ranks[index.tokens[i]!]!;
    tokens[at] = SEPARATOR_TOKEN;
  }
  return finishIndex({ ...vocabulary, contributionIds, novelties, commits, starts, tokens });
}
