import { canonicalText } from "@openledger/sdk";

import { tokenise } from "../attribution/tokenise.ts";
import { createGramIndex } from "./gram-index.ts";
import type { Replacements } from "./replacements.ts";
import { createRewriteIndex } from "./rewrite-index.ts";
import { sharedBytes, sharedSegments } from "./shared-segments.ts";
import { stopwords } from "./stopwords.ts";

const million = 1_000_000;
// Word pairs mean something once this many words are remembered.
const leastReferenceWords = 20_000;
const originalsToOpen = 4;

/** An earlier item and its share of something of the text. */
export type Nearest = { readonly key: bigint; readonly sharePpm: number };

/** What the gate measures of a text against everything earlier. Shares are in ppm of its words, `verbatim` of its bytes. */
export type Measures = {
  readonly words: number;
  readonly coverage4Ppm: number;
  readonly coverage6Ppm: number;
  /** Words in runs of six from earlier items, or in windows copied or rewritten from one. */
  readonly rewrittenPpm: number;
  /** The one earlier item of which most windows are copied or rewritten. */
  readonly source: (Nearest & { readonly replacements: Replacements }) | undefined;
  readonly knownPairsPpm: number;
  readonly stopwordsPpm: number;
  readonly selfRepeatedPpm: number;
  readonly repeated: { readonly word: string; readonly ppm: number };
  /** The earlier item with the largest overlap. */
  readonly nearest: Nearest | undefined;
  /** The earlier item that the text repeats most bytes of, in segments that `DuplicateCourt` counts. */
  readonly verbatim: Nearest | undefined;
};

export type Measurer = {
  measure(text: string): Measures;
  /** @returns how many items are remembered now. */
  remember(key: bigint, text: string): number;
};

export function createMeasurer(): Measurer {
  const pairs = createGramIndex(2);
  const fours = createGramIndex(4);
  const sixes = createGramIndex(6);
  const rewrites = createRewriteIndex();
  const keys: bigint[] = [];
  const texts: Uint8Array[] = [];
  let remembered = 0;

  const named = (found: { readonly item: number; readonly words: number } | undefined, words: number): Nearest | undefined =>
    found === undefined ? undefined : { key: keys[found.item]!, sharePpm: sharePpm(found.words, words) };
  const openOriginals = (text: string, items: readonly number[]): Nearest | undefined => {
    const bytes = bytesOf(text);
    let best: { item: number; bytes: number } | undefined;
    for (const item of items) {
      const shared = sharedBytes(sharedSegments(bytes, texts[item]!));
      if (best === undefined || shared > best.bytes) best = { item, bytes: shared };
    }
    return best === undefined ? undefined : { key: keys[best.item]!, sharePpm: sharePpm(best.bytes, bytes.length) };
  };

  return {
    measure(text) {
      const words = wordsOf(text);
      const inSixes = sixes.cover(words);
      const { covered: inWindows, source } = rewrites.cover(words);
      const either = inSixes.map((item, at) => (item >= 0 ? item : inWindows[at]!));
      const ranked = rank(either);
      const nearest = ranked[0];
      return {
        words: words.length,
        coverage4Ppm: sharePpm(count(fours.cover(words)), words.length),
        coverage6Ppm: sharePpm(count(inSixes), words.length),
        rewrittenPpm: sharePpm(count(either), words.length),
        knownPairsPpm: remembered < leastReferenceWords ? million : sharePpm(count(pairs.cover(words)), words.length),
        stopwordsPpm: sharePpm(words.filter((word) => stopwords.has(word)).length, words.length),
        selfRepeatedPpm: sharePpm(selfRepeated(words), words.length),
        repeated: mostRepeated(words),
        nearest: named(nearest, words.length),
        source:
          source === undefined
            ? undefined
            : { key: keys[source.item]!, sharePpm: sharePpm(source.words, words.length), replacements: source.replacements },
        verbatim: openOriginals(text, [
          ...new Set([...(source === undefined ? [] : [source.item]), ...ranked.slice(0, originalsToOpen).map(({ item }) => item)]),
        ]),
      };
    },
    remember(key, text) {
      const words = wordsOf(text);
      const index = keys.push(key) - 1;
      pairs.add(index, words);
      fours.add(index, words);
      sixes.add(index, words);
      rewrites.add(words);
      texts.push(bytesOf(text));
      remembered += words.length;
      return keys.length;
    },
  };
}

/** Without drawing characters and other symbols, which say nothing. */
function wordsOf(text: string): string[] {
  return tokenise(text).words.filter((word) => /[\p{L}\p{N}]/u.test(word));
}

function bytesOf(text: string): Uint8Array {
  // A text that has no canonical form has no root and never got here from a chain; alone on a command line it may.
  try {
    return new TextEncoder().encode(canonicalText(text));
  } catch {
    return new Uint8Array(0);
  }
}

function rank(covered: Int32Array): { item: number; words: number }[] {
  const counts = new Map<number, number>();
  for (const item of covered) if (item >= 0) counts.set(item, (counts.get(item) ?? 0) + 1);
  return [...counts].map(([item, words]) => ({ item, words })).sort((a, b) => b.words - a.words || a.item - b.item);
}

/** Words in runs of eight that stood earlier in the same text. */
function selfRepeated(words: readonly string[]): number {
  const size = 8;
  const seen = new Set<string>();
  const repeated = new Uint8Array(words.length);
  for (let start = 0; start + size <= words.length; start++) {
    const run = words.slice(start, start + size).join(" ");
    if (seen.has(run)) repeated.fill(1, start, start + size);
    seen.add(run);
  }
  return repeated.reduce((sum, one) => sum + one, 0);
}

function mostRepeated(words: readonly string[]): { word: string; ppm: number } {
  const counts = new Map<string, number>();
  let best = { word: "", ppm: 0 };
  for (const word of words) {
    const total = (counts.get(word) ?? 0) + 1;
    counts.set(word, total);
    if (stopwords.has(word)) continue;
    const ppm = sharePpm(total, words.length);
    if (ppm > best.ppm) best = { word, ppm };
  }
  return best;
}

function count(covered: Int32Array): number {
  return covered.reduce((total, item) => total + (item >= 0 ? 1 : 0), 0);
}

/** Rounded down. */
export function sharePpm(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * million) / whole);
}
