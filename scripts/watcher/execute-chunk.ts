import { keccak256 } from "viem";

import type { OnChainOffering } from "../epoch-rail/offerings.ts";

// Written apart from the builder of the sdk, on purpose: two programs that agree are worth more than one that runs twice.

const RECEIPT = 113;
const LEG = 10;
const MOST_LEGS = 64;
const LEGS_A_BLOCK = 8;
const AMOUNTS_A_BLOCK = 16;
const DATA = 0;

/** Where a chunk breaks a rule. */
export type Fault =
  | { readonly kind: "bytes" }
  | { readonly kind: "receipt"; readonly index: number; readonly why: string }
  /** `block` breaks the rule alone, or `block + 1` does not go on from it. */
  | { readonly kind: "legs"; readonly index: number; readonly block: number; readonly isBetween: boolean; readonly why: string };

export type ExecutedLeg = { readonly contribution: bigint; readonly account: number; readonly weight: number; readonly legClass: number };

export type ExecutedReceipt = {
  /** 113 bytes. */
  readonly packed: Uint8Array;
  readonly id: Uint8Array;
  readonly payer: number;
  readonly offering: number;
  readonly legs: readonly ExecutedLeg[];
  /** `prefixStart u32 | legs`, as the legs root commits to them. */
  readonly legBlocks: readonly Uint8Array[];
  /** All amounts: sixteen places for the split's entries, then the legs. Empty if a rule is broken. */
  readonly amounts: readonly bigint[];
};

export type ExecutedChunk = {
  readonly receipts: readonly ExecutedReceipt[];
  readonly fault: Fault | undefined;
  readonly credits: ReadonlyMap<number, bigint>;
  readonly debits: ReadonlyMap<number, bigint>;
  readonly legCount: number;
  readonly feeTotal: bigint;
};

const uint = (bytes: Uint8Array, at: number, size: number): bigint => {
  let value = 0n;
  for (let i = at; i < at + size; i++) value = value * 256n + BigInt(bytes[i]!);
  return value;
};

function readLegs(bytes: Uint8Array): ExecutedLeg[] {
  return Array.from({ length: bytes.length / LEG }, (_, i) => {
    const contribution = uint(bytes, LEG * i, 7);
    const [weight, legClass] = [Number(uint(bytes, LEG * i + 7, 2)), bytes[LEG * i + 9]!];
    return { contribution, account: Number(contribution >> 24n), weight, legClass };
  });
}

function blocksOf(bytes: Uint8Array, legs: readonly ExecutedLeg[]): Uint8Array[] {
  const blocks: Uint8Array[] = [];
  let before = 0;
  for (let first = 0; first < legs.length; first += LEGS_A_BLOCK) {
    const part = bytes.subarray(LEG * first, LEG * Math.min(first + LEGS_A_BLOCK, legs.length));
    const block = new Uint8Array(4 + part.length);
    new DataView(block.buffer).setUint32(0, before);
    block.set(part, 4);
    blocks.push(block);
    for (const { weight } of legs.slice(first, first + LEGS_A_BLOCK)) before += weight;
  }
  return blocks;
}

function faultOfLegs(index: number, legs: readonly ExecutedLeg[], weightTotal: bigint): Fault | undefined {
  let previous = -1n;
  let weights = 0n;
  for (const [i, { contribution, account, weight, legClass }] of legs.entries()) {
    const block = Math.floor(i / LEGS_A_BLOCK);
    const key = contribution * 256n + BigInt(legClass);
    weights += BigInt(weight);
    const wrong = (why: string): Fault => ({ kind: "legs", index, block, isBetween: false, why });
    if (legClass < 1 || legClass > 3) return wrong(`leg ${i} has class ${legClass}`);
    if (weight === 0) return wrong(`leg ${i} weighs nothing`);
    if (account === 0) return wrong(`leg ${i} has no account`);
    if (key <= previous) {
      const why = `leg ${i} does not ascend`;
      return i % LEGS_A_BLOCK === 0 ? { kind: "legs", index, block: block - 1, isBetween: true, why } : wrong(why);
    }
    if (weights > weightTotal) return wrong(`legs weigh more than ${weightTotal}`);
    previous = key;
  }
  return undefined;
}

/** A receipt's amounts by the split of docs/formats/receipt.md: differences of floors of running sums. */
function amountsOf(fee: bigint, { split }: OnChainOffering, legs: readonly ExecutedLeg[], weightTotal: bigint): bigint[] {
  const amounts: bigint[] = new Array<bigint>(AMOUNTS_A_BLOCK).fill(0n);
  let [running, paid, data] = [0n, 0n, 0n];
  for (const [i, { role, bps }] of split.entries()) {
    running += BigInt(bps);
    const upTo = (fee * running) / 10_000n;
    amounts[i] = upTo - paid;
    if (role === DATA) data = upTo - paid;
    paid = upTo;
  }
  [running, paid] = [0n, 0n];
  for (const { weight } of legs) {
    running += BigInt(weight);
    const upTo = (data * running) / weightTotal;
    amounts.push(upTo - paid);
    paid = upTo;
  }
  return amounts;
}

/** Executes a chunk's bytes as the chain would, and stops at the first broken rule. */
export async function executeChunk(
  bytes: Uint8Array,
  place: { readonly gateway: number; readonly epoch: number; readonly firstSequence: number; readonly commons: number },
  offeringOf: (id: number) => Promise<OnChainOffering | undefined>,
): Promise<ExecutedChunk> {
  const receipts: ExecutedReceipt[] = [];
  const credits = new Map<number, bigint>();
  const debits = new Map<number, bigint>();
  const add = (sums: Map<number, bigint>, account: number, amount: bigint) => sums.set(account, (sums.get(account) ?? 0n) + amount);
  let [legCount, feeTotal] = [0, 0n];
  let fault: Fault | undefined;

  for (let at = 0; at < bytes.length;) {
    const index = receipts.length;
    const legsAt = at + RECEIPT;
    const count = legsAt > bytes.length ? 0 : Number(uint(bytes, at + 43, 2));
    const end = legsAt + LEG * count;
    if (end > bytes.length) {
      fault ??= { kind: "bytes" };
      break;
    }
    const packed = bytes.subarray(at, legsAt);
    const [payer, offeringId] = [Number(uint(packed, 15, 4)), Number(uint(packed, 19, 4))];
    const [fee, weightTotal] = [uint(packed, 29, 8), uint(packed, 45, 4)];
    const legBytes = bytes.subarray(legsAt, end);
    const legs = readLegs(legBytes);
    const offering = await offeringOf(offeringId);
    const broken = brokenRule(packed, place, index, offering);
    fault ??= broken === undefined ? faultOfLegs(index, legs, weightTotal) : { kind: "receipt", index, why: broken };
    const amounts = fault === undefined ? amountsOf(fee, offering!, legs, weightTotal) : [];
    receipts.push({
      packed,
      id: keccak256(packed, "bytes"),
      payer,
      offering: offeringId,
      legs,
      legBlocks: blocksOf(legBytes, legs),
      amounts,
    });
    legCount += count;
    feeTotal += fee;
    add(debits, payer, fee);
    if (fault === undefined) {
      let rest = fee;
      for (const [i, { role, account }] of offering!.split.entries()) {
        if (role === DATA) continue;
        add(credits, account, amounts[i]!);
        rest -= amounts[i]!;
      }
      for (const [i, { account }] of legs.entries()) {
        add(credits, account, amounts[AMOUNTS_A_BLOCK + i]!);
        rest -= amounts[AMOUNTS_A_BLOCK + i]!;
      }
      add(credits, place.commons, rest);
    }
    at = end;
  }
  return { receipts, fault, credits, debits, legCount, feeTotal };
}

/** What is wrong with a receipt's 113 bytes in their place. */
function brokenRule(
  packed: Uint8Array,
  place: { readonly gateway: number; readonly epoch: number; readonly firstSequence: number },
  index: number,
  offering: OnChainOffering | undefined,
): string | undefined {
  const at = (from: number, size: number) => uint(packed, from, size);
  if (at(0, 1) !== 1n || at(1, 1) !== 2n) return "it is not a receipt of the epoch lane";
  if (at(2, 4) !== BigInt(place.gateway)) return `it is of gateway ${at(2, 4)}`;
  if (at(6, 4) !== BigInt(place.epoch)) return `it is of epoch ${at(6, 4)}`;
  if (at(10, 5) !== BigInt(place.firstSequence + index)) return `it has sequence ${at(10, 5)}`;
  if (at(15, 4) === 0n) return "nobody pays it";
  if (at(43, 2) > BigInt(MOST_LEGS)) return `it has ${at(43, 2)} legs`;
  if (at(45, 4) === 0n) return "its weights sum to nothing";
  if (offering?.gateway !== place.gateway) return `offering ${at(19, 4)} is not the gateway's`;
  const price = at(23, 3) * offering.promptPrice + at(26, 3) * offering.completionPrice;
  const fee = (price + 999_999n) / 1_000_000n;
  return at(29, 8) === fee ? undefined : `its fee is ${at(29, 8)} instead of ${fee} nano-OPEN`;
}
