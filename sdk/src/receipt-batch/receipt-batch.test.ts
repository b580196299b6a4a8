import { expect } from "chai";
import fc from "fast-check";
import { bytesToHex, hashTypedData, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { checkProperty } from "../../test/check-property.ts";
import { receiptArbitrary } from "../../test/receipt-arbitrary.ts";
import { BaseError } from "../errors/base-error.ts";
import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { NoSuchLeafError } from "../merkle/errors.ts";
import { summariseBatch } from "../batch/summarise-batch.ts";
import { encodeReceipt } from "../receipt/encode-receipt.ts";
import { receiptId } from "../receipt/receipt-id.ts";
import type { Receipt } from "../receipt/receipt.ts";
import { batchTypedData } from "../typed-data/batch-typed-data.ts";
import { openBatch, type BatchedReceipt } from "./batched-receipt.ts";
import { signBatches, type After, type BatchQueue, type BatchSigner, type QueuedReceipt } from "./sign-batches.ts";
import { verifyBatchedReceipt } from "./verify-batched-receipt.ts";
import { writeReceipt } from "./write-receipt.ts";

const DOMAIN = { chainId: 31_337, router: `0x${"4e".repeat(20)}` } as const;
const account = privateKeyToAccount(`0x${"17".repeat(32)}`);
const signer: BatchSigner = {
  address: account.address,
  signBatch: (batch) => account.signTypedData(batchTypedData({ ...DOMAIN, batch }) as never),
};
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

/** A clock that stands still until it is told. */
function manualClock() {
  const waiting = new Set<{ at: number; run: () => void }>();
  let now = 0;
  const after: After = (milliseconds, run) => {
    const entry = { at: now + milliseconds, run };
    waiting.add(entry);
    return () => waiting.delete(entry);
  };
  const advance = (milliseconds: number) => {
    now += milliseconds;
    for (const entry of [...waiting].filter(({ at }) => at <= now)) {
      waiting.delete(entry);
      entry.run();
    }
  };
  return { after, advance, waiting };
}

/** Receipts that follow each other. */
const run = (count: number, changes: Partial<Receipt> = {}): readonly Receipt[] => {
  const [base] = fc.sample(receiptArbitrary([]), { numRuns: 1, seed: 11 });
  return Array.from({ length: count }, (_, i) => ({
    ...base!,
    lane: "epoch" as const,
    gatewayId: 9,
    epoch: 4,
    sequence: 2 ** 32 - 2 + i,
    fee: (1n << 40n) + BigInt(i),
    legCount: i % 65,
    ...changes,
  }));
};
const put = (queue: BatchQueue, receipts: readonly Receipt[]) => receipts.map((receipt) => queue.add(writeReceipt(receipt)));
const opened = async ({ index, batch }: QueuedReceipt): Promise<BatchedReceipt> => openBatch(await batch, index);
const verify = (batched: BatchedReceipt) => verifyBatchedReceipt({ ...DOMAIN, batched });

describe("writeReceipt", () => {
  it("writes what encodeReceipt writes, and throws what it throws", () => {
    checkProperty(
      fc.property(receiptArbitrary([]), (receipt) => {
        expect(bytesToHex(writeReceipt(receipt))).to.equal(encodeReceipt(receipt));
      }),
      { numRuns: 300 },
    );
    const [receipt] = run(1);
    const bad = [
      ...(["gatewayId", "epoch", "payerAccount", "offeringId", "weightTotal"] as const).map((field) => ({ [field]: 2 ** 32 })),
      ...(["promptTokens", "completionTokens"] as const).map((field) => ({ [field]: 2 ** 24 })),
      ...[{ sequence: 2 ** 40 }, { sequence: -1 }, { servedAt: 2 ** 48 }, { servedAt: 0.5 }, { legCount: 2 ** 16 }, { weightTotal: 0 }],
      ...[{ fee: 1n << 64n }, { fee: -1n }, { lane: "other" }, { legsRoot: "0x12" }, { contextRoot: `0x${"g".repeat(64)}` }],
      { contextRoot: `1x${"0".repeat(64)}` },
    ];
    for (const changes of bad) {
      const wrong = { ...receipt!, ...changes } as Receipt;
      let expected: unknown;
      try {
        encodeReceipt(wrong);
      } catch (error) {
        expected = error;
      }
      expect(expected, Object.keys(changes)[0]).to.be.instanceOf(BaseError);
      expect(() => writeReceipt(wrong)).to.throw((expected as BaseError).shortMessage);
    }
    expect(() => writeReceipt({ ...receipt!, fee: 5 as never })).to.throw(TypeError);
  });
});

describe("signBatches, openBatch, verifyBatchedReceipt", () => {
  it("sign what summariseBatch says, and every receipt verifies", async () => {
    for (const count of [1, 2, 3, 7, 8, 33]) {
      const receipts = run(count);
      const clock = manualClock();
      const queue = signBatches(signer, { size: 64, after: clock.after });
      const queued = put(queue, receipts);
      expect(queued.map(({ index }) => index)).to.deep.equal(receipts.map((_, i) => i));
      await queue.flush();
      expect(clock.waiting.size).to.equal(0);
      const { summary } = await queued[0]!.batch;
      expect(summary).to.deep.equal(summariseBatch(receipts, receipts.map(receiptId)));
      for (const [i, one] of queued.entries()) {
        const batched = await opened(one);
        expect(batched.receipt).to.equal(encodeReceipt(receipts[i]!));
        expect(await verify(batched)).to.deep.equal(receipts[i]);
      }
      const signed = await queued[0]!.batch;
      expect(() => openBatch(signed, count)).to.throw(NoSuchLeafError);
    }
  });

  it("close a batch at its size, at its time, and where receipts do not follow", async () => {
    const clock = manualClock();
    const queue = signBatches(signer, { size: 4, delay: 5, after: clock.after });
    const counts = async (queued: readonly QueuedReceipt[]) => {
      await queue.flush();
      const batches = [...new Set(queued.map(({ batch }) => batch))];
      return Promise.all(batches.map(async (batch) => (await batch).summary.count));
    };
    expect(await counts(put(queue, run(10)))).to.deep.equal([4, 4, 2]);

    const late = put(queue, run(2));
    clock.advance(4);
    const later = put(queue, run(3).slice(2));
    expect(later[0]!.batch).to.equal(late[0]!.batch);
    clock.advance(1);
    expect((await late[0]!.batch).summary.count).to.equal(3);
    expect(clock.waiting.size).to.equal(0);

    const [a, b] = run(2) as [Receipt, Receipt];
    for (const other of [
      { sequence: a.sequence + 2 },
      { sequence: a.sequence },
      { lane: "direct" },
      { gatewayId: 8 },
      { epoch: 5 },
    ] as const) {
      expect(await counts(put(queue, [a, { ...b, ...other }])), JSON.stringify(other)).to.deep.equal([1, 1]);
    }
    const most = (1n << 64n) - 1n;
    expect(
      await counts(
        put(queue, [
          { ...a, fee: most },
          { ...b, fee: 1n },
        ]),
      ),
    ).to.deep.equal([1, 1]);
    const halves = put(queue, [
      { ...a, fee: most - (1n << 33n) },
      { ...b, fee: 1n << 33n },
    ]);
    expect(await counts(halves)).to.deep.equal([2]);
    expect((await halves[0]!.batch).summary.feeTotal).to.equal(most);
  });

  it("use the clock of the machine unless told otherwise", async () => {
    const queue = signBatches(signer, { delay: 1 });
    const [queued] = put(queue, run(1));
    expect((await queued!.batch).summary.count).to.equal(1);
  });

  it("verify nothing that was changed, moved or signed by another", async () => {
    const queue = signBatches(signer, { size: 64 });
    const receipts = run(7);
    const queued = put(queue, receipts);
    await queue.flush();
    const batched = await opened(queued[3]!);
    const refused: Partial<BatchedReceipt>[] = [
      { receipt: encodeReceipt({ ...receipts[3]!, fee: 1n }) },
      { receipt: encodeReceipt(receipts[4]!) },
      { firstSequence: batched.firstSequence + 1 },
      { firstSequence: batched.firstSequence + 4 },
      { count: 6 },
      { count: 3 },
      { count: 9 },
      { legCount: batched.legCount + 1n },
      { feeTotal: batched.feeTotal + 1n },
      { path: batched.path.slice(1) },
      { path: batched.path.toReversed() },
      { key: DOMAIN.router },
      { signature: (await opened(put(queue, run(7, { epoch: 5 }))[0]!)).signature },
      { signature: `0x${"00".repeat(65)}` },
      { signature: batched.signature.slice(0, -2) as Hex },
    ];
    expect(await verify(batched)).to.deep.equal(receipts[3]);
    for (const changes of refused)
      expect(await verify({ ...batched, ...changes }), JSON.stringify(Object.keys(changes))).to.equal(undefined);
    expect(await verifyBatchedReceipt({ ...DOMAIN, chainId: 1, batched })).to.equal(undefined);
    // The same signature with the other `s` recovers to the same key, and the contracts refuse it.
    const s = BigInt(`0x${batched.signature.slice(66, 130)}`);
    const twin = `${batched.signature.slice(0, 66)}${(ORDER - s).toString(16).padStart(64, "0")}${batched.signature.endsWith("1b") ? "1c" : "1b"}`;
    expect(await verify({ ...batched, signature: twin as Hex })).to.equal(undefined);
  });

  it("leave contract wallets to the caller's check", async () => {
    const queue = signBatches({ address: DOMAIN.router, signBatch: () => Promise.resolve("0x1234") });
    const [queued] = put(queue, run(1));
    await queue.flush();
    const batched = await opened(queued!);
    const asked: string[] = [];
    const isSigned = async (key: Hex, data: Parameters<typeof hashTypedData>[0], signature: Hex) => {
      asked.push(key, hashTypedData(data), signature);
      return true;
    };
    const [receipt] = run(1);
    expect(await verifyBatchedReceipt({ ...DOMAIN, batched, isSigned: isSigned as never })).to.deep.equal(receipt);
    const { summary } = await queued!.batch;
    expect(asked).to.deep.equal([DOMAIN.router, hashTypedData(batchTypedData({ ...DOMAIN, batch: summary })), "0x1234"]);
    expect(await verify(batched)).to.equal(undefined);
  });

  it("tell every receipt of a batch that its signature failed, and go on with the next", async () => {
    const failure = new Error("key is locked");
    let isLocked = true;
    const queue = signBatches({ ...signer, signBatch: (batch) => (isLocked ? Promise.reject(failure) : signer.signBatch(batch)) });
    const lost = put(queue, run(2));
    await queue.flush();
    for (const { batch } of lost) expect(await batch.catch((error: unknown) => error)).to.equal(failure);
    isLocked = false;
    const [again] = put(queue, run(2));
    await queue.flush();
    expect(await verify(await opened(again!))).to.not.equal(undefined);
  });

  it("refuse what is no receipt, and sizes that no batch has", () => {
    const queue = signBatches(signer);
    const bytes = writeReceipt(run(1)[0]!);
    for (const wrong of [bytes.subarray(1), bytes.with(0, 2), bytes.with(1, 3)]) expect(() => queue.add(wrong)).to.throw(InvalidBytesError);
    for (const size of [0, 4_097, 1.5]) expect(() => signBatches(signer, { size })).to.throw(IntegerOutOfRangeError, "size");
  });
});
