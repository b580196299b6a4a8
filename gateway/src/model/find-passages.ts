import type { Passage, PassageIndex } from "./passage-index.ts";
import { stemWords } from "./stem-words.ts";

/** An index to answer from; an adapter is a smaller index that weighs more. */
export interface WeightedIndex {
  readonly index: PassageIndex;
  /** 1 for the Datanets themselves. */
  readonly weight: number;
}

interface Candidate {
  readonly passage: Passage;
  readonly score: number;
  readonly matched: number;
}

const LEAST_MATCHED_SHARE = 0.4;
/** A question with more topics than this is read no further. */
const MOST_STEMS = 64;

function candidatesOf({ index, weight }: WeightedIndex, stems: readonly string[]): readonly Candidate[] {
  const total = index.passages.length;
  const rarity = new Map(stems.map((stem) => [stem, Math.log((total + 1) / ((index.passagesOf.get(stem)?.length ?? 0) + 0.5))]));
  const whole = [...rarity.values()].reduce((sum, value) => sum + value, 0);
  const rows = new Set(stems.flatMap((stem) => index.passagesOf.get(stem) ?? []));
  return [...rows].flatMap((row) => {
    const passage = index.passages[row]!;
    const hits = stems.filter((stem) => passage.stems.has(stem));
    const matched = hits.reduce((sum, stem) => sum + rarity.get(stem)!, 0);
    if (matched < LEAST_MATCHED_SHARE * whole || hits.length < Math.min(2, stems.length)) return [];
    const named = stems.some((stem) => passage.declarationStems.has(stem)) ? 1.3 : 1;
    const standsAlone = /^(?:it|this|these|those|doing|they|such|also|however|the latter)\b/i.test(passage.text) ? 0.75 : 1;
    const length = 0.6 + (0.4 * passage.stemCount) / index.averageStems;
    return [{ passage, matched: hits.length, score: (weight * named * standsAlone * matched) / Math.max(0.85, Math.sqrt(length)) }];
  });
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const stem of a) if (b.has(stem)) shared++;
  return shared / Math.max(1, Math.min(a.size, b.size));
}

/**
 * The sentences that answer a question best, best first, no two alike; empty if nothing matches enough of the question.
 * @param excluded Contributions that may not be used any more.
 */
export function findPassages(
  indexes: readonly WeightedIndex[],
  { question, limit, excluded }: { readonly question: string; readonly limit: number; readonly excluded: ReadonlySet<bigint> },
): readonly Passage[] {
  const stems = [...new Set(stemWords(question))].slice(0, MOST_STEMS);
  if (stems.length === 0) return [];
  const best = new Map<string, Candidate>();
  for (const index of indexes) {
    for (const candidate of candidatesOf(index, stems)) {
      if (excluded.has(candidate.passage.contributionId)) continue;
      const known = best.get(candidate.passage.text);
      if (!known || known.score < candidate.score) best.set(candidate.passage.text, candidate);
    }
  }
  const ranked = [...best.values()].sort((a, b) => b.score - a.score || (a.passage.text < b.passage.text ? -1 : 1));
  const least = (ranked[0]?.score ?? 0) * 0.5;
  const chosen: Passage[] = [];
  for (const { passage, score } of ranked) {
    if (chosen.length === limit || score < least) break;
    if (chosen.every((other) => overlap(other.stems, passage.stems) < 0.7)) chosen.push(passage);
  }
  return chosen;
}
