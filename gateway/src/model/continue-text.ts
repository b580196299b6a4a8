import { itemAt, SEPARATOR_TOKEN, type LexicalIndex } from "../attribution/lexical-index.ts";
import { numberTokens } from "../attribution/number-tokens.ts";
import { suffixRange } from "../attribution/search-suffixes.ts";
import { scanWords, tokenise } from "../attribution/tokenise.ts";

const LONGEST_CONTEXT = 24;
const ROWS_READ = 4_096;
/** Most edges of words that are kept, 4 bytes each. */
const EDGES_KEPT = 1 << 22;
/** Words that a text is cut further than it is asked about. */
const WORDS_AHEAD = 256;
/** Words that are seldom found in many places, and more of them for those that are. */
const ANCHORS = [6, 12] as const;
const MOST_PLACES = 64;

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
  /** All places behind the last `length` words, if they are few. From them longer ends of the context are found without a search, as long as words are added. */
  anchor: Anchor | undefined;
}

interface Anchor {
  readonly length: number;
  readonly places: readonly number[];
}

interface Found {
  readonly reader: Reader;
  readonly length: number;
  /** Places of the words that follow. */
  readonly nexts: readonly number[];
}

/** Places of a next word behind the last `length` words, in the first rows that begin with these. */
function placesBehind({ index, words, end }: Reader, length: number): { readonly places: readonly number[]; readonly isAll: boolean } {
  const [first, last] = suffixRange(index, words, end - length, length);
  const places: number[] = [];
  for (let row = first; row < Math.min(last, first + ROWS_READ); row++) {
    const next = index.suffixes[row]! + length;
    if (index.tokens[next] !== SEPARATOR_TOKEN) places.push(next);
  }
  return { places, isAll: last - first <= MOST_PLACES };
}

/** An anchor of fewer words than the context may have; undefined if they stand in many places. */
function newAnchor(reader: Reader): Anchor | undefined {
  for (const length of ANCHORS) {
    if (length > reader.end) return undefined;
    const { index, words, end } = reader;
    const [first, last] = suffixRange(index, words, end - length, length);
    if (last - first > MOST_PLACES) continue;
    return { length, places: Array.from(index.suffixes.subarray(first, last), (position) => position + length) };
  }
  return undefined;
}

/** The longest end of the context, of at most so many words, that stands before one of the anchor's places. */
function longestAt({ index: { tokens }, words, end }: Reader, anchor: Anchor, most: number): Omit<Found, "reader"> | undefined {
  let length = 0;
  let nexts: number[] = [];
  for (const place of anchor.places) {
    if (tokens[place] === SEPARATOR_TOKEN) continue;
    let own = anchor.length;
    while (own < most && tokens[place - own - 1] === words[end - own - 1]) own++;
    if (own > length) {
      length = own;
      nexts = [];
    }
    if (own === length) nexts.push(place);
  }
  return length > 0 ? { length, nexts } : undefined;
}

/** The longest end of the context that stands in the index before another word. At each step it grows by the new word at most. */
function longestContext(reader: Reader): Found | undefined {
  const most = Math.min(LONGEST_CONTEXT, reader.end, reader.known + 1);
  if (reader.anchor && reader.anchor.length > most) reader.anchor = newAnchor(reader);
  let longest = most;
  if (reader.anchor && reader.anchor.length <= most) {
    const found = longestAt(reader, reader.anchor, most);
    if (found) {
      reader.known = found.length;
      return { reader, ...found };
    }
    longest = reader.anchor.length - 1;
  }
  reader.anchor = undefined;
  for (let length = longest; length > 0; length--) {
    const { places, isAll } = placesBehind(reader, length);
    if (places.length === 0) continue;
    reader.known = length;
    if (isAll) reader.anchor = { length, places };
    return { reader, length, nexts: places };
  }
  reader.known = 0;
  return undefined;
}

/** Adds a word to the context. */
function append(reader: Reader, word: number): void {
  reader.words[reader.end++] = word;
  const { anchor, index } = reader;
  if (!anchor) return;
  const places = anchor.places.filter((place) => index.tokens[place] === word).map((place) => place + 1);
  reader.anchor = { length: anchor.length + 1, places };
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

/** Where the first words of a text begin and end, in UTF-16 code units: of word `i` at `2 * i` and `2 * i + 1`. */
interface Cut {
  edges: Int32Array;
  /** Words that are cut. */
  words: number;
}

/** The cuts of the texts that were asked for last. */
const cuts = new Map<string, Cut>();
let edgesKept = 0;

/** Cuts a text at least up to word `last`. */
function cutTo(text: string, last: number): Int32Array {
  const cut = cuts.get(text) ?? { edges: new Int32Array(64), words: 0 };
  if (last < cut.words) return cut.edges;
  const before = cut.words;
  if (cuts.delete(text)) edgesKept -= cut.edges.length;
  scanWords(
    text,
    (start, end) => {
      if (2 * cut.words === cut.edges.length) {
        const larger = new Int32Array(2 * cut.edges.length);
        larger.set(cut.edges);
        cut.edges = larger;
      }
      cut.edges[2 * cut.words] = start;
      cut.edges[2 * cut.words + 1] = end;
      return ++cut.words > last + WORDS_AHEAD;
    },
    // A word begins anew where the one before it ends.
    before === 0 ? 0 : cut.edges[2 * before - 1],
  );
  cuts.set(text, cut);
  edgesKept += cut.edges.length;
  for (const [oldest, { edges }] of cuts) {
    if (edgesKept <= EDGES_KEPT || oldest === text) break;
    cuts.delete(oldest);
    edgesKept -= edges.length;
  }
  return cut.edges;
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
    return { ...source, words, end: prompted.length, used: new Set(), known: LONGEST_CONTEXT, anchor: undefined };
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
    const edges = cutTo(text, local);
    const [start, end] = [edges[2 * local]!, edges[2 * local + 1]!];
    for (const reader of readers) {
      append(
        reader,
        reader === best.reader ? index.tokens[place]! : numberTokens(reader.index, tokenise(text.slice(start, end)).words)[0]!,
      );
    }
    yield { text: text.slice(local === 0 ? start : edges[2 * local - 1]!, end), contributionId };
  }
}
