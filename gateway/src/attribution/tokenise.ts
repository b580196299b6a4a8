import { UNASSIGNED } from "./generated/unassigned.ts";

/**
 * The word tokeniser of the `lexical` method. Its rule is part of the method: it is pinned here, by code point, so that neither a
 * runtime's Unicode version nor its locale can change a receipt.
 *
 * - A word is a maximal run of word characters: ASCII letters, digits and `_`, and every code point from U+00AA up that is not listed
 *   as a separator or a single below.
 *   A run of more than 256 code units is cut into words of 256, or 255 where a surrogate pair would be cut.
 * - A single is a word of its own: CJK ideographs, kana, symbols and pictographs (emoji).
 * - Everything else separates, lone surrogates included, and so do code points that Unicode 15.0, which Node 20 came with, does not assign.
 * - A word with a code unit from U+0300 up is normalised to NFC; then Latin, Greek and Cyrillic capitals are lower-cased by the table
 *   below. No other folding takes place. Unicode never changes the NFC of assigned code points, so every newer runtime gives the same.
 */
export interface TokenisedText {
  readonly words: readonly string[];
  /** Start of each word in UTF-16 code units. */
  readonly starts: Int32Array;
  /** End of each word, exclusive. */
  readonly ends: Int32Array;
}

const SEPARATOR = 0;
const WORD = 1;
const SINGLE = 2;

const SEPARATORS: readonly (readonly [number, number])[] = [
  [0x00, 0x2f],
  [0x3a, 0x40],
  [0x5b, 0x5e],
  [0x60, 0x60],
  [0x7b, 0xa9],
  [0xab, 0xb4],
  [0xb6, 0xb9],
  [0xbb, 0xbf],
  [0xd7, 0xd7],
  [0xf7, 0xf7],
  [0x37e, 0x37e],
  [0x387, 0x387],
  [0x55a, 0x55f],
  [0x589, 0x58a],
  [0x5be, 0x5be],
  [0x5c0, 0x5c0],
  [0x5c3, 0x5c3],
  [0x5f3, 0x5f4],
  [0x60c, 0x60d],
  [0x61b, 0x61f],
  [0x66a, 0x66d],
  [0x6d4, 0x6d4],
  [0x964, 0x965],
  [0x1680, 0x1680],
  [0x2000, 0x206f],
  [0x20a0, 0x20cf],
  [0x2e00, 0x2e7f],
  [0x3000, 0x3004],
  [0x3008, 0x303f],
  [0x30fb, 0x30fb],
  [0xd800, 0xf8ff],
  [0xfe00, 0xfe1f],
  [0xfe30, 0xfe6f],
  [0xfeff, 0xfeff],
  [0xff00, 0xff0f],
  [0xff1a, 0xff20],
  [0xff3b, 0xff40],
  [0xff5b, 0xff65],
  [0xffe0, 0xffff],
];

const SINGLES: readonly (readonly [number, number])[] = [
  [0x2190, 0x2bff],
  [0x2e80, 0x2fff],
  [0x3005, 0x3007],
  [0x3040, 0x30fa],
  [0x30fc, 0x9fff],
  [0xf900, 0xfaff],
  [0xff66, 0xff9d],
];

const CLASSES = new Uint8Array(0x1_0000).fill(WORD);
for (const [first, last] of SEPARATORS) CLASSES.fill(SEPARATOR, first, last + 1);
for (const [first, last] of SINGLES) CLASSES.fill(SINGLE, first, last + 1);

/** Code points from U+10000 up that are not assigned; their ranges ascend. */
const UNASSIGNED_PAIRS: (readonly [number, number])[] = [];
for (const [first, last] of unassignedRanges()) {
  if (first <= 0xffff) CLASSES.fill(SEPARATOR, first, Math.min(last, 0xffff) + 1);
  if (last > 0xffff) UNASSIGNED_PAIRS.push([Math.max(first, 0x1_0000), last]);
}

/** First and last code point of each range, ascending. */
export function unassignedRanges(): readonly (readonly [number, number])[] {
  const distances = UNASSIGNED.split(" ").map((digits) => parseInt(digits, 36));
  const ranges: (readonly [number, number])[] = [];
  let next = 0;
  for (let i = 0; i < distances.length; i += 2) {
    const first = next + distances[i]!;
    next = first + distances[i + 1]!;
    ranges.push([first, next - 1]);
  }
  return ranges;
}

const LOWER = new Uint16Array(0x1_0000).map((_, code) => code);
function lowerRange(first: number, last: number, distance: number, step = 1): void {
  for (let code = first; code <= last; code += step) LOWER[code] = code + distance;
}
lowerRange(0x41, 0x5a, 32);
lowerRange(0xc0, 0xd6, 32);
lowerRange(0xd8, 0xde, 32);
lowerRange(0x100, 0x136, 1, 2);
lowerRange(0x139, 0x147, 1, 2);
lowerRange(0x14a, 0x176, 1, 2);
lowerRange(0x179, 0x17d, 1, 2);
lowerRange(0x391, 0x3a1, 32);
lowerRange(0x3a3, 0x3a9, 32);
lowerRange(0x400, 0x40f, 80);
lowerRange(0x410, 0x42f, 32);

function isUnassignedPair(codePoint: number): boolean {
  let low = 0;
  let high = UNASSIGNED_PAIRS.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (UNASSIGNED_PAIRS[middle]![1] < codePoint) low = middle + 1;
    else high = middle;
  }
  return low < UNASSIGNED_PAIRS.length && UNASSIGNED_PAIRS[low]![0] <= codePoint;
}

function classOfPair(codePoint: number): number {
  if (isUnassignedPair(codePoint)) return SEPARATOR;
  if (codePoint >= 0x1_f000 && codePoint <= 0x1_faff) return SINGLE;
  return codePoint >= 0x2_0000 ? SINGLE : WORD;
}

const LONGEST_WORD = 256;
/** NFC makes a word of it at most three times as long. */
let folded = new Uint16Array(4 * LONGEST_WORD);

/**
 * Folds the word `text[start, end)`.
 * @returns Its code units, valid until the next call, and how many there are.
 */
export function foldWord(text: string, start: number, end: number): { readonly units: Uint16Array; readonly length: number } {
  if (end - start > folded.length) folded = new Uint16Array(2 * (end - start));
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x300) return foldNormalised(text.slice(start, end).normalize("NFC"));
    folded[i - start] = LOWER[unit]!;
  }
  return { units: folded, length: end - start };
}

function foldNormalised(text: string): ReturnType<typeof foldWord> {
  if (text.length > folded.length) folded = new Uint16Array(2 * text.length);
  for (let i = 0; i < text.length; i++) folded[i] = LOWER[text.charCodeAt(i)]!;
  return { units: folded, length: text.length };
}

/**
 * Finds the words of a text.
 * @param text Any string; empty, right-to-left, emoji and ill-formed text are all defined.
 * @param visit Is called for each word, in order, with its range in UTF-16 code units, until it returns true.
 * @param from Where to begin: at 0 or where a word ends.
 */
export function scanWords(text: string, visit: (start: number, end: number) => boolean | void, from = 0): void {
  let open = -1;
  for (let i = from; i < text.length;) {
    const unit = text.charCodeAt(i);
    let width = 1;
    let kind = CLASSES[unit]!;
    if (unit >= 0xd800 && unit < 0xdc00) {
      const codePoint = text.codePointAt(i)!;
      if (codePoint > 0xffff) {
        width = 2;
        kind = classOfPair(codePoint);
      }
    }
    if (kind !== WORD && open >= 0) {
      if (visit(open, i) === true) return;
      open = -1;
    }
    if (kind === SINGLE) {
      if (visit(i, i + width) === true) return;
    } else if (kind === WORD) {
      if (open < 0) open = i;
      else if (i + width - open > LONGEST_WORD) {
        if (visit(open, i) === true) return;
        open = i;
      }
    }
    i += width;
  }
  if (open >= 0) visit(open, text.length);
}

/** Cuts a text into words. */
export function tokenise(text: string): TokenisedText {
  const words: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  scanWords(text, (start, end) => {
    const { units, length } = foldWord(text, start, end);
    words.push(String.fromCharCode(...units.subarray(0, length)));
    starts.push(start);
    ends.push(end);
  });
  return { words, starts: Int32Array.from(starts), ends: Int32Array.from(ends) };
}
