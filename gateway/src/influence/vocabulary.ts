import { UNKNOWN } from "./language-model.ts";

/** Words that a model knows, numbered from 2; 0 is before the beginning, 1 is any other word. */
export interface Vocabulary {
  readonly size: number;
  readonly words: readonly string[];
  numbersOf(words: readonly string[]): Int32Array;
}

/** The commonest words of texts; of equally common ones the first in code-unit order. @param size With the two that are no words. */
export function createVocabulary(texts: readonly (readonly string[])[], size: number): Vocabulary {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, size - UNKNOWN - 1)
    .map(([word]) => word);
  const numbers = new Map(words.map((word, i) => [word, i + UNKNOWN + 1]));
  return {
    size: words.length + UNKNOWN + 1,
    words: ["", "", ...words],
    numbersOf: (text) => Int32Array.from(text, (word) => numbers.get(word) ?? UNKNOWN),
  };
}
