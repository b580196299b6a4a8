/** A stretch of bytes that stands in both texts. */
export type SharedSegment = { readonly laterStart: number; readonly earlierStart: number; readonly length: number };

/** Fewest bytes of a segment that `DuplicateCourt` counts. */
export const MIN_SEGMENT = 64;

const STEP = 32;
const BASE = 0x0100_0193;
// Texts that repeat themselves would otherwise be compared everywhere with everywhere.
const mostPlaces = 16;
const mostMatches = 8_192;
const mostActive = 32;
const mostComparisonsPerByte = 50;

type Match = { readonly start: number; readonly end: number; readonly shift: number };

/**
 * The segments of at least 64 bytes that cover most of `later` by verbatim copies from `earlier`, ascending in `later` and without overlap: what
 * `DuplicateCourt.prove` wants. On texts that repeat themselves without end it finds a good cover, not always the best.
 */
export function sharedSegments(later: Uint8Array, earlier: Uint8Array): readonly SharedSegment[] {
  return choose(findMatches(later, earlier), later.length);
}

/** Bytes of `later` that the segments cover. */
export function sharedBytes(segments: readonly SharedSegment[]): number {
  return segments.reduce((sum, { length }) => sum + length, 0);
}

/** Maximal equal runs. Windows of 32 bytes are known at every 32nd byte of `earlier`: any run of 63 or more holds a whole one. */
function findMatches(later: Uint8Array, earlier: Uint8Array): readonly Match[] {
  const places = new Map<number, number[]>();
  for (let at = 0; at + STEP <= earlier.length; at += STEP) {
    const hash = hashOf(earlier, at);
    const known = places.get(hash);
    if (known === undefined) places.set(hash, [at]);
    else if (known.length < mostPlaces) known.push(at);
  }
  let power = 1;
  for (let i = 1; i < STEP; i++) power = Math.imul(power, BASE);

  const matches: Match[] = [];
  const doneUntil = new Map<number, number>();
  let left = mostComparisonsPerByte * (later.length + earlier.length);
  let furthest = 0;
  let hash = later.length >= STEP ? hashOf(later, 0) : 0;
  for (let at = 0; at + STEP <= later.length && matches.length < mostMatches; at++) {
    if (at > 0) hash = (Math.imul(hash - Math.imul(later[at - 1]!, power), BASE) + later[at + STEP - 1]!) | 0;
    // Once a text has cost too much, only what no run covers yet is looked at.
    if (left < 0 && at < furthest) continue;
    for (const place of places.get(hash) ?? []) {
      const shift = place - at;
      if ((doneUntil.get(shift) ?? 0) > at) continue;
      const [start, end] = extend(later, earlier, at, shift);
      if (end < at + STEP) continue;
      doneUntil.set(shift, end);
      left -= end - start;
      furthest = Math.max(furthest, end);
      if (end - start >= MIN_SEGMENT) matches.push({ start, end, shift });
    }
  }
  return matches.sort((a, b) => a.start - b.start || b.end - a.end);
}

function hashOf(bytes: Uint8Array, at: number): number {
  let hash = 0;
  for (let i = at; i < at + STEP; i++) hash = (Math.imul(hash, BASE) + bytes[i]!) | 0;
  return hash;
}

function extend(later: Uint8Array, earlier: Uint8Array, at: number, shift: number): readonly [number, number] {
  let [start, end] = [at, at];
  while (start > 0 && start + shift > 0 && later[start - 1] === earlier[start + shift - 1]) start--;
  while (end < later.length && end + shift < earlier.length && later[end] === earlier[end + shift]) end++;
  return [start, end];
}

/** Of overlapping runs the parts that cover most: dynamic programming over the ends of segments. */
function choose(matches: readonly Match[], length: number): readonly SharedSegment[] {
  const covered = new Int32Array(length + 1);
  const from = new Int32Array(length + 1).fill(-1);
  const by = new Int32Array(length + 1).fill(-1);
  let active: { match: number; best: number; bestStart: number }[] = [];
  let next = 0;
  for (let end = 1; end <= length; end++) {
    covered[end] = covered[end - 1]!;
    while (next < matches.length && matches[next]!.start + MIN_SEGMENT <= end) active.push({ match: next++, best: -length, bestStart: -1 });
    if (active.length > mostActive) active = active.sort((a, b) => matches[b.match]!.end - matches[a.match]!.end).slice(0, mostActive);
    for (const entry of active) {
      const start = end - MIN_SEGMENT;
      const gain = covered[start]! - start;
      if (start >= matches[entry.match]!.start && gain > entry.best) [entry.best, entry.bestStart] = [gain, start];
      if (entry.best + end > covered[end]!) [covered[end], from[end], by[end]] = [entry.best + end, entry.bestStart, entry.match];
    }
    if (active.length > 0) active = active.filter(({ match }) => matches[match]!.end > end);
  }
  const segments: SharedSegment[] = [];
  for (let end = length; end > 0;) {
    const start = from[end]!;
    if (start < 0) {
      end--;
      continue;
    }
    segments.push({ laterStart: start, earlierStart: start + matches[by[end]!]!.shift, length: end - start });
    end = start;
  }
  return segments.reverse();
}
