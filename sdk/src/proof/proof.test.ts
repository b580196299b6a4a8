import { expect } from "chai";
import { concatHex, keccak256, toHex, toRlp, type Hex } from "viem";

import { merkleProof } from "../merkle/merkle-proof.ts";
import { merkleRoot } from "../merkle/merkle-root.ts";
import { encodeReceipt } from "../receipt/encode-receipt.ts";
import { legsRoot } from "../receipt/legs-root.ts";
import type { Leg } from "../receipt/leg.ts";
import { receiptId } from "../receipt/receipt-id.ts";
import type { Receipt } from "../receipt/receipt.ts";
import { legOpening, verifyLegProof } from "./leg-proof.ts";
import { payoutLaneSlot, verifyPayoutLane } from "./payout-lane.ts";
import { readTrie } from "./read-trie.ts";
import { verifyReceiptProof } from "./receipt-proof.ts";

const hash = (text: string) => keccak256(toHex(text));
const legs: Leg[] = Array.from({ length: 19 }, (_, i) => ({ contributionId: BigInt(i + 1), weight: 10 + i, class: "proven" }));
const receiptAt = (sequence: number): Receipt => ({
  lane: "direct",
  gatewayId: 1,
  epoch: 2,
  sequence,
  payerAccount: 3,
  offeringId: 4,
  promptTokens: 5,
  completionTokens: 6,
  fee: 7n,
  servedAt: 8,
  legCount: legs.length,
  weightTotal: 10_000,
  legsRoot: legsRoot(legs),
  contextRoot: hash("context"),
});

describe("verifyReceiptProof", () => {
  const receipts = [40, 41, 42, 43, 44].map(receiptAt);
  const ids = receipts.map(receiptId);
  const proofOf = (i: number) => ({
    packed: encodeReceipt(receipts[i]!),
    firstSequence: 40,
    count: 5,
    root: merkleRoot(ids),
    proof: merkleProof(ids, i),
  });

  it("shows each receipt at its sequence, and at no other", () => {
    for (const i of receipts.keys()) {
      expect(verifyReceiptProof(proofOf(i))).to.deep.equal(receipts[i]);
      expect(verifyReceiptProof({ ...proofOf(i), firstSequence: 39 })).to.equal(undefined);
      expect(verifyReceiptProof({ ...proofOf(i), root: hash("other") })).to.equal(undefined);
      expect(verifyReceiptProof({ ...proofOf(i), count: 4 })).to.equal(undefined);
      expect(verifyReceiptProof({ ...proofOf(i), proof: proofOf(i).proof.slice(1) })).to.equal(undefined);
    }
    expect(verifyReceiptProof({ ...proofOf(0), firstSequence: 45 })).to.equal(undefined);
  });

  it("refuses bytes that are no receipt", () => {
    expect(() => verifyReceiptProof({ ...proofOf(0), packed: "0x01" })).to.throw(/113/);
  });
});

describe("legOpening, verifyLegProof", () => {
  const packed = encodeReceipt(receiptAt(0));

  it("show each leg with the weights before it", () => {
    let weightBefore = 0;
    for (const [position, leg] of legs.entries()) {
      const opening = legOpening(legs, position);
      expect(verifyLegProof({ packed, position, opening })).to.deep.equal({ leg, weightBefore });
      expect(verifyLegProof({ packed, position, opening: { ...opening, index: opening.index ^ 1 } })).to.equal(undefined);
      expect(verifyLegProof({ packed, position, opening: { ...opening, data: `${opening.data.slice(0, -4)}ff01` as Hex } })).to.equal(
        undefined,
      );
      weightBefore += leg.weight;
    }
    const opening = legOpening(legs, 0);
    for (const position of [-1, 8, legs.length, 1.5, Number.NaN]) expect(verifyLegProof({ packed, position, opening })).to.equal(undefined);
  });

  it("open no leg that is not there", () => {
    for (const position of [-1, legs.length, 0.5]) expect(() => legOpening(legs, position)).to.throw(/no leg/);
  });
});

describe("verifyPayoutLane", () => {
  const ledger = `0x${"1d".repeat(20)}` as const;
  const word = (5n << 128n) | (7n << 64n) | 9n;
  /** The hex-prefixed path of a leaf that holds a whole key. */
  const leaf = (key: Hex, value: Hex): Hex => toRlp([concatHex(["0x20", keccak256(key)]), value]);
  const storage = leaf(payoutLaneSlot(6, "credited"), toRlp(toHex(word)));
  const state = leaf(ledger, toRlp(["0x01", "0x", keccak256(storage), hash("code")]));
  const proof = {
    account: 6,
    ledger,
    stateRoot: keccak256(state),
    accountProof: [state],
    creditedProof: [storage],
    withdrawnProof: [storage],
  };

  it("reads the account's lane, and nothing where the trie shows that nothing is stored", () => {
    expect(verifyPayoutLane(proof)).to.deep.equal({ credited: 5n, withdrawn: 0n });
    expect(verifyPayoutLane({ ...proof, account: 5 })).to.deep.equal({ credited: 7n, withdrawn: 0n });
    expect(verifyPayoutLane({ ...proof, account: 4 })).to.deep.equal({ credited: 9n, withdrawn: 0n });
    expect(verifyPayoutLane({ ...proof, account: 8 })).to.deep.equal({ credited: 0n, withdrawn: 0n });
  });

  it("shows nothing by nodes that do not lead from the root", () => {
    expect(verifyPayoutLane({ ...proof, stateRoot: hash("other") })).to.equal(undefined);
    expect(verifyPayoutLane({ ...proof, accountProof: [] })).to.equal(undefined);
    expect(verifyPayoutLane({ ...proof, creditedProof: [state] })).to.equal(undefined);
    expect(verifyPayoutLane({ ...proof, withdrawnProof: [] })).to.equal(undefined);
    expect(verifyPayoutLane({ ...proof, ledger: `0x${"1e".repeat(20)}` })).to.equal(undefined);
  });

  it("reads branches, extensions and nodes that stand in others", () => {
    const key = `0x12${"00".repeat(31)}` as const;
    const inner = toRlp([`0x20${"00".repeat(30)}`, "0x61"]);
    const children: (Hex | Hex[])[] = Array.from({ length: 17 }, () => "0x" as Hex);
    children[2] = keccak256(toRlp([`0x20${"00".repeat(31)}`, "0x62"]));
    const branch = toRlp(children as Hex[]);
    const extension = toRlp(["0x11", keccak256(branch)]);
    const last = toRlp([`0x20${"00".repeat(31)}`, "0x62"]);
    expect(readTrie(keccak256(extension), key, [extension, branch, last])).to.equal("0x62");
    expect(readTrie(keccak256(extension), `0x13${"00".repeat(31)}`, [extension, branch])).to.equal("0x");
    expect(readTrie(keccak256(extension), `0x22${"00".repeat(31)}`, [extension])).to.equal("0x");
    expect(readTrie(keccak256(extension), key, [extension, last, branch])).to.equal(undefined);
    expect(readTrie(keccak256(inner), key, [])).to.equal(undefined);
    expect(readTrie("0x", key, [])).to.equal("0x");
  });
});
