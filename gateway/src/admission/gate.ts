import { tokenise } from "../attribution/tokenise.ts";
import { createGramIndex } from "./gram-index.ts";
import { licenceProblem } from "./licence.ts";
import { stopwords } from "./stopwords.ts";

/** Thresholds of the admission gate. Shares are in ppm (millionths) of an item's words. */
export type AdmissionPolicy = {
  /** SPDX ids whose texts the Datanet may publish under its own licence. */
  readonly licences: readonly string[];
  /** Covered by runs of six words from earlier items: from here on a near copy. */
  readonly nearDuplicatePpm: number;
  /** Covered by runs of four words: from here on stitched together from common phrases. */
  readonly stitchedPpm: number;
  /** Fewer function words than this is no language. */
  readonly leastStopwordsPpm: number;
  /** One word more often than this is stuffing. */
  readonly mostRepeatedWordPpm: number;
  /** Fewer known word pairs than this is a list of keywords. */
  readonly leastKnownPairsPpm: number;
};

/** One text to judge. `key` is any number that names it; the contribution id, as a rule. */
export type AdmissionItem = { readonly key: bigint; readonly text: string; readonly licence: string };

export type AdmissionReason = "None" | "NearDuplicate" | "Stuffing" | "LowQuality" | "LicenceMissing" | "LicenceIncompatible";

export type AdmissionReport = {
  readonly key: bigint;
  readonly isAccepted: boolean;
  readonly reason: AdmissionReason;
  /** Share of the item's words not covered by earlier items: the weight its credit gets. 0 if rejected, else at least 1. */
  readonly noveltyPpm: number;
  readonly coverage4Ppm: number;
  readonly coverage6Ppm: number;
  /** The earlier item with the largest overlap, and its share of the words. */
  readonly nearest: { readonly key: bigint; readonly sharePpm: number } | undefined;
  /** For the contributor, in plain words. */
  readonly explanation: string;
};

export type AdmissionGate = {
  /** Judges an item against everything remembered so far. Changes nothing. */
  judge(item: AdmissionItem): AdmissionReport;
  /** Remembers an item as earlier: call it for whatever was accepted. */
  remember(item: AdmissionItem): void;
};

export const defaultPolicy: AdmissionPolicy = {
  licences: ["MIT", "MIT-0", "0BSD", "ISC", "CC0-1.0", "Unlicense", "BSD-2-Clause", "BSD-3-Clause"],
  nearDuplicatePpm: 750_000,
  stitchedPpm: 900_000,
  leastStopwordsPpm: 20_000,
  mostRepeatedWordPpm: 200_000,
  leastKnownPairsPpm: 300_000,
};

// Below this, shares of words say nothing.
const leastWords = 40;
// Word pairs mean something once this many words are remembered.
const leastReferenceWords = 20_000;
const million = 1_000_000;

/**
 * A deterministic gate for admission: exact and near overlap with earlier items, stuffing, licence. Whole copies are caught on chain by content
 * root; this catches edited copies, collages and lists of keywords, and weighs the rest by how much of it is new.
 */
export function createAdmissionGate(policy: AdmissionPolicy = defaultPolicy): AdmissionGate {
  const pairs = createGramIndex(2);
  const fours = createGramIndex(4);
  const sixes = createGramIndex(6);
  const keys: bigint[] = [];
  let remembered = 0;

  return {
    judge(item) {
      const words = wordsOf(item.text);
      const covered6 = sixes.cover(words);
      const measures = {
        words: words.length,
        coverage4Ppm: sharePpm(count(fours.cover(words)), words.length),
        coverage6Ppm: sharePpm(count(covered6), words.length),
        knownPairsPpm: remembered < leastReferenceWords ? million : sharePpm(count(pairs.cover(words)), words.length),
        stopwordsPpm: sharePpm(words.filter((word) => stopwords.has(word)).length, words.length),
        repeated: mostRepeated(words),
      };
      const nearest = nearestOf(covered6, keys, words.length);
      const verdict = decide(item, measures, nearest, policy);
      return {
        key: item.key,
        isAccepted: verdict.reason === "None",
        reason: verdict.reason,
        noveltyPpm: verdict.reason === "None" ? Math.max(1, million - measures.coverage6Ppm) : 0,
        coverage4Ppm: measures.coverage4Ppm,
        coverage6Ppm: measures.coverage6Ppm,
        nearest,
        explanation: verdict.explanation,
      };
    },
    remember(item) {
      const words = wordsOf(item.text);
      const index = keys.push(item.key) - 1;
      pairs.add(index, words);
      fours.add(index, words);
      sixes.add(index, words);
      remembered += words.length;
    },
  };
}

/** Without drawing characters and other symbols, which say nothing. */
function wordsOf(text: string): string[] {
  return tokenise(text).words.filter((word) => /[\p{L}\p{N}]/u.test(word));
}

type Measures = {
  readonly words: number;
  readonly coverage4Ppm: number;
  readonly coverage6Ppm: number;
  readonly knownPairsPpm: number;
  readonly stopwordsPpm: number;
  readonly repeated: { readonly word: string; readonly ppm: number };
};

function decide(
  item: AdmissionItem,
  measures: Measures,
  nearest: AdmissionReport["nearest"],
  policy: AdmissionPolicy,
): { reason: AdmissionReason; explanation: string } {
  const licence = licenceProblem(item.licence, item.text, policy.licences);
  if (licence !== undefined) return licence;
  if (measures.words < leastWords)
    return { reason: "LowQuality", explanation: `only ${measures.words} words; at least ${leastWords} are needed to judge a text` };
  if (measures.coverage6Ppm >= policy.nearDuplicatePpm) {
    const whom = nearest === undefined ? "" : `, ${percent(nearest.sharePpm)} in contribution ${nearest.key}`;
    return {
      reason: "NearDuplicate",
      explanation: `${percent(measures.coverage6Ppm)} of its words stand in earlier items in runs of six or more${whom}`,
    };
  }
  if (measures.repeated.ppm >= policy.mostRepeatedWordPpm) {
    return { reason: "Stuffing", explanation: `the word "${measures.repeated.word}" is ${percent(measures.repeated.ppm)} of the text` };
  }
  if (measures.stopwordsPpm < policy.leastStopwordsPpm) {
    return { reason: "Stuffing", explanation: `only ${percent(measures.stopwordsPpm)} function words: a list, not language` };
  }
  if (measures.knownPairsPpm < policy.leastKnownPairsPpm) {
    return {
      reason: "Stuffing",
      explanation: `only ${percent(measures.knownPairsPpm)} of its word pairs occur in other texts: keywords in no order`,
    };
  }
  if (measures.coverage4Ppm >= policy.stitchedPpm) {
    return { reason: "Stuffing", explanation: `${percent(measures.coverage4Ppm)} of its words are common phrases from earlier items` };
  }
  return { reason: "None", explanation: `${percent(million - measures.coverage6Ppm)} new` };
}

function nearestOf(covered: Int32Array, keys: readonly bigint[], words: number): AdmissionReport["nearest"] {
  const counts = new Map<number, number>();
  for (const item of covered) if (item >= 0) counts.set(item, (counts.get(item) ?? 0) + 1);
  let best: { item: number; words: number } | undefined;
  for (const [item, share] of counts) {
    if (best === undefined || share > best.words || (share === best.words && item < best.item)) best = { item, words: share };
  }
  return best === undefined ? undefined : { key: keys[best.item]!, sharePpm: sharePpm(best.words, words) };
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

function sharePpm(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.floor((part * million) / whole);
}

function percent(ppm: number): string {
  return `${(ppm / 10_000).toFixed(1)} %`;
}
