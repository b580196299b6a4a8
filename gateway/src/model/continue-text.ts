import { itemAt, SEPARATOR_TOKEN, type LexicalIndex } from "../attribution/lexical-index.ts";
import { numberTokens } from "../attribution/number-tokens.ts";
import { suffixRange } from "../attribution/search-suffixes.ts";
import { scanWords, tokenise } from "../attribution/tokenise.ts";

const LONGEST_CONTEXT = 24;
const ROWS_READ = 4_096;
const TEXTS_KEPT = 64;

export interface Continuation {
  /** Text to append: the next word with what stands before it in the item. */
  readonly text: string;
  readonly contributionId: bigint;
}

/** An index to continue from, with the texts that it does not hold itself. */
export interface ContinuationSource {
  readonly index: LexicalIndex;
  readonly textOf: (contributionId: bigint) => string;
}

/** One index's view of the text so far. */
interface Reader extends ContinuationSource {
  /** The words so far, by the index's numbers: the first `end` of them. */
  readonly words: Int32Array;
  end: number;
  /** Places that a next word was taken from. */
  readonly used: Set<number>;
  /** Words of the longest end of the context that it knew at the last step. */
  known: number;
}

interface Found {
  readonly reader: Reader;
  readonly length: number;
  /** Places of the words that follow. */
  readonly nexts: readonly number[];
}

/** The longest end of the context that stands in the index before another word. At each step it grows by the new word at most. */
function longestContext(reader: Reader): Found | undefined {
  const { index, words } = reader;
  for (let length = Math.min(LONGEST_CONTEXT, reader.end, reader.known + 1); length > 0; length--) {
    const [first, end] = suffixRange(index, words, reader.end - length, length);
    const nexts: number[] = [];
    for (let row = first; row < Math.min(end, first + ROWS_READ); row++) {
      const next = index.suffixes[row]! + length;
      if (index.tokens[next] !== SEPARATOR_TOKEN) nexts.push(next);
    }
    if (nexts.length === 0) continue;
    reader.known = length;
    return { reader, length, nexts };
  }
  reader.known = 0;
  return undefined;
}

/** Of words at these places the commonest, of equal ones the first by number, at its earliest place. */
function commonest({ tokens }: LexicalIndex, places: readonly number[]): number {
  if (places.length === 1) return places[0]!;
  const counts = new Map<number, { count: number; place: number }>();
  for (const place of places) {
    const entry = counts.get(tokens[place]!);
    if (!entry) counts.set(tokens[place]!, { count: 1, place });
    else {
      entry.count++;
      if (place < entry.place) entry.place = place;
    }
  }
  return [...counts].reduce((best, entry) =>
    entry[1].count > best[1].count || (entry[1].count === best[1].count && entry[0] < best[0]) ? entry : best,
  )[1].place;
}

/** Where the words of a text begin and end, in UTF-16 code units. */
interface Cut {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const cuts = new Map<string, Cut>();

/** The places of a text's words; those of the last few texts are kept. */
function cutOf(text: string): Cut {
  const known = cuts.get(text);
  if (known) return known;
  const starts: number[] = [];
  const ends: number[] = [];
  scanWords(text, (start, end) => {
    starts.push(start);
    ends.push(end);
  });
  if (cuts.size === TEXTS_KEPT) cuts.delete(cuts.keys().next().value!);
  cuts.set(text, { starts, ends });
  return { starts, ends };
}

/**
 * ∞-gram continuation: each next word follows the longest end of the text so far that the corpus knows. Ends at the end of what the
 * corpus knows, after `maxWords`, or when it would repeat itself.
 */
export function* continueText(
  sources: readonly ContinuationSource[],
  { prompt, maxWords, excluded }: { prompt: string; maxWords: number; excluded: ReadonlySet<bigint> },
): Generator<Continuation> {
  const prompted = tokenise(prompt).words.slice(-LONGEST_CONTEXT);
  const readers = sources.map((source): Reader => {
    const words = new Int32Array(prompted.length + maxWords);
    words.set(numberTokens(source.index, prompted));
    return { ...source, words, end: prompted.length, used: new Set(), known: LONGEST_CONTEXT };
  });
  for (let produced = 0; produced < maxWords; produced++) {
    let best: Found | undefined;
    for (const reader of readers) {
      const found = longestContext(reader);
      if (found && (!best || found.length > best.length)) best = found;
    }
    if (!best) return;
    const { index, textOf } = best.reader;
    const place = commonest(index, best.nexts);
    const item = itemAt(index, place);
    const contributionId = index.contributionIds[item]!;
    if (excluded.has(contributionId) || best.reader.used.has(place)) return;
    best.reader.used.add(place);
    const local = place - index.starts[item]!;
    const text = textOf(contributionId);
    const { starts, ends } = cutOf(text);
    for (const reader of readers) {
      reader.words[reader.end++] =
        reader === best.reader
          ? index.tokens[place]!
          : numberTokens(reader.index, tokenise(text.slice(starts[local], ends[local])).words)[0]!;
    }
    yield { text: text.slice(local === 0 ? starts[0] : ends[local - 1], ends[local]), contributionId };
  }
}
