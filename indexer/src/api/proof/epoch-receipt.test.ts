/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-explicit-any -- answers are read as they come */
import {
  HEADER_BYTES,
  legsRoot,
  receiptId,
  verifyEpochReceiptProof,
  verifyLegProof,
  type EpochReceiptProof,
  type Leg,
  type Receipt,
} from "@openledger/sdk";
import { expect } from "chai";
import { bytesToHex, concatBytes, concatHex, keccak256, toHex, type Hex } from "viem";

import { buildChunk, cutChunks } from "../../../../sdk/src/epoch/build-chunk.ts";
import { mergeLevels } from "../../../../sdk/src/epoch/build-epoch.ts";
import { ACTOR, COMMONS, eventOf, fold, hashOf } from "../../../test/support/fold.ts";
import { openTables, type Tables } from "../../../test/support/tables.ts";
import { GATEWAY, ITEMS, KEY, OFFERING, PAYER, SPLIT, openWorld } from "../../../test/support/world.ts";
import { restApp } from "../rest/rest-app.ts";
import { objectReader } from "./fetch-object.ts";

const EPOCH = 3;
const COUNT = 300;

const receipts = Array.from({ length: COUNT }, (_, sequence) => {
  const legs: Leg[] = ITEMS.slice(0, sequence % 4).map((contributionId, i) => ({ contributionId, weight: 100 + i, class: "proven" }));
  const receipt: Receipt = {
    ...{ lane: "epoch", gatewayId: GATEWAY, epoch: EPOCH, sequence, payerAccount: PAYER, offeringId: OFFERING },
    ...{ promptTokens: 3, completionTokens: 5, fee: 1_000_003n + BigInt(sequence), servedAt: 1_763_000_000_000 },
    ...{ legCount: legs.length, weightTotal: 1_000, legsRoot: legsRoot(legs), contextRoot: hashOf(`context ${sequence}`) },
  };
  return { receipt, legs };
});
const ids = receipts.map(({ receipt }) => receiptId(receipt));

/** The epoch's levels, of so many chunks that the tree has two. */
const chunks = cutChunks(receipts, 16).map((part) =>
  buildChunk({ receipts: part, splits: new Map([[OFFERING, SPLIT]]), commons: COMMONS }),
);
const levels = mergeLevels(chunks);
const header = concatHex([
  ...["0x01" as Hex, toHex(GATEWAY, { size: 4 }), toHex(EPOCH, { size: 4 }), hashOf("parent"), "0x09" as Hex, hashOf("payouts")],
  bytesToHex(levels.at(-1)![0]!.packed),
]);
const record = concatHex([header, toHex(1_763_640_000, { size: 6 }), toHex(0, { size: 6 }), toHex(0n, { size: 8 })]);

/** What the gateway publishes, by `kind/key`. */
const published = new Map<string, Uint8Array>();
for (const { fields, bytes } of chunks) published.set(`chunks/${bytesToHex(fields.body as Uint8Array)}`, bytes);
for (const [level, nodes] of levels.entries()) {
  for (const [place, { fields }] of nodes.entries()) {
    if (level === 0) continue;
    const children = levels[level - 1]!.slice(16 * place, 16 * place + 16);
    published.set(`children/${bytesToHex(fields.body as Uint8Array)}`, concatBytes(children.map(({ packed }) => packed)));
  }
}

describe("a proof of a receipt in an epoch", function () {
  this.timeout(60_000);
  let tables: Tables;
  let app: ReturnType<typeof restApp>;
  /** Changes what the gateway answers. */
  let alter: (bytes: Uint8Array | undefined) => Uint8Array | undefined = (bytes) => bytes;

  before(async () => {
    const store = await openWorld();
    const commit = { gateway: GATEWAY, epoch: EPOCH, recordHash: keccak256(record), key: KEY, record, actor: ACTOR };
    await fold(store, eventOf("EpochLedger", "EpochCommitted", commit));
    tables = await openTables(store);
    const fetcher: typeof fetch = async (url) => {
      const bytes = alter(published.get(new URL(url as URL).pathname.replace("/v1/epochs/objects/", "")));
      return bytes === undefined ? new Response("", { status: 404 }) : new Response(new Uint8Array(bytes));
    };
    const block = { number: 9, hash: hashOf("block"), timestamp: 1_763_640_000 };
    const reads = { evidenceOf: async () => ({}) as never, indexedBlock: async () => block, freshnessOf: async () => null };
    app = restApp(tables.db, reads, undefined, objectReader(["127.0.0.1"], fetcher));
  });
  afterEach(() => {
    alter = (bytes) => bytes;
  });
  after(() => tables.close());

  const at = (sequence: number | string) => `gateway=${GATEWAY}&epoch=${EPOCH}&sequence=${sequence}`;
  const ask = async (path: string): Promise<{ status: number; json: any }> => {
    const response = await app.request(path);
    return { status: response.status, json: await response.json() };
  };
  const proofOf = ({ packed, proof, epoch: { record: of, nodes, indexes, paths } }: any): EpochReceiptProof => ({
    ...{ packed, proof, record: of, nodes, indexes, paths },
  });

  it("shows receipts of every chunk, and their legs, to the sdk", async () => {
    expect(levels).to.have.length(3);
    for (const sequence of [0, 1, 47, 150, 299]) {
      const { status, json } = await ask(`/proof/receipt/${ids[sequence]}?${at(sequence)}`);
      expect(status, JSON.stringify(json)).to.equal(200);
      expect(verifyEpochReceiptProof(proofOf(json))).to.deep.equal(receipts[sequence]!.receipt);
      expect(json.epoch).to.include({ gateway: GATEWAY, number: EPOCH, id: keccak256(record), state: "Committed" });
      const { legs } = receipts[sequence]!;
      for (const [position, { contributionId }] of legs.entries()) {
        const { json: leg } = await ask(`/proof/leg/${ids[sequence]}/${position}?${at(sequence)}`);
        expect(verifyLegProof(leg)!.leg.contributionId).to.equal(contributionId);
        expect(verifyLegProof(leg)!.weightBefore).to.equal(leg.leg.weightBefore);
        const before = BigInt(leg.leg.weightBefore);
        const upTo = (weight: bigint) => (BigInt(leg.dataAmount) * weight) / 1_000n;
        expect(leg.amount).to.equal(`${upTo(before + BigInt(leg.leg.weight)) - upTo(before)}`);
      }
      expect((await ask(`/proof/leg/${ids[sequence]}/${legs.length}?${at(sequence)}`)).status).to.equal(404);
    }
  });

  it("is not believed for another receipt, node, place or header", async () => {
    const proof = proofOf((await ask(`/proof/receipt/${ids[47]}?${at(47)}`)).json);
    const other = proofOf((await ask(`/proof/receipt/${ids[150]}?${at(150)}`)).json);
    const flipped = `${header.slice(0, -1)}${header.endsWith("0") ? "1" : "0"}` as Hex;
    expect(verifyEpochReceiptProof({ ...proof, record: header })).to.deep.equal(receipts[47]!.receipt);
    for (const change of [
      { packed: other.packed },
      { proof: other.proof },
      { nodes: other.nodes },
      { nodes: proof.nodes.slice(1), indexes: proof.indexes.slice(1), paths: proof.paths.slice(1) },
      { nodes: [], indexes: [], paths: [] },
      { indexes: [] },
      { record: concatHex(["0x01", toHex(GATEWAY, { size: 4 }), toHex(EPOCH + 1, { size: 4 }), `0x${header.slice(20)}`]) },
    ])
      expect(verifyEpochReceiptProof({ ...proof, ...change }), JSON.stringify(Object.keys(change))).to.equal(undefined);
    expect(() => verifyEpochReceiptProof({ ...proof, record: `0x${header.slice(4)}` })).to.throw(`at least ${HEADER_BYTES} bytes`);
    // The last byte of a header is of the debits root, which says nothing of receipts: the ledger's hash of the record covers it.
    expect(verifyEpochReceiptProof({ ...proof, record: flipped })).to.deep.equal(receipts[47]!.receipt);
  });

  it("says what to change, what is not there, and what is not public or false", async () => {
    const cases: [string, number, RegExp][] = [
      [`/proof/receipt/${ids[5]}`, 404, /found by \?gateway=…&epoch=…&sequence=…/],
      [`/proof/receipt/${ids[5]}?epoch=3`, 400, /together, whole numbers/],
      [`/proof/receipt/${ids[5]}?${at("-1")}`, 400, /together, whole numbers/],
      [`/proof/leg/${ids[5]}/0?${at(2 ** 41)}`, 400, /together, whole numbers/],
      [`/proof/receipt/${ids[5]}?gateway=9&epoch=3&sequence=5`, 404, /no epoch 3 of gateway 9/],
      [`/proof/receipt/${ids[5]}?${at(COUNT)}`, 404, /has 300 receipts/],
      [`/proof/receipt/${ids[5]}?${at(6)}`, 404, new RegExp(`is another receipt, ${ids[6]}`)],
    ];
    for (const [path, status, message] of cases) {
      const answer = await ask(path);
      expect(answer.status, path).to.equal(status);
      expect(answer.json.error.message).to.match(message);
    }
    alter = () => undefined;
    expect(await ask(`/proof/receipt/${ids[5]}?${at(5)}`)).to.deep.include({ status: 404 });
    expect((await ask(`/proof/leg/${ids[5]}/0?${at(5)}`)).json.error.message).to.match(/cannot be told here: the gateway answered 404/);
    for (const change of [
      (bytes: Uint8Array) => bytes.with(bytes.length - 1, bytes.at(-1)! ^ 1),
      (bytes: Uint8Array) => bytes.subarray(1),
      () => new Uint8Array(),
    ]) {
      alter = (bytes) => bytes && change(bytes);
      const { status, json } = await ask(`/proof/receipt/${ids[5]}?${at(5)}`);
      expect(status).to.equal(409);
      expect(json.error.message).to.match(/does not give the hash/);
    }
    alter = (bytes) => (bytes!.length % 196 === 0 ? bytes : bytes!.subarray(1));
    expect((await ask(`/proof/receipt/${ids[5]}?${at(5)}`)).status).to.equal(409);
    alter = () => new Uint8Array(200_000);
    expect((await ask(`/proof/receipt/${ids[5]}?${at(5)}`)).json.error.message).to.match(/larger than/);
  });
});
