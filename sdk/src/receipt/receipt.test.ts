import { expect } from "chai";
import { keccak256, solidityPacked } from "ethers";
import fc from "fast-check";
import type { Hex } from "viem";

import { checkProperty } from "../../test/check-property.ts";
import { legsArbitrary } from "../../test/leg-arbitrary.ts";
import { receiptArbitrary } from "../../test/receipt-arbitrary.ts";
import { readVectors } from "../../test/read-vectors.ts";
import { laneNameOf } from "../codes/lane-name.ts";
import { UnknownCodeError } from "../codes/name-of-code.ts";
import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { decodeReceipt } from "./decode-receipt.ts";
import { encodeReceipt } from "./encode-receipt.ts";
import { ReceiptVersionError } from "./errors.ts";
import { receiptId } from "./receipt-id.ts";
import type { Receipt } from "./receipt.ts";

type Vector = Readonly<Record<string, string>> & {
  readonly encoded: Hex;
  readonly id: Hex;
  readonly legsRoot: Hex;
  readonly contextRoot: Hex;
};

// Written from docs/formats/receipt.md alone, with another library.
const LAYOUT = "uint8 uint8 uint32 uint32 uint40 uint32 uint32 uint24 uint24 uint64 uint48 uint16 uint32 bytes32 bytes32".split(" ");

function modelBytes(receipt: Receipt): string {
  const { lane, gatewayId, epoch, sequence, payerAccount, offeringId, promptTokens, completionTokens } = receipt;
  const { fee, servedAt, legCount, weightTotal, legsRoot, contextRoot } = receipt;
  const head = [1, lane === "direct" ? 1 : 2, gatewayId, epoch, sequence, payerAccount, offeringId, promptTokens, completionTokens];
  return solidityPacked(LAYOUT, [...head, fee, servedAt, legCount, weightTotal, legsRoot, contextRoot]);
}

function receiptOf(vector: Vector): Receipt {
  const number = (field: string) => Number(vector[field]);
  return {
    lane: laneNameOf(number("lane")),
    gatewayId: number("gatewayId"),
    epoch: number("epoch"),
    sequence: number("sequence"),
    payerAccount: number("payerAccount"),
    offeringId: number("offeringId"),
    promptTokens: number("promptTokens"),
    completionTokens: number("completionTokens"),
    fee: BigInt(vector["fee"]!),
    servedAt: number("servedAt"),
    legCount: number("legCount"),
    weightTotal: number("weightTotal"),
    legsRoot: vector.legsRoot,
    contextRoot: vector.contextRoot,
  };
}

describe("encodeReceipt, decodeReceipt, receiptId", function () {
  this.timeout(20_000);

  const { cases } = readVectors<{ readonly cases: readonly Vector[] }>("receipts");
  const receipt = receiptOf(cases[2]!);

  it("give the vectors", () => {
    for (const vector of cases) {
      expect(encodeReceipt(receiptOf(vector))).to.equal(vector.encoded);
      expect(receiptId(receiptOf(vector))).to.equal(vector.id);
      expect(decodeReceipt(vector.encoded)).to.deep.equal(receiptOf(vector));
    }
  });

  it("agree with a model written from the specification, and round-trip", () => {
    checkProperty(
      fc.property(legsArbitrary({ maxLength: 4 }).chain(receiptArbitrary), (drawn) => {
        const bytes = encodeReceipt(drawn);
        expect(bytes).to.equal(modelBytes(drawn));
        expect(receiptId(drawn)).to.equal(keccak256(modelBytes(drawn)));
        expect(bytes).to.have.length(2 + 2 * 113);
        expect(decodeReceipt(bytes)).to.deep.equal(drawn);
      }),
      { numRuns: 200 },
    );
  });

  it("refuse every field that does not fit, by name", () => {
    const bits = {
      gatewayId: 32,
      epoch: 32,
      sequence: 40,
      payerAccount: 32,
      offeringId: 32,
      promptTokens: 24,
      completionTokens: 24,
      servedAt: 48,
      legCount: 16,
      weightTotal: 32,
    };
    for (const [field, size] of Object.entries(bits)) {
      for (const value of [2 ** size, -1, 1.5, Number.NaN, "1"]) {
        expect(() => encodeReceipt({ ...receipt, [field]: value })).to.throw(IntegerOutOfRangeError, field);
      }
    }
    expect(() => encodeReceipt({ ...receipt, fee: 2n ** 64n })).to.throw(IntegerOutOfRangeError, "fee is 18446744073709551616");
    expect(() => encodeReceipt({ ...receipt, weightTotal: 0 })).to.throw(IntegerOutOfRangeError, "weightTotal");
    expect(() => encodeReceipt({ ...receipt, legsRoot: "0x00" })).to.throw(InvalidBytesError, "legsRoot");
    expect(() => encodeReceipt({ ...receipt, lane: "toString" as never })).to.throw(UnknownCodeError, "lanes");
  });

  it("refuse bytes that are no receipt", () => {
    const bytes = encodeReceipt(receipt);
    expect(() => decodeReceipt(`0x02${bytes.slice(4)}`)).to.throw(ReceiptVersionError, "version 2");
    expect(() => decodeReceipt(`0x0100${bytes.slice(6)}`)).to.throw(UnknownCodeError, "0 is no code of lanes");
    expect(() => decodeReceipt(`${bytes}00`)).to.throw(InvalidBytesError, "113 bytes");
    expect(() => decodeReceipt(`${bytes.slice(0, 92)}00000000${bytes.slice(100)}` as Hex)).to.throw(IntegerOutOfRangeError, "weightTotal");
  });
});
