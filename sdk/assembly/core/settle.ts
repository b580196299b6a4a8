import { LEG, weightOf } from "./legs";
import { add, clear, newTable } from "./table";

/** Bytes of a packed receipt (docs/formats/receipt.md). */
export const RECEIPT: usize = 113;
/** Bytes of a share block: sixteen amounts. */
export const SHARES: usize = 128;
const MAXIMUM_LEGS: u32 = 64;
const WHOLE: u64 = 10_000;
/** Up to this total, remainder times weight stays below 2^53, where a floating-point quotient rounded down is exact. */
const EXACT_TOTAL: u64 = 1 << 26;

/** Why a receipt is refused; `sdk/src/epoch-core/refusals.ts` reads the same numbers. */
export const enum Refusal {
  None,
  Truncated,
  Elsewhere,
  TooManyLegs,
  BadLegs,
  WeightsAboveTotal,
  NoSplit,
  LegsRoot,
  NoAccount,
  CreditOverflow,
  DebitOverflow,
  FeeOverflow,
}

export const credits = newTable();
export const debits = newTable();
/** Amounts of the receipt settled last: the split's entries, then from the second block on its legs. */
export const shares = memory.data(640, 16);

export let legCount: u32 = 0;
export let feeTotal: u64 = 0;
/** Sequence that the next receipt must have. */
export let sequence: u64 = 0;
/** What a refusal is about: an account, a leg's place or an offering. */
export let detail: u32 = 0;

let gatewayId: u32 = 0;
let epoch: u32 = 0;
let lane: u32 = 0;
let commons: u32 = 0;
/** Offerings ascending by id, 12 bytes each: `id u32 | entries' address u32 | number of entries u32`. */
let offerings: usize = 0;
let offeringCount: i32 = 0;
let found: usize = 0;
/** Whether the receipt at hand made an account's credits pass 2^64 - 1. */
let isOverflow: bool = false;

/** What all receipts must have in common. */
export function configure(theGatewayId: u32, theEpoch: u32, theLane: u32, theCommons: u32): void {
  gatewayId = theGatewayId;
  epoch = theEpoch;
  lane = theLane;
  commons = theCommons;
}

/** Sets the splits. An entry takes 12 bytes: `account u32 | basis points up to and with it u32 | 1 for the data share u32`. */
export function setOfferings(at: usize, count: i32): void {
  offerings = at;
  offeringCount = count;
  found = at;
}

/** Starts anew at `theSequence`, without sums. */
export function begin(theSequence: u64): void {
  clear(credits);
  clear(debits);
  legCount = 0;
  feeTotal = 0;
  sequence = theSequence;
}

/** The offering's row, or 0. Most receipts are of the offering before. */
// @ts-ignore: decorator
@inline
function offeringOf(id: u32): usize {
  if (offeringCount > 0 && load<u32>(found) == id) return found;
  let low = 0;
  let high = offeringCount;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const row = offerings + <usize>middle * 12;
    const other = load<u32>(row);
    if (other == id) {
      found = row;
      return row;
    }
    if (other < id) low = middle + 1;
    else high = middle;
  }
  return 0;
}

// @ts-ignore: decorator
@inline
function setShare(place: u32, amount: u64): void {
  store<u64>(shares + ((<usize>place) << 3), bswap<u64>(amount));
}

function clearShares(blocks: u32): void {
  const end = shares + SHARES * <usize>blocks;
  for (let at: usize = shares; at < end; at += 16) v128.store(at, i64x2.splat(0));
}

/** Credits each entry but the data share, which is returned. */
function settleEntries(row: usize, fee: u64): u64 {
  const quotient = fee / WHOLE;
  const rest = <u32>(fee - quotient * WHOLE);
  const count = load<u32>(row, 8);
  let entry = <usize>load<u32>(row, 4);
  let before: u64 = 0;
  let data: u64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const bps = load<u32>(entry, 4);
    const until = quotient * <u64>bps + <u64>((rest * bps) / <u32>WHOLE);
    const amount = until - before;
    before = until;
    setShare(i, amount);
    if (load<u32>(entry, 8)) {
      data = amount;
    } else if (!add(credits, load<u32>(entry), amount)) {
      detail = load<u32>(entry);
      isOverflow = true;
    }
    entry += 12;
  }
  return data;
}

/**
 * Checks a receipt and its legs, which follow it, and adds what they credit and debit. `⌊D·w/W⌋` is `q·w + ⌊r·w/W⌋` for `D = q·W + r`, in which nothing passes
 * 64 bits.
 */
export function settle(receipt: usize, end: usize): Refusal {
  if (receipt + RECEIPT > end) return Refusal.Truncated;
  const isHere =
    load<u8>(receipt) == 1 &&
    <u32>load<u8>(receipt, 1) == lane &&
    bswap<u32>(load<u32>(receipt, 2)) == gatewayId &&
    bswap<u32>(load<u32>(receipt, 6)) == epoch &&
    bswap<u64>(load<u64>(receipt, 10)) >>> 24 == sequence;
  if (!isHere) return Refusal.Elsewhere;
  const count = <u32>bswap<u16>(load<u16>(receipt, 43));
  if (count > MAXIMUM_LEGS) {
    detail = count;
    return Refusal.TooManyLegs;
  }
  let leg = receipt + RECEIPT;
  if (leg + LEG * <usize>count > end) return Refusal.Truncated;
  const payer = bswap<u32>(load<u32>(receipt, 15));
  const offering = bswap<u32>(load<u32>(receipt, 19));
  const row = offeringOf(offering);
  if (row == 0) {
    detail = offering;
    return Refusal.NoSplit;
  }
  const fee = bswap<u64>(load<u64>(receipt, 29));
  const total = <u64>bswap<u32>(load<u32>(receipt, 45));
  if (total == 0) return Refusal.WeightsAboveTotal;
  if (payer == 0) return Refusal.NoAccount;

  clearShares(1 + ((count + 15) >>> 4));
  isOverflow = false;
  const data = settleEntries(row, fee);
  const quotient = data / total;
  const rest = data - quotient * total;
  const isExact = total <= EXACT_TOTAL;
  const exactRest = <f64><i64>rest;
  const exactTotal = <f64><i64>total;
  let weight: u64 = 0;
  let before: u64 = 0;
  let last: u64 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const own = weightOf(leg);
    const class_ = load<u8>(leg, 9);
    // Contribution and class: what legs ascend by.
    const key = (bswap<u64>(load<u64>(leg)) & ~0xff) | class_;
    if (key <= last || own == 0 || class_ - 1 > 2) {
      detail = i;
      return Refusal.BadLegs;
    }
    last = key;
    weight += own;
    const share = isExact ? <u64>(<i32>((exactRest * <f64><i64>weight) / exactTotal)) : (rest * weight) / total;
    const until = quotient * weight + share;
    const amount = until - before;
    before = until;
    setShare(16 + i, amount);
    const account = <u32>(key >>> 32);
    if (account == 0) return Refusal.NoAccount;
    if (!add(credits, account, amount)) {
      detail = account;
      isOverflow = true;
    }
    leg += LEG;
  }
  if (weight > total) return Refusal.WeightsAboveTotal;
  if (!add(credits, commons, data - before)) {
    detail = commons;
    isOverflow = true;
  }
  if (isOverflow) return Refusal.CreditOverflow;
  if (!add(debits, payer, fee)) {
    detail = payer;
    return Refusal.DebitOverflow;
  }
  feeTotal += fee;
  if (feeTotal < fee) return Refusal.FeeOverflow;
  legCount += count;
  sequence++;
  return Refusal.None;
}
