import type { IndexColumns } from "./lexical-index.ts";
import { halvesOf, LOW, sharedInt32 } from "./shared-arrays.ts";

type Clustered = Pick<IndexColumns, "contributionIds" | "commits" | "starts" | "tokens" | "vocabularyHashes">;

/** Of equal content the lower commit was first, then the lower contribution. */
export function isEarlier(a: { commit: number; contributionId: bigint }, b: { commit: number; contributionId: bigint }): boolean {
  return a.commit !== b.commit ? a.commit < b.commit : a.contributionId < b.contributionId;
}

function isSame({ starts, tokens }: Clustered, a: number, b: number): boolean {
  const length = starts[a + 1]! - starts[a]!;
  if (starts[b + 1]! - starts[b]! !== length) return false;
  for (let i = 0; i < length; i++) if (tokens[starts[a]! + i] !== tokens[starts[b]! + i]) return false;
  return true;
}

/** For each item its words' hash, and the number of the earliest item with the same words, often its own. Items ascend by contribution. */
export function clusterItems(index: Clustered): Pick<IndexColumns, "clusters" | "contentHashes"> {
  const { contributionIds, commits, starts, tokens, vocabularyHashes } = index;
  const halves = halvesOf(vocabularyHashes);
  const clusters = sharedInt32(contributionIds.length);
  const contentHashes = sharedInt32(contributionIds.length);
  const groups = new Map<number, number[][]>();
  for (let item = 0; item < contributionIds.length; item++) {
    let hash = 0x811c_9dc5;
    for (let i = starts[item]!; i < starts[item + 1]! - 1; i++) hash = Math.imul(hash ^ halves[2 * tokens[i]! + LOW]!, 0x0100_0193);
    contentHashes[item] = hash;
    const known = groups.get(hash) ?? [];
    const group = known.find(([first]) => isSame(index, first!, item));
    if (group) group.push(item);
    else groups.set(hash, [...known, [item]]);
  }
  for (const sameHash of groups.values()) {
    for (const group of sameHash) {
      const first = group.reduce((best, item) => (commits[item]! < commits[best]! ? item : best));
      for (const item of group) clusters[item] = first;
    }
  }
  return { clusters, contentHashes };
}
