import type { Words } from "./domain.ts";

/** BM25 as everybody has it (k1 = 1.2, b = 0.75, in floating point, every word counts): the baseline. @returns Score of each text. */
export function createPlainBm25(texts: readonly Words[]): (query: Words) => readonly number[] {
  const counts = texts.map((text) => {
    const own = new Map<string, number>();
    for (const word of text) own.set(word, (own.get(word) ?? 0) + 1);
    return own;
  });
  const holders = new Map<string, number>();
  for (const own of counts) for (const word of own.keys()) holders.set(word, (holders.get(word) ?? 0) + 1);
  const average = texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length);
  return (query) => {
    const words = [...new Set(query)].map((word) => {
      const held = holders.get(word) ?? 0;
      return { word, rarity: Math.log(1 + (texts.length - held + 0.5) / (held + 0.5)) };
    });
    return counts.map((own, i) => {
      const length = 1.2 * (0.25 + (0.75 * texts[i]!.length) / average);
      return words.reduce((sum, { word, rarity }) => {
        const count = own.get(word) ?? 0;
        return count === 0 ? sum : sum + (rarity * count * 2.2) / (count + length);
      }, 0);
    });
  };
}
