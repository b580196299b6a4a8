import { itemAt, type LexicalIndex } from "../attribution/build-index.ts";
import { numberTokens } from "../attribution/number-tokens.ts";
import { longestMatch, suffixRange } from "../attribution/search-suffixes.ts";
import { tokenise } from "../attribution/tokenise.ts";

const LONGEST_CONTEXT = 24;
const ROWS_READ = 4_096;

export interface Continuation {
  /** Text to append: the next word with what stands before it in the item. */
  readonly text: string;
  readonly contributionId: bigint;
}

/** Position and length of the longest end of `context` that stands in the corpus before another word. */
function longestContext(
  index: LexicalIndex,
  context: Int32Array,
): { readonly length: number; readonly rows: readonly number[] } | undefined {
  const first = Math.max(0, context.length - LONGEST_CONTEXT);
  for (let start = first; start < context.length; start++) {
    const length = context.length - start;
    if (longestMatch(index, context, start) < length) continue;
    const [low, high] = suffixRange(index, context, start, length);
    const rows = Array.from(index.suffixes.subarray(low, Math.min(high, low + ROWS_READ))).filter((at) => index.tokens[at + length] !== 0);
    if (rows.length > 0) return { length, rows };
  }
  return undefined;
}

/** The commonest next word after a context, of equal ones the first in the vocabulary, at its earliest place. */
function nextWord(index: LexicalIndex, length: number, rows: readonly number[]): number {
  const counts = new Map<number, { count: number; position: number }>();
  for (const row of rows) {
    const entry = counts.get(index.tokens[row + length]!) ?? { count: 0, position: row + length };
    entry.count++;
    entry.position = Math.min(entry.position, row + length);
    counts.set(index.tokens[row + length]!, entry);
  }
  return [...counts].sort(([a, x], [b, y]) => y.count - x.count || a - b)[0]![1].position;
}

/**
 * ∞-gram continuation: each next word follows the longest end of the text so far that the corpus knows. Ends at the end of what the
 * corpus knows, after `maxWords`, or when it would repeat itself.
 */
export function* continueText(
  indexes: readonly LexicalIndex[],
  { prompt, maxWords, excluded }: { prompt: string; maxWords: number; excluded: ReadonlySet<bigint> },
): Generator<Continuation> {
  const words = [...tokenise(prompt).words];
  const seen = new Set<string>();
  const tokenised = new Map<string, ReturnType<typeof tokenise>>();
  for (let produced = 0; produced < maxWords; produced++) {
    const candidates = indexes.flatMap((index) => {
      const context = numberTokens(index, words.slice(-LONGEST_CONTEXT));
      const found = longestContext(index, context);
      return found ? [{ index, ...found }] : [];
    });
    const best = candidates.reduce<(typeof candidates)[number] | undefined>((a, b) => (a && a.length >= b.length ? a : b), undefined);
    if (!best) return;
    const { index } = best;
    const position = nextWord(index, best.length, best.rows);
    const item = index.items[itemAt(index, position)]!;
    const state = `${item.contributionId}/${position}`;
    if (excluded.has(item.contributionId) || seen.has(state)) return;
    seen.add(state);
    const local = position - item.start;
    const cut = tokenised.get(item.text) ?? tokenise(item.text);
    tokenised.set(item.text, cut);
    const { starts, ends, words: source } = cut;
    words.push(source[local]!);
    yield { text: item.text.slice(local === 0 ? starts[0] : ends[local - 1], ends[local]), contributionId: item.contributionId };
  }
}
