import { tokenise } from "../../../gateway/src/attribution/tokenise.ts";
import { edit, insertAndDelete } from "../../simulate/attacks.ts";
import type { Random } from "../../simulate/random.ts";

/** Ways to make an earlier text look new. Each takes a rate: the share of words, or of sentences, that it touches. */
export const editKinds = [
  "replace words",
  "insert and delete",
  "swap neighbours",
  "shuffle sentences and replace",
  "mix two texts",
  "generate filler",
] as const;
export type EditKind = (typeof editKinds)[number];

export type EditSource = {
  readonly victims: readonly string[];
  readonly words: readonly string[];
  /** For each word the words that follow it somewhere in the corpus, as often as they do. */
  readonly followers: ReadonlyMap<string, readonly string[]>;
  readonly random: Random;
};

/** Words and followers of a corpus, for a farmer to edit with. */
export function createEditSource(victims: readonly string[], corpus: readonly string[], random: Random): EditSource {
  const followers = new Map<string, string[]>();
  for (const text of corpus) {
    const { words } = tokenise(text);
    for (let at = 0; at + 1 < words.length; at++) {
      const known = followers.get(words[at]!);
      if (known === undefined) followers.set(words[at]!, [words[at + 1]!]);
      else known.push(words[at + 1]!);
    }
  }
  return { victims, words: [...followers.keys()].filter((word) => word.length > 3).sort(), followers, random };
}

/** One edited text for each victim. */
export function editTexts(kind: EditKind, rate: number, source: EditSource): readonly string[] {
  return source.victims.map((text, number) =>
    editText(kind, rate, { text, other: source.victims[(number + 1) % source.victims.length]! }, source),
  );
}

function editText(
  kind: EditKind,
  rate: number,
  { text, other }: { text: string; other: string },
  { words, followers, random }: EditSource,
): string {
  switch (kind) {
    case "replace words":
      return edit(text, rate, words, random);
    case "insert and delete":
      return insertAndDelete(text, rate, words, random);
    case "swap neighbours": {
      const parts = text.split(/\s+/);
      for (let at = 0; at + 1 < parts.length; at++) if (random.chance(rate)) [parts[at], parts[at + 1]] = [parts[at + 1]!, parts[at]!];
      return parts.join(" ");
    }
    case "shuffle sentences and replace":
      return edit(`\n${random.shuffle(text.split(/(?<=[.;{}])\s+/)).join("\n")}`, rate, words, random);
    case "mix two texts": {
      const [own, others] = [text.split(/(?<=[.;{}])\s+/), other.split(/(?<=[.;{}])\s+/)];
      return own.map((sentence, i) => (random.chance(rate) ? (others[i % others.length] ?? sentence) : sentence)).join("\n");
    }
    case "generate filler":
      return text
        .split("\n")
        .map((line) => (random.chance(rate) ? chain(line, followers, random) : line))
        .join("\n");
  }
}

/** As many words as a line has, each a word that follows the one before somewhere: language to look at, about nothing. */
function chain(line: string, followers: ReadonlyMap<string, readonly string[]>, random: Random): string {
  const count = tokenise(line).words.length;
  const starts = [...followers.keys()];
  const out: string[] = [];
  for (let word = count === 0 ? "" : random.pick(starts); out.length < count;) {
    out.push(word);
    word = random.pick(followers.get(word) ?? starts);
  }
  return out.join(" ");
}
