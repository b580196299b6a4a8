/** Places suffixes into the buckets of their first symbol: first the given ones, then L types left to right, then S types right to left. */
function induce(
  text: Int32Array,
  isS: Uint8Array,
  bucketS: Int32Array,
  bucketL: Int32Array,
  seeds: Int32Array,
  suffixes: Int32Array,
): void {
  const length = text.length;
  suffixes.fill(-1);
  let next = bucketS.slice();
  for (const seed of seeds) suffixes[next[text[seed]!]!++] = seed;
  next = bucketL.slice();
  suffixes[next[text[length - 1]!]!++] = length - 1;
  for (let i = 0; i < length; i++) {
    const before = suffixes[i]! - 1;
    if (before >= 0 && isS[before] === 0) suffixes[next[text[before]!]!++] = before;
  }
  next = bucketL.slice();
  for (let i = length - 1; i >= 0; i--) {
    const before = suffixes[i]! - 1;
    if (before >= 0 && isS[before] === 1) suffixes[--next[text[before]! + 1]!] = before;
  }
}

function isSameLmsSubstring(text: Int32Array, lms: Int32Array, left: number, right: number): boolean {
  const leftStart = lms[left]!;
  const rightStart = lms[right]!;
  const leftEnd = left + 1 < lms.length ? lms[left + 1]! : text.length;
  const rightEnd = right + 1 < lms.length ? lms[right + 1]! : text.length;
  if (leftEnd - leftStart !== rightEnd - rightStart || leftEnd === text.length || rightEnd === text.length) return false;
  for (let i = 0; leftStart + i <= leftEnd; i++) if (text[leftStart + i] !== text[rightStart + i]) return false;
  return true;
}

/**
 * Suffix array by induced sorting (SA-IS), linear time.
 * @param text Symbols from 0 to `largest`.
 * @returns Start positions of all suffixes in ascending order; a suffix that is a prefix of another comes first.
 */
export function buildSuffixArray(text: Int32Array, largest: number): Int32Array {
  const length = text.length;
  if (length <= 1) return new Int32Array(length);
  const suffixes = new Int32Array(length);
  const isS = new Uint8Array(length);
  for (let i = length - 2; i >= 0; i--) {
    isS[i] = text[i] === text[i + 1] ? isS[i + 1]! : text[i]! < text[i + 1]! ? 1 : 0;
  }
  const bucketL = new Int32Array(largest + 2);
  const bucketS = new Int32Array(largest + 2);
  for (let i = 0; i < length; i++) {
    if (isS[i] === 0) bucketS[text[i]!]!++;
    else bucketL[text[i]! + 1]!++;
  }
  for (let symbol = 0; symbol <= largest; symbol++) {
    bucketS[symbol]! += bucketL[symbol]!;
    bucketL[symbol + 1]! += bucketS[symbol]!;
  }
  const order = new Int32Array(length).fill(-1);
  const found: number[] = [];
  for (let i = 1; i < length; i++) {
    if (isS[i - 1] === 0 && isS[i] === 1) {
      order[i] = found.length;
      found.push(i);
    }
  }
  const lms = Int32Array.from(found);
  induce(text, isS, bucketS, bucketL, lms, suffixes);
  if (lms.length === 0) return suffixes;

  const sorted = suffixes.filter((position) => order[position]! >= 0);
  const names = new Int32Array(lms.length);
  let name = 0;
  for (let i = 1; i < sorted.length; i++) {
    if (!isSameLmsSubstring(text, lms, order[sorted[i - 1]!]!, order[sorted[i]!]!)) name++;
    names[order[sorted[i]!]!] = name;
  }
  const ranked = buildSuffixArray(names, name);
  induce(
    text,
    isS,
    bucketS,
    bucketL,
    ranked.map((rank) => lms[rank]!),
    suffixes,
  );
  return suffixes;
}
