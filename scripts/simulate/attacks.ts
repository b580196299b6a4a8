import { tokenise } from "../../gateway/src/attribution/tokenise.ts";
import { keywords } from "../demo/farm.ts";
import type { CorpusItem } from "../demo/corpus.ts";
import type { Random } from "./random.ts";

/** The nine attacks, in the order of the report. */
export const attacks = [
  "exact_copies",
  "edited_10",
  "edited_30",
  "edited_50",
  "collage",
  "ngram_stuffing",
  "keyword_stuffing",
  "sybils",
  "wash",
] as const;
export type Attack = (typeof attacks)[number];

const licenceLine = /^.*\n/;

/** Words of other texts in place of a share of the words; the licence header stays. */
export function edit(text: string, share: number, words: readonly string[], random: Random): string {
  const header = licenceLine.exec(text)?.[0] ?? "";
  return header + text.slice(header.length).replace(/\w+/g, (word) => (random.chance(share) ? random.pick(words) : word));
}

/** Words left out and words put in between: nothing stands at its distance any more. */
export function insertAndDelete(text: string, share: number, words: readonly string[], random: Random): string {
  const header = licenceLine.exec(text)?.[0] ?? "";
  return (
    header +
    text.slice(header.length).replace(/\w+/g, (word) => {
      if (!random.chance(share)) return word;
      return random.chance(0.5) ? "" : `${word} ${random.pick(words)}`;
    })
  );
}

function commonRuns(texts: readonly string[], size: number, most: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const { words } = tokenise(text);
    for (let start = 0; start + size <= words.length; start++) {
      const run = words.slice(start, start + size).join(" ");
      counts.set(run, (counts.get(run) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
    .map(([run]) => run);
}

/**
 * What farmers contribute. Copies come from victims of their own for each attack, so attacks do not share their prey.
 * @param victims As many for each copying attack as it has items.
 */
export function farmedTexts(
  attack: Exclude<Attack, "wash">,
  { victims, corpus, random }: { victims: readonly CorpusItem[]; corpus: readonly CorpusItem[]; random: Random },
): readonly string[] {
  const words = [...new Set(corpus.flatMap(({ text }) => tokenise(text).words))].filter((word) => word.length > 3).sort();
  switch (attack) {
    case "exact_copies":
      // Half with other white space, half with a word more, so that their content roots are new.
      return victims.map(({ text }, i) => (i % 2 === 0 ? text.replace(/\n/g, "\r\n  ") : `${text}\n// copied`));
    case "edited_10":
      return victims.map(({ text }) => edit(text, 0.1, words, random));
    case "edited_30":
      return victims.map(({ text }) => edit(text, 0.3, words, random));
    case "edited_50":
      return victims.map(({ text }) => edit(text, 0.5, words, random));
    case "sybils":
      return victims.map(({ text }) => insertAndDelete(text, 0.3, words, random));
    case "collage":
      return victims.map(() =>
        Array.from({ length: 30 }, () => {
          const parts = random.pick(corpus).text.split(/\s+/);
          const start = random.below(Math.max(1, parts.length - 12));
          return parts.slice(start, start + 12).join(" ");
        }).join(" "),
      );
    case "ngram_stuffing": {
      const runs = commonRuns(
        corpus.map(({ text }) => text),
        4,
        400,
      );
      return victims.map(() => Array.from({ length: 100 }, () => random.pick(runs)).join(" "));
    }
    case "keyword_stuffing":
      return victims.map(() => Array.from({ length: 400 }, () => random.pick(keywords)).join(" "));
  }
}
