import { sortSuffixes } from "./sort-suffixes.ts";
import { tokenise } from "./tokenise.ts";
import type { CorpusItem } from "./types.ts";

/** Ends every item in the token array; no word has this number, so no span crosses it. */
export const SEPARATOR_TOKEN = 0;

export interface IndexedItem extends CorpusItem {
  /** Position of its first word in `tokens`. */
  readonly start: number;
  readonly length: number;
  /** Number of the item that stands for all items with the same words: the earliest. */
  readonly cluster: number;
}

/** What `attribute` reads. Plain data, never changed after it is built. */
export interface LexicalIndex {
  /** Ascending by contribution id. */
  readonly items: readonly IndexedItem[];
  readonly itemOf: ReadonlyMap<bigint, number>;
  /** Word numbers from 1 in the order of the words. */
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly tokens: Int32Array;
  readonly suffixes: Int32Array;
  /** Item of each position of `tokens`. */
  readonly itemAt: Int32Array;
  /** Occurrences of each word. */
  readonly counts: Int32Array;
  /** Words in the corpus, repetitions included. */
  readonly wordCount: number;
  /** Rows of `postingItems` and `postingCounts` for word `w`: `[postingStarts[w], postingStarts[w + 1])`. */
  readonly postingStarts: Int32Array;
  readonly postingItems: Int32Array;
  readonly postingCounts: Int32Array;
}

function isEarlier(a: CorpusItem, b: CorpusItem): boolean {
  return a.commit !== b.commit ? a.commit < b.commit : a.contributionId < b.contributionId;
}

function clusterItems(ordered: readonly CorpusItem[], texts: readonly (readonly string[])[]): Int32Array {
  const earliest = new Map<string, number>();
  const keys = texts.map((words) => words.join(" "));
  keys.forEach((key, item) => {
    const known = earliest.get(key);
    if (known === undefined || isEarlier(ordered[item]!, ordered[known]!)) earliest.set(key, item);
  });
  return Int32Array.from(keys, (key) => earliest.get(key)!);
}

function countPostings(
  tokens: Int32Array,
  itemAt: Int32Array,
  words: number,
): Pick<LexicalIndex, "postingStarts" | "postingItems" | "postingCounts"> {
  const rows = new Int32Array(words + 2);
  const lastItem = new Int32Array(words + 1).fill(-1);
  for (let i = 0; i < tokens.length; i++) {
    const word = tokens[i]!;
    if (word === SEPARATOR_TOKEN || lastItem[word] === itemAt[i]) continue;
    lastItem[word] = itemAt[i]!;
    rows[word + 1]!++;
  }
  for (let word = 0; word <= words; word++) rows[word + 1]! += rows[word]!;
  const next = rows.slice();
  const postingItems = new Int32Array(rows[words + 1]!);
  const postingCounts = new Int32Array(rows[words + 1]!);
  lastItem.fill(-1);
  for (let i = 0; i < tokens.length; i++) {
    const word = tokens[i]!;
    if (word === SEPARATOR_TOKEN) continue;
    if (lastItem[word] !== itemAt[i]) {
      lastItem[word] = itemAt[i]!;
      postingItems[next[word]!++] = itemAt[i]!;
    }
    postingCounts[next[word]! - 1]!++;
  }
  return { postingStarts: rows, postingItems, postingCounts };
}

/**
 * Builds the index of one corpus snapshot. The order of `items` does not matter.
 * @throws RangeError if two items share a contribution id or a novelty is not 0 to 1,000,000.
 */
export function buildIndex(items: readonly CorpusItem[]): LexicalIndex {
  const ordered = [...items].sort((a, b) => (a.contributionId < b.contributionId ? -1 : a.contributionId > b.contributionId ? 1 : 0));
  const itemOf = new Map<bigint, number>();
  for (const [number, item] of ordered.entries()) {
    if (itemOf.has(item.contributionId))
      throw new RangeError(`Contribution ${item.contributionId} is in the corpus twice; list each once.`);
    if (!Number.isInteger(item.noveltyPpm) || item.noveltyPpm < 0 || item.noveltyPpm > 1_000_000) {
      throw new RangeError(
        `Contribution ${item.contributionId} has novelty ${item.noveltyPpm}; it must be an integer from 0 to 1,000,000.`,
      );
    }
    itemOf.set(item.contributionId, number);
  }
  const texts = ordered.map((item) => tokenise(item.text).words);
  const clusters = clusterItems(ordered, texts);

  const words = new Set<string>();
  for (const text of texts) for (const word of text) words.add(word);
  const vocabulary = new Map([...words].sort().map((word, i) => [word, i + 1]));

  const wordCount = texts.reduce((sum, text) => sum + text.length, 0);
  const tokens = new Int32Array(wordCount + texts.length);
  const itemAt = new Int32Array(tokens.length);
  const counts = new Int32Array(words.size + 1);
  const indexed: IndexedItem[] = [];
  let position = 0;
  for (const [number, text] of texts.entries()) {
    indexed.push({ ...ordered[number]!, start: position, length: text.length, cluster: clusters[number]! });
    itemAt.fill(number, position, position + text.length + 1);
    for (const word of text) {
      const token = vocabulary.get(word)!;
      counts[token]!++;
      tokens[position++] = token;
    }
    tokens[position++] = SEPARATOR_TOKEN;
  }
  const suffixes = sortSuffixes(tokens, words.size);
  return { items: indexed, itemOf, vocabulary, tokens, suffixes, itemAt, counts, wordCount, ...countPostings(tokens, itemAt, words.size) };
}
