import type { CorpusItem } from "../../../gateway/src/attribution/types.ts";
import { findTexts, type FoundText } from "./find-texts.ts";

export interface BenchTexts {
  /** In an order that has nothing to do with where they stand. */
  readonly indexed: readonly FoundText[];
  /** Of other files than the indexed ones. */
  readonly heldOut: readonly FoundText[];
  /** Bytes of the indexed texts. */
  readonly bytes: number;
}

/** Deterministic numbers from 0 to 1 (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param limit Bytes of text to index, if the machine has so many. */
export function readTexts(limit: number): BenchTexts {
  const random = randomOf(7);
  // Pieces of one file stay together, on either side.
  const files = new Map<string, FoundText[]>();
  for (const text of findTexts(limit * 1.3)) {
    const file = text.name.split("#")[0]!;
    files.set(file, [...(files.get(file) ?? []), text]);
  }
  const indexed: FoundText[] = [];
  const heldOut: FoundText[] = [];
  for (const pieces of files.values()) (random() < 0.05 ? heldOut : indexed).push(...pieces);
  for (let i = indexed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [indexed[i], indexed[j]] = [indexed[j]!, indexed[i]!];
  }
  const chosen = takeBytes(indexed, limit);
  return { indexed: chosen, heldOut, bytes: bytesOf(chosen) };
}

export const bytesOf = (texts: readonly FoundText[]): number => texts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

/** The first texts, up to so many bytes. */
export function takeBytes(texts: readonly FoundText[], limit: number): readonly FoundText[] {
  let bytes = 0;
  const end = texts.findIndex(({ text }) => (bytes += Buffer.byteLength(text)) > limit);
  return end < 0 ? texts : texts.slice(0, end);
}

export const itemsOf = (texts: readonly FoundText[]): CorpusItem[] =>
  texts.map(({ text }, i) => ({ contributionId: BigInt(i + 1), contentRoot: "0x", text, noveltyPpm: 1_000_000, commit: i + 1 }));
