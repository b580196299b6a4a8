import { sentencesOf, type Sentence } from "./sentences.ts";
import { stemWords } from "./stem-words.ts";

/** A text that the model may answer from. */
export interface PassageSource {
  readonly contributionId: bigint;
  readonly text: string;
  /** Where it comes from, for people; may be empty. */
  readonly uri: string;
}

export interface Passage extends Sentence {
  readonly contributionId: bigint;
  readonly uri: string;
  readonly stems: ReadonlySet<string>;
  /** Stems of the declaration's name alone. */
  readonly declarationStems: ReadonlySet<string>;
  readonly stemCount: number;
}

export interface PassageIndex {
  readonly passages: readonly Passage[];
  readonly passagesOf: ReadonlyMap<string, readonly number[]>;
  readonly averageStems: number;
}

/** Cuts texts into sentences and indexes them by word stem. A sentence that several items hold is kept for the first. */
export function buildPassageIndex(sources: readonly PassageSource[]): PassageIndex {
  const passages: Passage[] = [];
  const passagesOf = new Map<string, number[]>();
  const seen = new Set<string>();
  for (const { contributionId, text, uri } of sources) {
    for (const sentence of sentencesOf(text)) {
      if (seen.has(sentence.text)) continue;
      seen.add(sentence.text);
      const own = stemWords(sentence.text);
      const declarationStems = new Set(stemWords(sentence.declaration.split("(")[0]!));
      const stems = new Set([...own, ...declarationStems]);
      for (const stem of stems) {
        const row = passagesOf.get(stem);
        if (row) row.push(passages.length);
        else passagesOf.set(stem, [passages.length]);
      }
      passages.push({ ...sentence, contributionId, uri, stems, declarationStems, stemCount: own.length });
    }
  }
  const averageStems = passages.reduce((sum, { stemCount }) => sum + stemCount, 0) / Math.max(1, passages.length);
  return { passages, passagesOf, averageStems };
}
