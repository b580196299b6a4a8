/**
 * Suffix array of a text of 32-bit symbols by induced sorting (SA-IS: Nong, Zhang and Chan, 2009; the in-place layout follows Mori's sais-lite).
 * Linear time; beyond text and result it takes two words for each symbol of the alphabet, and no more than that on each level of recursion.
 *
 * Compiled by `npm run wasm`. `src/attribution/suffix-array.ts` is the plain TypeScript twin: both give the same array, since there is only one.
 */

// @ts-ignore: decorator
@inline
function get(base: usize, i: i32): i32 {
  return load<i32>(base + ((<usize>i) << 2));
}

// @ts-ignore: decorator
@inline
function set(base: usize, i: i32, value: i32): void {
  store<i32>(base + ((<usize>i) << 2), value);
}

/** Makes the memory reach up to `end`; traps if there is no more. */
function reserve(end: usize): void {
  const pages = <i32>((end + 0xffff) >>> 16) - memory.size();
  if (pages > 0 && memory.grow(pages) < 0) unreachable();
}

function countSymbols(text: usize, length: i32, counts: usize, symbols: i32): void {
  memory.fill(counts, 0, (<usize>symbols) << 2);
  for (let i = 0; i < length; i++) {
    const symbol = get(text, i);
    set(counts, symbol, get(counts, symbol) + 1);
  }
}

function bucketStarts(counts: usize, buckets: usize, symbols: i32): void {
  let sum = 0;
  for (let i = 0; i < symbols; i++) {
    set(buckets, i, sum);
    sum += get(counts, i);
  }
}

function bucketEnds(counts: usize, buckets: usize, symbols: i32): void {
  let sum = 0;
  for (let i = 0; i < symbols; i++) {
    sum += get(counts, i);
    set(buckets, i, sum);
  }
}

/** Position before the run, from `i` down, in which symbols do not fall: the last S-type one's neighbour. */
// @ts-ignore: decorator
@inline
function skipLarger(text: usize, i: i32): i32 {
  let right = get(text, i);
  while (--i >= 0) {
    const left = get(text, i);
    if (left < right) break;
    right = left;
  }
  return i;
}

// @ts-ignore: decorator
@inline
function skipSmaller(text: usize, i: i32): i32 {
  let right = get(text, i);
  while (--i >= 0) {
    const left = get(text, i);
    if (left > right) break;
    right = left;
  }
  return i;
}

/** Sorts the substrings between leftmost S-type positions; marks the sorted ones by their complement. */
function sortSubstrings(text: usize, array: usize, counts: usize, buckets: usize, length: i32, symbols: i32): void {
  bucketStarts(counts, buckets, symbols);
  let j = length - 1;
  let last = get(text, j);
  let next = get(buckets, last);
  --j;
  set(array, next++, get(text, j) < last ? ~j : j);
  for (let i = 0; i < length; i++) {
    j = get(array, i);
    if (j > 0) {
      const symbol = get(text, j);
      if (symbol != last) {
        set(buckets, last, next);
        last = symbol;
        next = get(buckets, last);
      }
      --j;
      set(array, next++, get(text, j) < last ? ~j : j);
      set(array, i, 0);
    } else if (j < 0) {
      set(array, i, ~j);
    }
  }
  bucketEnds(counts, buckets, symbols);
  last = 0;
  next = get(buckets, 0);
  for (let i = length - 1; i >= 0; i--) {
    j = get(array, i);
    if (j > 0) {
      const symbol = get(text, j);
      if (symbol != last) {
        set(buckets, last, next);
        last = symbol;
        next = get(buckets, last);
      }
      --j;
      set(array, --next, get(text, j) > last ? ~(j + 1) : j);
      set(array, i, 0);
    }
  }
}

/** Moves the `found` sorted substrings to the front and numbers them, equal ones alike. Returns how many numbers there are. */
function nameSubstrings(text: usize, array: usize, length: i32, found: i32): i32 {
  let i = 0;
  for (; get(array, i) < 0; i++) set(array, i, ~get(array, i));
  if (i < found) {
    let j = i++;
    for (; ; i++) {
      const position = get(array, i);
      if (position >= 0) continue;
      set(array, j++, ~position);
      set(array, i, 0);
      if (j == found) break;
    }
  }
  let end = length - 1;
  i = skipLarger(text, length - 1);
  while (i >= 0) {
    i = skipSmaller(text, i);
    if (i < 0) break;
    set(array, found + ((i + 1) >> 1), end - i);
    end = i + 1;
    i = skipLarger(text, i);
  }
  let names = 0;
  let previous = length;
  let previousLength = 0;
  for (i = 0; i < found; i++) {
    const position = get(array, i);
    const own = get(array, found + (position >> 1));
    let isNew = true;
    if (own == previousLength && previous + own < length) {
      let j = 0;
      while (j < own && get(text, position + j) == get(text, previous + j)) j++;
      isNew = j != own;
    }
    if (isNew) {
      names++;
      previous = position;
      previousLength = own;
    }
    set(array, found + (position >> 1), names);
  }
  return names;
}

/** Induces the order of all suffixes from the sorted leftmost S-type ones. */
function induce(text: usize, array: usize, counts: usize, buckets: usize, length: i32, symbols: i32): void {
  bucketStarts(counts, buckets, symbols);
  let j = length - 1;
  let last = get(text, j);
  let next = get(buckets, last);
  set(array, next++, j > 0 && get(text, j - 1) < last ? ~j : j);
  for (let i = 0; i < length; i++) {
    j = get(array, i);
    set(array, i, ~j);
    if (j > 0) {
      const symbol = get(text, --j);
      if (symbol != last) {
        set(buckets, last, next);
        last = symbol;
        next = get(buckets, last);
      }
      set(array, next++, j > 0 && get(text, j - 1) < last ? ~j : j);
    }
  }
  bucketEnds(counts, buckets, symbols);
  last = 0;
  next = get(buckets, 0);
  for (let i = length - 1; i >= 0; i--) {
    j = get(array, i);
    if (j > 0) {
      const symbol = get(text, --j);
      if (symbol != last) {
        set(buckets, last, next);
        last = symbol;
        next = get(buckets, last);
      }
      set(array, --next, j == 0 || get(text, j - 1) > last ? ~j : j);
    } else {
      set(array, i, ~j);
    }
  }
}

/** `room`: words behind the array's `length` that recursion may use. `free`: first address for buckets. */
function sort(text: usize, array: usize, room: i32, length: i32, symbols: i32, free: usize): void {
  const counts = free;
  const buckets = counts + ((<usize>symbols) << 2);
  const beyond = buckets + ((<usize>symbols) << 2);
  reserve(beyond);
  countSymbols(text, length, counts, symbols);
  bucketEnds(counts, buckets, symbols);
  memory.fill(array, 0, (<usize>length) << 2);

  let found = 0;
  let slot = -1;
  let j = length;
  let i = skipLarger(text, length - 1);
  while (i >= 0) {
    i = skipSmaller(text, i);
    if (i < 0) break;
    if (slot >= 0) set(array, slot, j);
    const symbol = get(text, i + 1);
    slot = get(buckets, symbol) - 1;
    set(buckets, symbol, slot);
    j = i;
    found++;
    i = skipLarger(text, i);
  }
  let names = found;
  if (found > 1) {
    sortSubstrings(text, array, counts, buckets, length, symbols);
    names = nameSubstrings(text, array, length, found);
  } else if (found == 1) {
    set(array, slot, j + 1);
  }

  if (names < found) {
    const spare = length + room - found * 2;
    const reduced = array + ((<usize>(found + spare)) << 2);
    j = found - 1;
    for (i = found + (length >> 1) - 1; i >= found; i--) {
      const name = get(array, i);
      if (name != 0) set(reduced, j--, name - 1);
    }
    sort(reduced, array, spare, found, names, beyond);
    j = found - 1;
    i = skipLarger(text, length - 1);
    while (i >= 0) {
      i = skipSmaller(text, i);
      if (i < 0) break;
      set(reduced, j--, i + 1);
      i = skipLarger(text, i);
    }
    for (i = 0; i < found; i++) set(array, i, get(reduced, get(array, i)));
  }
  if (found > 1) {
    bucketEnds(counts, buckets, symbols);
    i = found - 1;
    j = length;
    let position = get(array, i);
    while (i >= 0) {
      const symbol = get(text, position);
      const end = get(buckets, symbol);
      while (end < j) set(array, --j, 0);
      do {
        set(array, --j, position);
        if (--i < 0) break;
        position = get(array, i);
      } while (get(text, position) == symbol);
    }
    while (j > 0) set(array, --j, 0);
  }
  induce(text, array, counts, buckets, length, symbols);
}

/** Makes room for `length` symbols and their array; returns the address of the text, the array follows it. */
export function open(length: i32): usize {
  reserve(__heap_base + ((<usize>length) << 3));
  return __heap_base;
}

/** Sorts the suffixes of the text that was written at `open`'s address. `symbols`: all are below it. Returns the address of the array. */
export function run(length: i32, symbols: i32): usize {
  const array = __heap_base + ((<usize>length) << 2);
  const free = array + ((<usize>length) << 2);
  if (length == 1) set(array, 0, 0);
  if (length > 1) sort(__heap_base, array, 0, length, symbols, free);
  return array;
}
