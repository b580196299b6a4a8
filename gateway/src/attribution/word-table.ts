/**
 * The words of a corpus, numbered from 1 in the order in which they were added. Plain arrays, so that threads can share them.
 * Equality is by code units: two words never share a number because their hashes meet.
 */
export interface WordTable {
  /** Words; their numbers run from 1 to `size`. */
  readonly size: number;
  /** Code units of all words, one after the other. */
  readonly pool: Uint16Array;
  /** Word `w` is `pool[starts[w], starts[w + 1])`; word 0 is empty and stands for nothing. */
  readonly starts: Int32Array;
  /** Word number at its hash, or at the first free place behind; 0 is free. A power of two of places, at most half of them taken. */
  readonly slots: Int32Array;
}

/** A word table under construction. */
export interface GrowingTable {
  /** The number of the word in `units[0, length)`, which is added if it is new. */
  intern(units: Uint16Array, length: number): number;
  finish(): WordTable;
}

/** FNV-1a over code units, spread once more because the table uses the low bits. */
function hashOf(units: Uint16Array, start: number, length: number): number {
  let hash = 0x811c_9dc5;
  for (let i = start; i < start + length; i++) hash = Math.imul(hash ^ units[i]!, 0x0100_0193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

function find(table: WordTable, units: Uint16Array, length: number): number {
  const { pool, starts, slots } = table;
  let slot = hashOf(units, 0, length) & (slots.length - 1);
  for (;;) {
    const word = slots[slot]!;
    if (word === 0) return ~slot;
    const start = starts[word]!;
    if (starts[word + 1]! - start === length) {
      let i = 0;
      while (i < length && pool[start + i] === units[i]) i++;
      if (i === length) return word;
    }
    slot = (slot + 1) & (slots.length - 1);
  }
}

/** The number of the word in `units[0, length)`, 0 if it is not in the table. */
export function numberOfWord(table: WordTable, units: Uint16Array, length: number): number {
  return Math.max(find(table, units, length), 0);
}

/** The word with a number from 1 to `size`. */
export function wordOf({ pool, starts }: WordTable, word: number): string {
  return String.fromCharCode(...pool.subarray(starts[word], starts[word + 1]));
}

const doubled = <T extends Uint16Array | Int32Array>(array: T, make: (length: number) => T): T => {
  const larger = make(array.length * 2);
  larger.set(array);
  return larger;
};

export function growWordTable(): GrowingTable {
  let table = { size: 0, pool: new Uint16Array(4_096), starts: new Int32Array(1_024), slots: new Int32Array(2_048) };

  function rehash(): void {
    const { size, pool, starts } = table;
    const slots = new Int32Array(table.slots.length * 2);
    for (let word = 1; word <= size; word++) {
      let slot = hashOf(pool, starts[word]!, starts[word + 1]! - starts[word]!) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = word;
    }
    table.slots = slots;
  }

  function add(units: Uint16Array, length: number, slot: number): number {
    const word = ++table.size;
    const start = table.starts[word]!;
    while (start + length > table.pool.length) table.pool = doubled(table.pool, (room) => new Uint16Array(room));
    if (word + 1 >= table.starts.length) table.starts = doubled(table.starts, (room) => new Int32Array(room));
    for (let i = 0; i < length; i++) table.pool[start + i] = units[i]!;
    table.starts[word + 1] = start + length;
    table.slots[slot] = word;
    if (2 * word > table.slots.length) rehash();
    return word;
  }

  return {
    intern(units, length) {
      const found = find(table, units, length);
      return found > 0 ? found : add(units, length, ~found);
    },
    finish() {
      const { size, pool, starts, slots } = table;
      table = { size: 0, pool: new Uint16Array(0), starts: new Int32Array(0), slots: new Int32Array(0) };
      return { size, pool: pool.slice(0, starts[size + 1]), starts: starts.slice(0, size + 2), slots };
    },
  };
}
