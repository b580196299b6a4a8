import type { Hex } from "viem";

import { tokenise } from "../../gateway/src/attribution/tokenise.ts";
import { wordHash, type IndexArrays } from "../../sdk/src/index.ts";

export interface CorpusText {
  readonly contributionId: bigint;
  readonly contentRoot: Hex;
  readonly text: string;
  readonly noveltyPpm: number;
  readonly commit: number;
}

/** An index by the definition of docs/formats/attribution-proofs.md and no more: words by rank of hash, suffixes by plain comparison. */
export function referenceIndex(corpus: readonly CorpusText[]): IndexArrays {
  const items = [...corpus].sort((a, b) => (a.contributionId < b.contributionId ? -1 : 1));
  const hashes = items.map(({ text }) => tokenise(text).words.map(wordHash));
  const vocabulary = [...new Set(hashes.flat())].sort((a, b) => (a < b ? -1 : 1));
  const numbers = new Map(vocabulary.map((hash, i) => [hash, i + 1]));
  const words = hashes.map((list) => list.map((hash) => numbers.get(hash)!));
  const tokens = Int32Array.from(words.flatMap((list) => [...list, 0]));
  const compare = (a: number, b: number): number => {
    for (; a < tokens.length && b < tokens.length; a++, b++) if (tokens[a] !== tokens[b]) return tokens[a]! - tokens[b]!;
    return a < tokens.length ? 1 : -1;
  };
  const suffixes = Int32Array.from(tokens, (_, i) => i).sort((a, b) => (a === b ? 0 : compare(a, b)));
  const keys = words.map(String);
  const isEarlier = (a: number, b: number): boolean =>
    items[a]!.commit !== items[b]!.commit ? items[a]!.commit < items[b]!.commit : a < b;
  let start = 0;
  return {
    vocabularyHashes: BigUint64Array.from([0n, ...vocabulary]),
    tokens,
    suffixes,
    items: items.map(({ contributionId, contentRoot, noveltyPpm, commit }, number) => {
      const length = words[number]!.length;
      start += length + 1;
      const cluster = keys.reduce((best, key, i) => (key === keys[number] && isEarlier(i, best) ? i : best), number);
      return { contributionId, contentRoot, noveltyPpm, commit, start: start - length - 1, length, cluster };
    }),
  };
}
