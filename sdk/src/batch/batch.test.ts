import { expect } from "chai";
import fc from "fast-check";
import { hexToBytes, type Hex } from "viem";

import { checkProperty } from "../../test/check-property.ts";
import { legsArbitrary } from "../../test/leg-arbitrary.ts";
import { receiptArbitrary } from "../../test/receipt-arbitrary.ts";
import { readVectors } from "../../test/read-vectors.ts";
import { laneNameOf } from "../codes/lane-name.ts";
import { BaseError } from "../errors/base-error.ts";
import { decodeLegs } from "../receipt/decode-legs.ts";
import { decodeReceipt } from "../receipt/decode-receipt.ts";
import { encodeLegs } from "../receipt/encode-legs.ts";
import { encodeReceipt } from "../receipt/encode-receipt.ts";
import { readBlobByHand } from "../../test/read-blob-by-hand.ts";
import type { BatchInput } from "./batch.ts";
import { decodeBatch } from "./decode-batch.ts";
import { encodeBatch } from "./encode-batch.ts";
import { BatchLimitError, BatchReceiptMismatchError, EmptyBatchError } from "./errors.ts";
import { safeDecodeBatch } from "./safe-decode-batch.ts";

interface Case {
  readonly blob: Hex;
  readonly count: string;
  readonly epoch: string;
  readonly extraAccounts: readonly string[];
  readonly feeTotal: string;
  readonly firstSequence: string;
  readonly gatewayId: string;
  readonly lane: string;
  readonly legCount: string;
  readonly legs: readonly Hex[];
  readonly receiptIds: readonly Hex[];
  readonly receipts: readonly Hex[];
  readonly root: Hex;
}

interface Vectors {
  readonly cases: readonly Case[];
  readonly refused: readonly { readonly blob: Hex; readonly error: string; readonly what: string }[];
}

const batchArbitrary: fc.Arbitrary<BatchInput> = fc
  .record({
    lane: fc.constantFrom("direct" as const, "epoch" as const),
    gatewayId: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    epoch: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    firstSequence: fc.integer({ min: 0, max: 2 ** 40 - 10 }),
    extraAccounts: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
    settled: fc.array(
      legsArbitrary({ maxLength: 12 }).chain((legs) => fc.record({ receipt: receiptArbitrary(legs), legs: fc.constant(legs) })),
      { minLength: 1, maxLength: 6 },
    ),
    payers: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 6, maxLength: 6 }),
  })
  .map(({ settled, payers, ...header }) => ({
    ...header,
    receipts: settled.map(({ receipt, legs }, i) => {
      const { lane, gatewayId, epoch, firstSequence } = header;
      const fixed = {
        lane,
        gatewayId,
        epoch,
        sequence: firstSequence + i,
        payerAccount: payers[i]!,
        offeringId: Math.max(1, receipt.offeringId),
        fee: receipt.fee / 8n,
      };
      return { receipt: { ...receipt, ...fixed }, legs };
    }),
  }));

describe("encodeBatch, decodeBatch, safeDecodeBatch", function () {
  this.timeout(20_000);

  const vectors = readVectors<Vectors>("batches");
  const inputOf = (vector: Case): BatchInput => ({
    lane: laneNameOf(Number(vector.lane)),
    gatewayId: Number(vector.gatewayId),
    epoch: Number(vector.epoch),
    firstSequence: Number(vector.firstSequence),
    receipts: vector.receipts.map((receipt, i) => ({ receipt: decodeReceipt(receipt), legs: decodeLegs(vector.legs[i]!) })),
    extraAccounts: vector.extraAccounts.map(Number),
  });

  it("give the vectors", () => {
    for (const vector of vectors.cases) {
      const { blob, summary, receiptIds } = encodeBatch(inputOf(vector));
      expect(blob).to.equal(vector.blob);
      expect(receiptIds).to.deep.equal(vector.receiptIds);
      const { count, legCount, feeTotal, root } = summary;
      expect([count, legCount, feeTotal, root].map(String)).to.deep.equal([vector.count, vector.legCount, vector.feeTotal, vector.root]);

      const decoded = decodeBatch(vector.blob);
      expect(decoded.summary).to.deep.equal(summary);
      expect(decoded.receipts.map(({ receipt }) => encodeReceipt(receipt))).to.deep.equal(vector.receipts);
      expect(decoded.receipts.map(({ legs }) => encodeLegs(legs))).to.deep.equal(vector.legs);
      expect(decoded.receipts.map(({ receiptId }) => receiptId)).to.deep.equal(vector.receiptIds);
    }
  });

  it("refuse what the vectors say, by the same name", () => {
    for (const { blob, error, what } of vectors.refused) {
      expect(() => decodeBatch(blob), what)
        .to.throw(BaseError)
        .with.property("name", error);
      const result = safeDecodeBatch(blob);
      expect(result.ok ? "read" : result.error.name, what).to.equal(error);
    }
  });

  it("read back what was packed, and so does a reader written from the specification", () => {
    checkProperty(
      fc.property(batchArbitrary, (input) => {
        const packed = encodeBatch(input);
        const decoded = decodeBatch(hexToBytes(packed.blob));
        expect(decoded.summary).to.deep.equal(packed.summary);
        expect(decoded.receipts.map(({ receipt, legs }) => ({ receipt, legs }))).to.deep.equal(input.receipts);
        const owners = input.receipts.flatMap(({ legs }) => legs.map((leg) => Number(leg.contributionId >> 24n)));
        expect(decoded.accounts).to.deep.equal([...new Set([...owners, ...input.extraAccounts])].sort((a, b) => a - b));
        expect(readBlobByHand(packed.blob)).to.deep.equal(
          input.receipts.map(({ receipt, legs }) => ({
            payerAccount: receipt.payerAccount,
            offeringId: receipt.offeringId,
            fee: receipt.fee,
            contextRoot: receipt.contextRoot,
            legs: legs.map((leg) => [leg.contributionId, leg.weight, leg.class]),
          })),
        );
      }),
      { numRuns: 60 },
    );
  });

  it("never throw whatever the bytes, and never accept what cannot be packed again", () => {
    const blob = hexToBytes(vectors.cases[3]!.blob);
    const change = fc.record({ at: fc.integer({ min: 0, max: blob.length - 1 }), to: fc.nat({ max: 255 }), cut: fc.nat({ max: 3 }) });
    const mutated = fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
      const bytes = blob.slice(0, blob.length - Math.max(0, changes[0]!.cut - 2));
      for (const { at, to } of changes) if (at < bytes.length) bytes[at] = to;
      return bytes;
    });
    checkProperty(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const result = safeDecodeBatch(bytes);
        if (!result.ok) return result.error instanceof BaseError && result.error.name !== "UnreadableBatchError";
        const { summary, accounts, receipts } = result.batch;
        return encodeBatch({ ...summary, receipts, extraAccounts: accounts }).summary.root === summary.root;
      }),
      { numRuns: 400 },
    );
    for (const junk of [undefined, null, 5, "0x1", "hello", {}]) expect(safeDecodeBatch(junk as never).ok).to.equal(false);
  });

  it("refuse receipts that are no batch", () => {
    const input = inputOf(vectors.cases[3]!);
    const [first, ...rest] = input.receipts;
    const withFirst = (receipt: object) => ({ ...input, receipts: [{ ...first!, receipt: { ...first!.receipt, ...receipt } }, ...rest] });
    expect(() => encodeBatch({ ...input, receipts: [] })).to.throw(EmptyBatchError);
    expect(() => encodeBatch({ ...input, receipts: Array.from({ length: 257 }, () => first!) })).to.throw(
      BatchLimitError,
      "257 receipts, above 256",
    );
    expect(() => encodeBatch({ ...input, receipts: [...rest] })).to.throw(BatchReceiptMismatchError, "Receipt 0 of the batch has sequence");
    for (const field of ["payerAccount", "offeringId"])
      expect(() => encodeBatch(withFirst({ [field]: 0 }))).to.throw(`receipts[0].${field} is 0`);
    const wrong = { lane: "epoch", gatewayId: 0, epoch: 9, sequence: 1, legCount: 63, legsRoot: `0x${"12".repeat(32)}` };
    for (const [field, value] of Object.entries(wrong)) {
      expect(() => encodeBatch(withFirst({ [field]: value })), field).to.throw(BatchReceiptMismatchError, `has ${field} ${value}`);
    }
    const full = { ...first!.receipt, fee: 2n ** 64n - 1n };
    const overflow = input.receipts.map(({ receipt, legs }) => ({ receipt: { ...receipt, fee: full.fee }, legs }));
    expect(() => encodeBatch({ ...input, receipts: overflow })).to.throw("feeTotal");
    expect(() => encodeBatch({ ...input, extraAccounts: [0] })).to.throw("extra account is 0");
    const many = Array.from({ length: 4097 }, (_, i) => i + 1);
    expect(() => encodeBatch({ ...input, extraAccounts: many })).to.throw(BatchLimitError, "accounts, above 4096");
    const offerings = Array.from({ length: 17 }, (_, i) => ({
      receipt: { ...rest[0]!.receipt, sequence: i, offeringId: i + 1 },
      legs: rest[0]!.legs,
    }));
    expect(() => encodeBatch({ ...input, firstSequence: 0, receipts: offerings })).to.throw(BatchLimitError, "17 offerings, above 16");
  });
});
