import { allocate, newBuffer } from "./memory";

/**
 * Sums of amounts by account: open addressing over slots of 16 bytes, `account u32 | nothing | amount u64`. A slot with amount 0 is free: nothing of nothing is
 * ever added, and sums never fall.
 */
// @ts-ignore: decorator
@unmanaged
export class Table {
  slots: usize;
  /** 32 less the binary logarithm of the number of slots. */
  shift: u32;
  count: u32;
}

const FIRST_SHIFT: u32 = 18;
const records = newBuffer();
const counts = memory.data(4 * 256 * 4, 16);

// @ts-ignore: decorator
@inline
function bytesOf(shift: u32): usize {
  return (<usize>16) << (32 - shift);
}

/** An empty table. */
export function newTable(): Table {
  const table = changetype<Table>(allocate(offsetof<Table>()));
  table.shift = FIRST_SHIFT;
  table.slots = allocate(bytesOf(FIRST_SHIFT));
  table.count = 0;
  return table;
}

/** Forgets all sums. */
export function clear(table: Table): void {
  memory.fill(table.slots, 0, bytesOf(table.shift));
  table.count = 0;
}

/** The slot of an account, or the free one it would take. The multiplier is 2^32 over the golden ratio. */
// @ts-ignore: decorator
@inline
function slotOf(slots: usize, shift: u32, account: u32): usize {
  const mask = bytesOf(shift) - 1;
  let slot = (<usize>((account * 0x9e3779b1) >>> shift)) << 4;
  while (load<u64>(slots + slot, 8) != 0 && load<u32>(slots + slot) != account) slot = (slot + 16) & mask;
  return slots + slot;
}

function grow(table: Table): void {
  const end = table.slots + bytesOf(table.shift);
  const shift = table.shift - 1;
  // Fresh memory is zero.
  const slots = allocate(bytesOf(shift));
  for (let old = table.slots; old < end; old += 16) {
    const amount = load<u64>(old, 8);
    if (amount == 0) continue;
    const account = load<u32>(old);
    const slot = slotOf(slots, shift, account);
    store<u32>(slot, account);
    store<u64>(slot, amount, 8);
  }
  table.slots = slots;
  table.shift = shift;
}

/** Adds to an account's sum. False if the sum would pass 2^64 - 1. */
// @ts-ignore: decorator
@inline
export function add(table: Table, account: u32, amount: u64): bool {
  if (amount == 0) return true;
  const slot = slotOf(table.slots, table.shift, account);
  const before = load<u64>(slot, 8);
  const sum = before + amount;
  store<u64>(slot, sum, 8);
  if (before == 0) {
    store<u32>(slot, account);
    if (++table.count > <u32>1 << (31 - table.shift)) grow(table);
  }
  return sum >= amount;
}

/** Sorts 16-byte records by account, digit by digit; returns where they ended up. */
function sortRecords(from: usize, to: usize, count: u32): usize {
  memory.fill(counts, 0, 4096);
  const end = from + ((<usize>count) << 4);
  for (let at = from; at < end; at += 16) {
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
      const size = load<u32>(row + i);
      store<u32>(row + i, sum);
      sum += size;
    }
    for (let at = from; at < from + ((<usize>count) << 4); at += 16) {
      const counter = row + ((<usize>load<u8>(at + digit)) << 2);
      const place = load<u32>(counter);
      store<u32>(counter, place + 1);
      v128.store(to + ((<usize>place) << 4), v128.load(at));
    }
    const swap = from;
    from = to;
    to = swap;
  }
  return from;
}

/** Writes the sums as a packed vector, `account u32 | amount u64` in ascending order, 12 bytes an entry. */
export function drain(table: Table, out: usize): void {
  const count = table.count;
  if (count == 0) return;
  const from = records.room((<usize>count) << 5);
  let to = from;
  const end = table.slots + bytesOf(table.shift);
  for (let slot = table.slots; slot < end; slot += 16) {
    if (load<u64>(slot, 8) == 0) continue;
    v128.store(to, v128.load(slot));
    to += 16;
  }
  let record = sortRecords(from, to, count);
  for (let i: u32 = 0; i < count; i++) {
    store<u32>(out, bswap<u32>(load<u32>(record)));
    store<u64>(out, bswap<u64>(load<u64>(record, 8)), 4);
    record += 16;
    out += 12;
  }
}
