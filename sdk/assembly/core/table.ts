import { allocate, newBuffer } from "./memory";

/**
 * Sums of amounts by account. Account numbers are dense, so sums lie in pages of 256 accounts, one u64 each; the pages are found by open addressing over
 * `page number u32 | address u32`. However far accounts lie apart, an account costs at most one page of 2 KiB.
 */
// @ts-ignore: decorator
@unmanaged
export class Table {
  slots: usize;
  /** 32 less the binary logarithm of the number of slots. */
  shift: u32;
  /** Pages in use. */
  pages: u32;
  /** Accounts with a sum. */
  count: u32;
}

const PAGE: usize = 2_048;
const FIRST_SHIFT: u32 = 22;
const sorted = newBuffer();
const counts = memory.data(4 * 256 * 4, 16);
/** Pages given back by `clear`, linked through their first word: all zero but for that. */
let free: usize = 0;

// @ts-ignore: decorator
@inline
function bytesOf(shift: u32): usize {
  return (<usize>8) << (32 - shift);
}

/** An empty table. */
export function newTable(): Table {
  const table = changetype<Table>(allocate(offsetof<Table>()));
  table.shift = FIRST_SHIFT;
  table.slots = allocate(bytesOf(FIRST_SHIFT));
  table.pages = 0;
  table.count = 0;
  return table;
}

/** Forgets all sums and gives the pages back. */
export function clear(table: Table): void {
  for (let slot = table.slots, end = slot + bytesOf(table.shift); slot < end; slot += 8) {
    const page = <usize>load<u32>(slot, 4);
    if (page == 0) continue;
    memory.fill(page, 0, PAGE);
    store<u32>(page, <u32>free);
    free = page;
    store<u64>(slot, 0);
  }
  table.pages = 0;
  table.count = 0;
}

/** The slot of a page, or the free one it would take. The multiplier is 2^32 over the golden ratio. */
// @ts-ignore: decorator
@inline
function slotOf(slots: usize, shift: u32, number: u32): usize {
  const mask = bytesOf(shift) - 1;
  let slot = (<usize>((number * 0x9e3779b1) >>> shift)) << 3;
  while (load<u32>(slots + slot, 4) != 0 && load<u32>(slots + slot) != number) slot = (slot + 8) & mask;
  return slots + slot;
}

function grow(table: Table): void {
  const end = table.slots + bytesOf(table.shift);
  const shift = table.shift - 1;
  // Fresh memory is zero.
  const slots = allocate(bytesOf(shift));
  for (let old = table.slots; old < end; old += 8) {
    if (load<u32>(old, 4) != 0) store<u64>(slotOf(slots, shift, load<u32>(old)), load<u64>(old));
  }
  table.slots = slots;
  table.shift = shift;
}

function newPage(table: Table, slot: usize, number: u32): usize {
  let page = free;
  if (page == 0) {
    page = allocate(PAGE);
  } else {
    free = <usize>load<u32>(page);
    store<u32>(page, 0);
  }
  store<u32>(slot, number);
  store<u32>(slot, <u32>page, 4);
  if (++table.pages > <u32>1 << (31 - table.shift)) grow(table);
  return page;
}

/** Adds to an account's sum. False if the sum would pass 2^64 - 1. */
// @ts-ignore: decorator
@inline
export function add(table: Table, account: u32, amount: u64): bool {
  if (amount == 0) return true;
  const number = account >>> 8;
  const slot = slotOf(table.slots, table.shift, number);
  let page = <usize>load<u32>(slot, 4);
  if (page == 0) page = newPage(table, slot, number);
  const at = page + ((<usize>(account & 255)) << 3);
  const before = load<u64>(at);
  const sum = before + amount;
  store<u64>(at, sum);
  table.count += <u32>(before == 0);
  return sum >= amount;
}

/** Sorts 8-byte records by their first word, digit by digit; returns where they ended up. */
function sortRecords(from: usize, to: usize, count: u32): usize {
  memory.fill(counts, 0, 4096);
  const size = (<usize>count) << 3;
  for (let at = from; at < from + size; at += 8) {
    for (let digit: usize = 0; digit < 4; digit++) {
      const counter = counts + (digit << 10) + ((<usize>load<u8>(at + digit)) << 2);
      store<u32>(counter, load<u32>(counter) + 1);
    }
  }
  for (let digit: usize = 0; digit < 4; digit++) {
    const row = counts + (digit << 10);
    if (load<u32>(row + ((<usize>load<u8>(from + digit)) << 2)) == count) continue; // all alike in this digit
    let sum: u32 = 0;
    for (let i: usize = 0; i < 1024; i += 4) {
      const some = load<u32>(row + i);
      store<u32>(row + i, sum);
      sum += some;
    }
    for (let at = from; at < from + size; at += 8) {
      const counter = row + ((<usize>load<u8>(at + digit)) << 2);
      const place = load<u32>(counter);
      store<u32>(counter, place + 1);
      store<u64>(to + ((<usize>place) << 3), load<u64>(at));
    }
    const swap = from;
    from = to;
    to = swap;
  }
  return from;
}

/** Writes the sums as a packed vector, `account u32 | amount u64` in ascending order, 12 bytes an entry. */
export function drain(table: Table, out: usize): void {
  const pages = table.pages;
  if (pages == 0) return;
  const from = sorted.room((<usize>pages) << 4);
  let to = from;
  for (let slot = table.slots, end = slot + bytesOf(table.shift); slot < end; slot += 8) {
    if (load<u32>(slot, 4) == 0) continue;
    store<u64>(to, load<u64>(slot));
    to += 8;
  }
  const record = sortRecords(from, to, pages);
  for (let i: usize = 0; i < <usize>pages; i++) {
    const first = load<u32>(record + (i << 3)) << 8;
    const page = <usize>load<u32>(record + (i << 3), 4);
    for (let account: u32 = 0; account < 256; account++) {
      const amount = load<u64>(page + ((<usize>account) << 3));
      if (amount == 0) continue;
      store<u32>(out, bswap<u32>(first + account));
      store<u64>(out, bswap<u64>(amount), 4);
      out += 12;
    }
  }
}
