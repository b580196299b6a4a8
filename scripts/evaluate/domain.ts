import { createRandom, type Random } from "../../gateway/src/influence/random.ts";
import type { Prose } from "./texts.ts";

/** Words of one text. */
export type Words = readonly string[];

export type Contributor = { readonly name: string; readonly items: readonly Words[]; readonly held: readonly Words[] };

export const outputKinds = ["quote", "held", "own"] as const;
export type OutputKind = (typeof outputKinds)[number];

/** A text to attribute. `source` is the number of the contributor it was taken from; of text that the model composed, the one whose words were its prompt. */
export type Output = { readonly kind: OutputKind; readonly source: number; readonly words: Words };

export type Domain = {
  readonly contributors: readonly Contributor[];
  /** Texts of everybody else: what the base model was trained on before. */
  readonly base: readonly Words[];
  readonly outputs: readonly Output[];
};

export type DomainSize = {
  readonly contributors: number;
  readonly itemsEach: number;
  readonly heldEach: number;
  readonly itemWords: number;
  readonly baseWords: number;
  readonly quotesEach: number;
  readonly quoteWords: number;
};

export const usualSize: DomainSize = {
  contributors: 24,
  itemsEach: 6,
  heldEach: 2,
  itemWords: 100,
  baseWords: 50_000,
  quotesEach: 2,
  quoteWords: 48,
};

/** Share of a quote's words that are replaced by others. */
const quoteNoise = 0.15;

/** Contributors drawn from the packages with enough prose, and outputs: noisy quotes from their items and texts of theirs that nobody was trained on. */
export function createDomain(prose: readonly Prose[], seed: number, size: DomainSize = usualSize): Domain {
  const random = createRandom(seed);
  const chunks = size.itemsEach + size.heldEach;
  const enough = prose.filter(({ words }) => words.length >= chunks * size.itemWords);
  if (enough.length < size.contributors) {
    throw new Error(`only ${enough.length} of ${size.contributors} packages with enough documentation are installed; run npm ci`);
  }
  const chosen = drawn(enough, seed).slice(0, size.contributors);
  const contributors = chosen.map(({ packageName, words }): Contributor => {
    const texts = Array.from({ length: chunks }, (_, i) => words.slice(i * size.itemWords, (i + 1) * size.itemWords));
    const isHeld = new Set(random.shuffle(texts.map((_, i) => i)).slice(0, size.heldEach));
    return { name: packageName, items: texts.filter((_, i) => !isHeld.has(i)), held: texts.filter((_, i) => isHeld.has(i)) };
  });
  const names = new Set(chosen.map(({ packageName }) => packageName));
  const base: Words[] = [];
  let left = size.baseWords;
  for (const { packageName, words } of drawn(prose, seed)) {
    if (names.has(packageName) || words.length === 0 || left <= 0) continue;
    // No package fills the base alone.
    base.push(words.slice(0, Math.min(left, 3_000)));
    left -= base.at(-1)!.length;
  }
  const allWords = contributors.flatMap(({ items }) => items.flat());
  const outputs = contributors.flatMap(({ items, held }, source): Output[] => [
    ...random
      .shuffle(items)
      .slice(0, size.quotesEach)
      .map((item): Output => ({ kind: "quote", source, words: noisyQuote(item, size.quoteWords, allWords, random) })),
    ...held.map((words): Output => ({ kind: "held", source, words: words.slice(0, size.quoteWords) })),
  ]);
  return { contributors, base, outputs };
}

/** In an order by lot in which a package that is added or taken away moves no other. */
function drawn(prose: readonly Prose[], seed: number): readonly Prose[] {
  const lots = new Map(prose.map(({ packageName }) => [packageName, lotOf(`${seed}/${packageName}`)]));
  return [...prose].sort((a, b) => lots.get(a.packageName)! - lots.get(b.packageName)! || (a.packageName < b.packageName ? -1 : 1));
}

/** FNV-1a, spread. */
function lotOf(text: string): number {
  let hash = 0x811c_9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x0100_0193);
  return createRandom(hash).next();
}

function noisyQuote(item: Words, length: number, others: Words, random: Random): Words {
  const start = random.below(item.length - length + 1);
  return item.slice(start, start + length).map((word) => (random.next() < quoteNoise ? others[random.below(others.length)]! : word));
}
