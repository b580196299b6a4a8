/** Words of an original that stand otherwise in a text that follows it. */
export type Replacements = {
  readonly total: number;
  /** Those that occur once only: the same word is replaced by the same word nowhere else. */
  readonly single: number;
};

const windowSize = 32;
const stride = 8;
const leastMatchesPpm = 400_000;
const mostPlaces = 1_000;

/**
 * How the words of a text differ from the original that it follows. A variant that somebody wrote replaces the same words by the same words, again and again (`uint128`
 * by `uint40`); whoever replaces words only to hide a copy has another one for each.
 */
export function countReplacements(
  words: readonly string[],
  original: { readonly words: readonly string[]; readonly places: ReadonlyMap<string, readonly number[]> },
): Replacements {
  const pairs = new Map<string, number>();
  let total = 0;
  for (let start = 0; start < words.length; start += stride) {
    const end = Math.min(words.length, start + windowSize);
    const { distance, matches } = closest(words, start, end, original.places);
    if (matches * 1_000_000 < leastMatchesPpm * (end - start)) continue;
    for (let at = start; at < Math.min(start + stride, end); at++) {
      const before = original.words[at + distance];
      if (before === undefined || before === words[at]) continue;
      total++;
      const pair = `${before} ${words[at]}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
  }
  let single = 0;
  for (const times of pairs.values()) if (times === 1) single++;
  return { total, single };
}

/** The distance at which most words of a window stand in the original; the smallest of equals. */
function closest(
  words: readonly string[],
  start: number,
  end: number,
  places: ReadonlyMap<string, readonly number[]>,
): { distance: number; matches: number } {
  const counts = new Map<number, number>();
  let best = { distance: 0, matches: 0 };
  for (let at = start; at < end; at++) {
    const known = places.get(words[at]!) ?? [];
    if (known.length > mostPlaces) continue;
    for (const place of known) {
      const distance = place - at;
      const matches = (counts.get(distance) ?? 0) + 1;
      counts.set(distance, matches);
      if (matches > best.matches || (matches === best.matches && distance < best.distance)) best = { distance, matches };
    }
  }
  return best;
}
