import { bytesToHex, type Hex } from "viem";

import type { PackedReceipt } from "../../../sdk/src/epoch-core/chunk-bytes.ts";
import type { Core } from "../../../sdk/src/epoch-core/open-core.ts";
import { packedLegsRoot } from "../../../sdk/src/epoch-core/packed-legs-root.ts";
import type { Receipt, SplitEntry } from "../../../sdk/src/index.ts";
import { writeReceipt } from "../../../sdk/src/receipt-batch/write-receipt.ts";
import { numbersOf } from "./numbers.ts";

export const GATEWAY_ID = 7;
export const COMMONS = 1;
const PAYERS = 1_000;

/** Splits of the two offerings sold. */
export const SPLITS: ReadonlyMap<number, readonly SplitEntry[]> = new Map(
  [1, 2].map((offering) => [
    offering,
    [
      { role: 5, account: 2, bps: 2_000 },
      { role: 0, account: 0, bps: 6_500 },
      { role: 2, account: 3, bps: 1_000 },
      { role: 7, account: 4, bps: 500 },
    ],
  ]),
);

/** A packed leg of an account, 10 bytes; local number and class are the first. */
function writeLeg(to: DataView, offset: number, account: number, weight: number): void {
  to.setUint32(offset, account);
  to.setUint8(offset + 6, 1);
  to.setUint16(offset + 7, weight);
  to.setUint8(offset + 9, 1);
}

/** `count` different accounts below `accounts`, ascending: one in each of as many equal stretches. */
const pickAccounts = (next: (bound: number) => number, count: number, accounts: number): number[] => {
  const stretch = Math.floor(accounts / count);
  return Array.from({ length: count }, (_, i) => 10 + i * stretch + next(stretch));
};

/** Receipts of the epoch lane, each with `legs` legs over `accounts` accounts, made one by one. */
export function* receiptsOf(
  core: Core,
  { count, legs, accounts }: { readonly count: number; readonly legs: number; readonly accounts: number },
): Generator<PackedReceipt & { readonly object: Receipt }> {
  const next = numbersOf(0x9e3779b9);
  for (let sequence = 0; sequence < count; sequence++) {
    const packed = new Uint8Array(10 * legs);
    const view = new DataView(packed.buffer);
    let weights = 0;
    for (const [i, account] of pickAccounts(next, legs, accounts).entries()) {
      const weight = 1 + next(1_000);
      weights += weight;
      writeLeg(view, 10 * i, account, weight);
    }
    const object: Receipt = {
      lane: "epoch",
      gatewayId: GATEWAY_ID,
      epoch: 0,
      sequence,
      payerAccount: 10 + next(PAYERS),
      offeringId: 1 + next(2),
      promptTokens: next(4_000),
      completionTokens: next(2_000),
      fee: BigInt(next(2 ** 31)) * 1_000n + BigInt(next(1_000)),
      servedAt: 1_700_000_000_000 + sequence,
      legCount: legs,
      weightTotal: weights + next(5_000) + 1,
      legsRoot: bytesToHex(packedLegsRoot(core, packed)),
      contextRoot: randomHash(next),
    };
    yield { receipt: writeReceipt(object), legs: packed, object };
  }
}

function randomHash(next: (bound: number) => number): Hex {
  return `0x${Array.from({ length: 8 }, () =>
    next(2 ** 32)
      .toString(16)
      .padStart(8, "0"),
  ).join("")}`;
}
