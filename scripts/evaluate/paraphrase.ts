import type { Random } from "../../gateway/src/influence/random.ts";
import { stopwords } from "../../gateway/src/admission/stopwords.ts";
import type { Words } from "./domain.ts";

/** What a mechanical paraphrase does to each word: shares of all words it may happen to. */
const dropped = 0.4;
const inflected = 0.5;
const replaced = 0.25;
const swapped = 0.25;

/**
 * Retells words mechanically: function words go, content words change their inflection, others are replaced, neighbours swap places. No run of more than a few words is left.
 * A person, or a large model, would also use synonyms; this cannot.
 */
export function paraphrase(words: Words, others: Words, random: Random): Words {
  const told: string[] = [];
  for (const word of words) {
    if (stopwords.has(word) && random.next() < dropped) continue;
    if (random.next() < replaced) told.push(others[random.below(others.length)]!);
    else if (word.length > 3 && random.next() < inflected) told.push(inflect(word, random));
    else told.push(word);
  }
  for (let at = 0; at + 1 < told.length; at++) {
    if (random.next() < swapped) [told[at], told[at + 1]] = [told[at + 1]!, told[at]!];
  }
  return told;
}

/** Another form of an English word by rules of its own, right for most: not those of the engine's stemmer. */
function inflect(word: string, random: Random): string {
  if (word.endsWith("ing")) return `${word.slice(0, -3)}s`;
  if (word.endsWith("ed")) return `${word.slice(0, -2)}ing`;
  if (/[^s]s$/.test(word)) return word.slice(0, -1);
  const root = word.endsWith("e") ? word.slice(0, -1) : word;
  return random.next() < 0.5 ? `${word}s` : `${root}${random.next() < 0.5 ? "ing" : "ed"}`;
}
