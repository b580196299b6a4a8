import { expect } from "chai";
import fc from "fast-check";
import { bytesToHex, concatBytes, keccak256, type Hex } from "viem";

import { checkProperty } from "../../test/check-property.ts";
import { EPOCH_SPLITS, epochReceiptsArbitrary } from "../../test/epoch-receipts-arbitrary.ts";
import type { ReceiptWithLegs } from "../batch/batch.ts";
import { buildEpoch } from "../epoch/build-epoch.ts";
import { encodeNode } from "../epoch/encode-node.ts";
import type { EpochNode } from "../epoch/epoch.ts";
import { EpochInputError } from "../epoch/errors.ts";
import { BaseError } from "../errors/base-error.ts";
import { contributionId } from "../ids/contribution-id.ts";
import { legsRoot } from "../receipt/legs-root.ts";
import { packReceipt, type PackedReceipt } from "./chunk-bytes.ts";
import type { PackedNode } from "./chunk-builder.ts";
import { EpochStateError, LaneOverflowError } from "./errors.ts";
import { openCore } from "./open-core.ts";
import { payoutTree, unpackVector } from "./packed-vectors.ts";
import { decodeNode } from "../epoch/decode-node.ts";
import { resumesAt, streamEpoch, type EpochProgress, type StreamInput } from "./stream-epoch.ts";

const PARENT: Hex = `0x${"5a".repeat(32)}`;
const TERMS = { gatewayId: 9, epoch: 4, parent: PARENT, splits: EPOCH_SPLITS, commons: 1 };
const core = openCore();

async function* slowly(receipts: readonly PackedReceipt[]): AsyncGenerator<PackedReceipt> {
  for (const receipt of receipts) yield await Promise.resolve(receipt);
}

/** Streams an epoch and keeps all it says on the way. */
async function stream(receipts: readonly ReceiptWithLegs[], changes: Partial<StreamInput> = {}) {
  const bodies = new Map<Hex, Uint8Array>();
  const nodes: { node: PackedNode; index: number }[] = [];
  const epoch = await streamEpoch({
    ...TERMS,
    receipts: slowly(receipts.map(packReceipt)),
    put: (hash, bytes) => void bodies.set(hash, bytes),
    onNode: (node, index) => void nodes.push({ node, index }),
    ...changes,
  });
  return { epoch, bodies, nodes };
}

const plainOf = (receipts: readonly ReceiptWithLegs[], chunkLegs?: number) => buildEpoch({ ...TERMS, receipts, chunkLegs });

const rejection = async (promise: Promise<unknown>): Promise<BaseError> =>
  promise.then(
    () => expect.fail("nothing was refused"),
    (error: unknown) => {
      expect(error).to.be.instanceOf(BaseError);
      return error as BaseError;
    },
  );

/** The state after each chunk, and the epoch they lead to. */
async function states(receipts: readonly ReceiptWithLegs[], chunkLegs: number) {
  const seen: { state: Uint8Array; progress: EpochProgress }[] = [];
  const { epoch, bodies } = await stream(receipts, {
    chunkLegs,
    onChunk: (progress) => void seen.push({ state: progress.state(), progress }),
  });
  return { epoch, bodies, seen };
}

describe("streamEpoch", () => {
  it("builds what buildEpoch builds, byte for byte, on random epochs", async () => {
    const epochs = fc.tuple(
      epochReceiptsArbitrary({ maxLength: 60, maxLegs: 20 }),
      fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constant(8_192)),
    );
    await fc.assert(
      fc.asyncProperty(epochs, async ([receipts, chunkLegs]) => {
        const plain = plainOf(receipts, chunkLegs);
        const { epoch, bodies, nodes } = await stream(receipts, { chunkLegs });
        expect(bytesToHex(epoch.packed)).to.equal(bytesToHex(plain.packed));
        expect(epoch.levels.map((level) => level.map((node) => bytesToHex(node)))).to.deep.equal(
          plain.levels.map((level) => level.map(({ packed }) => bytesToHex(packed))),
        );
        expect([...bodies]).to.deep.equal(plain.chunks.map(({ bytes }) => [keccak256(bytes), bytes]));
        expect(unpackVector(core, epoch.top.credits)).to.deep.equal(plain.top.credits);
        expect(unpackVector(core, epoch.top.debits)).to.deep.equal(plain.top.debits);
        // Every node with its vectors, children before parents.
        const told = plain.levels.map((): EpochNode[] => []);
        for (const { node, index } of nodes) {
          told[node.fields.level]![index] = plain.levels[node.fields.level]![index]!;
          expect(bytesToHex(node.hash)).to.equal(bytesToHex(plain.levels[node.fields.level]![index]!.hash));
          expect(unpackVector(core, node.credits)).to.deep.equal(plain.levels[node.fields.level]![index]!.credits);
        }
        expect(told).to.deep.equal(plain.levels);
      }),
      { numRuns: 60, seed: 0x4f50454e },
    );
  }).timeout(120_000);

  it("builds full chunks of the largest receipts alike", async () => {
    const legs = Array.from({ length: 64 }, (_, i) => ({
      contributionId: contributionId(i + 1, 1),
      weight: 65_535,
      class: "judged" as const,
    }));
    const base = fc.sample(epochReceiptsArbitrary({ maxLength: 1, maxLegs: 0 }), { numRuns: 1, seed: 1 })[0]![0]!.receipt;
    const receipts = Array.from({ length: 300 }, (_, sequence) => ({
      receipt: { ...base, sequence, fee: 123_456_789_012n, legCount: 64, weightTotal: 2 ** 32 - 1, legsRoot: legsRoot(legs) },
      legs,
    }));
    const plain = plainOf(receipts);
    expect(plain.chunks.map(({ receipts: part }) => part.length)).to.deep.equal([128, 128, 44]);
    expect(bytesToHex((await stream(receipts)).epoch.packed)).to.equal(bytesToHex(plain.packed));
    // Without legs the bytes are the limit.
    const small = Array.from({ length: 900 }, (_, sequence) => ({ receipt: { ...base, sequence }, legs: [] }));
    const { epoch, bodies } = await stream(small);
    expect([...bodies.values()].map(({ length }) => length)).to.deep.equal([884 * 113, 16 * 113]);
    expect(bytesToHex(epoch.packed)).to.equal(bytesToHex(plainOf(small).packed));
  }).timeout(60_000);

  it("makes the tree of sums at the edges of its width", async () => {
    const base = fc.sample(epochReceiptsArbitrary({ maxLength: 1, maxLegs: 0 }), { numRuns: 1, seed: 2 })[0]![0]!.receipt;
    const legs = [{ contributionId: contributionId(5, 1), weight: 1, class: "proven" as const }];
    const list = (count: number) =>
      Array.from({ length: count }, (_, sequence) => ({
        receipt: { ...base, sequence, fee: 1_000n + BigInt(sequence), legCount: 1, weightTotal: 2, legsRoot: legsRoot(legs) },
        legs,
      }));
    for (const count of [1, 2, 15, 16, 17, 31, 32, 33, 255, 256, 257, 273]) {
      const { epoch } = await stream(list(count), { chunkLegs: 1 });
      const plain = plainOf(list(count), 1);
      expect(
        epoch.levels.map(({ length }) => length),
        `${count} chunks`,
      ).to.deep.equal(plain.levels.map(({ length }) => length));
      expect(bytesToHex(epoch.packed), `${count} chunks`).to.equal(bytesToHex(plain.packed));
    }
  }).timeout(60_000);

  it("goes on after every chunk as if it had never stopped", async () => {
    const [receipts] = fc.sample(epochReceiptsArbitrary({ minLength: 60, maxLength: 60, maxLegs: 8 }), { numRuns: 1, seed: 3 });
    const whole = await states(receipts!, 8);
    expect(whole.seen.length).to.be.greaterThan(17);
    for (const { state, progress } of whole.seen) {
      expect(resumesAt(state)).to.equal(progress.nextSequence);
      const rest = await stream(receipts!.slice(progress.nextSequence), { chunkLegs: 8, resume: state });
      expect(bytesToHex(rest.epoch.packed)).to.equal(bytesToHex(whole.epoch.packed));
      expect(rest.epoch.levels).to.deep.equal(whole.epoch.levels);
      expect([...rest.bodies]).to.deep.equal([...whole.bodies].slice(progress.chunkCount));
    }
  }).timeout(60_000);

  it("refuses states that are damaged, of another epoch, or that the receipts do not follow", async () => {
    const [receipts] = fc.sample(epochReceiptsArbitrary({ minLength: 10, maxLength: 30, maxLegs: 8 }), { numRuns: 1, seed: 4 });
    const { seen } = await states(receipts!, 8);
    const { state } = seen[0]!;
    const resumed = (resume: Uint8Array, changes: Partial<StreamInput> = {}) =>
      rejection(stream(receipts!, { chunkLegs: 8, resume, ...changes }));
    expect(await resumed(state))
      .to.be.instanceOf(EpochInputError)
      .and.to.have.property("fix")
      .that.contains("here from");
    for (const damaged of [state.subarray(0, -1), state.with(40, state[40]! ^ 1), new Uint8Array(31), new Uint8Array()]) {
      expect(await resumed(damaged)).to.be.instanceOf(EpochStateError);
    }
    expect(() => resumesAt(state.subarray(1))).to.throw(EpochStateError, "damaged");
    const body = state.slice(0, -32).with(0, 2);
    expect(() => resumesAt(concatBytes([body, keccak256(body, "bytes")]))).to.throw(EpochStateError, "version 2");
    for (const changes of [{ epoch: 5 }, { commons: 2 }, { chunkLegs: 9 }, { splits: new Map([[1, EPOCH_SPLITS.get(2)!]]) }]) {
      expect(await resumed(state, changes)).to.be.instanceOf(EpochStateError);
    }
  });

  it("refuses receipts that no epoch can hold", async () => {
    const [receipts] = fc.sample(epochReceiptsArbitrary({ minLength: 2, maxLength: 6, maxLegs: 4 }), { numRuns: 1, seed: 5 });
    const [first, second] = receipts as [ReceiptWithLegs, ReceiptWithLegs];
    const { receipt, legs } = packReceipt(first);
    const of = (list: readonly PackedReceipt[]) => rejection(stream([], { receipts: list }));
    const text = async (list: readonly PackedReceipt[]) => (await of(list)).message;
    expect(await of([]))
      .to.be.instanceOf(EpochInputError)
      .and.to.have.property("message")
      .that.contains("no receipts");
    expect(await text([packReceipt(second)])).to.contain("Where receipt 0 of epoch lane 9/4");
    expect(await text([packReceipt(first), packReceipt(first)])).to.contain("Where receipt 1 of epoch lane 9/4");
    expect(await text([{ receipt: receipt.subarray(1), legs }])).to.contain("112 bytes");
    expect(await text([{ receipt, legs: concatBytes([legs, new Uint8Array(10)]) }])).to.contain("bytes of legs");
    expect(await text([{ receipt: receipt.with(44, 65), legs: new Uint8Array(650) }])).to.contain("says 65 legs");
    expect(await text([{ receipt: receipt.with(60, receipt[60]! ^ 1), legs }])).to.contain("not those behind its legsRoot");
    expect(await rejection(stream([first], { chunkLegs: 0 })))
      .to.have.property("message")
      .that.contains("0 legs are not possible");
    expect(await rejection(stream([first], { chunkLegs: 8_193 }))).to.be.instanceOf(EpochInputError);
  });

  it("names a lane that is full only when chunks are added up", async () => {
    const legs = [{ contributionId: contributionId(5, 1), weight: 1, class: "proven" as const }];
    const base = fc.sample(epochReceiptsArbitrary({ maxLength: 1, maxLegs: 0 }), { numRuns: 1, seed: 6 })[0]![0]!.receipt;
    const fee = (1n << 64n) - 1n;
    const full = (sequence: number) => ({
      receipt: { ...base, sequence, fee, legCount: 1, weightTotal: 1, legsRoot: legsRoot(legs) },
      legs,
    });
    const error = await rejection(stream([full(0), full(1)], { chunkLegs: 1 }));
    expect(error).to.be.instanceOf(LaneOverflowError).and.to.include({ account: 5 });
  });

  it("passes on what the store and the caller throw, and asks the store first", async () => {
    const [receipts] = fc.sample(epochReceiptsArbitrary({ maxLength: 6 }), { numRuns: 1, seed: 7 });
    const failure = new Error("disk full");
    const chunks: number[] = [];
    const lost = stream(receipts!, { put: () => Promise.reject(failure), onChunk: ({ chunkCount }) => void chunks.push(chunkCount) });
    expect(await lost.catch((error: unknown) => error)).to.equal(failure);
    expect(chunks).to.deep.equal([]);
    const stopped = stream(receipts!, { onChunk: () => Promise.reject(failure) });
    expect(await stopped.catch((error: unknown) => error)).to.equal(failure);
  });
});

describe("payoutTree", () => {
  it("has the root of a word alone, wherever it lies", () => {
    const levelUp = (node: Uint8Array, other: Uint8Array, isRight: boolean) =>
      keccak256(concatBytes(isRight ? [other, node] : [node, other]), "bytes");
    for (const account of [1, 3, 2_047, 2_048, 8_191, 1_000_003, 2 ** 31, 2 ** 32 - 1]) {
      const credits = new Uint8Array(12);
      new DataView(credits.buffer).setUint32(0, account);
      new DataView(credits.buffer).setBigUint64(4, 0x0123456789abcdefn);
      const { depth, root } = payoutTree(core, credits);
      const word = Math.floor(account / 4);
      expect(2 ** depth).to.be.greaterThan(word);
      expect(depth === 9 || 2 ** (depth - 1) <= word).to.equal(true);
      let node = new Uint8Array(32) as Uint8Array;
      node.set(credits.subarray(4), 24 - 8 * (account % 4));
      let empty = new Uint8Array(32) as Uint8Array;
      for (let height = 0; height < depth; height++) {
        node = levelUp(node, empty, Math.floor(word / 2 ** height) % 2 === 1);
        empty = levelUp(empty, empty, false);
      }
      expect(bytesToHex(root), `account ${account}`).to.equal(bytesToHex(node));
    }
  });
});

describe("decodeNode", () => {
  it("reads what encodeNode writes", () => {
    const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => bytesToHex(bytes));
    const node = fc.record({
      level: fc.nat(6),
      childCount: fc.nat(16),
      firstSequence: fc.nat(2 ** 31 - 1).map((value) => value * 512),
      receiptCount: fc.nat(2 ** 31 - 1),
      legCount: fc.maxSafeNat(),
      feeTotal: fc.bigInt(0n, (1n << 64n) - 1n),
      creditCount: fc.nat(2 ** 31 - 1),
      debitCount: fc.nat(2 ** 31 - 1),
      body: bytes32,
      receiptsRoot: bytes32,
      sharesRoot: bytes32,
      creditsRoot: bytes32,
      debitsRoot: bytes32,
    });
    checkProperty(
      fc.property(node, (fields) => {
        expect(decodeNode(encodeNode(fields))).to.deep.equal(fields);
      }),
    );
  });
});
