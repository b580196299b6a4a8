/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-explicit-any -- answers are read as they come */
import {
  HEADER_BYTES,
  accountOfContribution,
  split,
  verifyEpochReceiptProof,
  verifyLegProof,
  type EpochReceiptProof,
} from "@openledger/sdk";
import { expect } from "chai";
import type { PgliteDatabase } from "drizzle-orm/pglite";
import { eq } from "ponder";
import { concatHex, keccak256, toHex, type Hex } from "viem";

import { splitEntry } from "../../../ponder.schema.ts";
import { COMMONS, hashOf } from "../../../test/support/fold.ts";
import { COUNT, EPOCH, chunks, header, ids, levels, openPublishedEpoch, receipts, record } from "../../../test/support/published-epoch.ts";
import type { Tables } from "../../../test/support/tables.ts";
import { GATEWAY, ITEMS, OFFERING, PAYER, SPLIT } from "../../../test/support/world.ts";
import { TooManyAsks } from "../ask-limit.ts";
import { restApp } from "../rest/rest-app.ts";

/** The indexer passes it on; the gateway checks it. */
const SIGNED = { account: PAYER, expiry: 281_474_976_710_655, nonce: hashOf("nonce"), signature: "0x12" };

describe("a receipt in an epoch", function () {
  this.timeout(60_000);
  let tables: Tables;
  let opened: Awaited<ReturnType<typeof openPublishedEpoch>>;
  let gateway: (typeof opened)["gateway"];
  let app: ReturnType<typeof restApp>;

  before(async () => {
    opened = await openPublishedEpoch();
    ({ tables, gateway } = opened);
    app = restApp(tables.db, opened.reads, opened.sources);
  });
  afterEach(() => {
    gateway.alter = (bytes) => bytes;
    gateway.claimed = (index) => index;
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

  const splitOf = (sequence: number) => {
    const { receipt, legs } = receipts[sequence]!;
    return split({ fee: receipt.fee, entries: SPLIT, legs, weightTotal: receipt.weightTotal });
  };

  it("is found by its id alone, because the gateway says where it stands, and is not believed for another", async () => {
    const { status, json } = await ask(`/proof/receipt/${ids[48]}`);
    expect(status, JSON.stringify(json)).to.equal(200);
    expect(verifyEpochReceiptProof(proofOf(json))).to.deep.equal(receipts[48]!.receipt);
    expect((await ask(`/proof/leg/${ids[49]}/0`)).status).to.equal(200);
    gateway.claimed = (index) => index + 1;
    expect((await ask(`/proof/receipt/${ids[50]}`)).status).to.equal(404);
  });

  it("explains a receipt as one of the direct rail", async () => {
    for (const [sequence, query] of [
      [0, `?${at(0)}`],
      [151, ""],
      [299, ""],
    ] as const) {
      const { status, json } = await ask(`/explain/receipt/${ids[sequence]}${query}`);
      expect(status, JSON.stringify(json)).to.equal(200);
      const { receipt, legs } = receipts[sequence]!;
      const parts = splitOf(sequence);
      expect(json.isSumExact).to.equal(true);
      expect(json.receipt).to.include({
        id: ids[sequence],
        fee: `${receipt.fee}`,
        payerId: PAYER,
        gatewayId: GATEWAY,
        sequence: `${sequence}`,
      });
      expect(json.receipt.label).to.be.a("string");
      expect(json.because.map((part: any) => [part.contribution, part.amount])).to.deep.equal(
        legs.map(({ contributionId }, i) => [`${contributionId}`, `${parts.legs[i]!.amount}`]),
      );
      for (const part of json.because)
        expect(part).to.include({ status: "Accepted", class: "Proven", isVoided: false, termsLicence: "MIT" });
      expect(json.payouts.find((part: any) => part.role === "Unattributed")).to.include({
        account: COMMONS,
        amount: `${parts.unattributed}`,
      });
      expect(json.epoch).to.include({ gateway: GATEWAY, number: `${EPOCH}`, id: keccak256(record), state: "Committed", voidedAt: null });
      expect(json.transaction).to.match(/^0x[0-9a-f]{64}$/);
    }
  });

  it("has its evidence, for whoever asks and for whom it concerns, as one of the direct rail", async () => {
    for (const init of [undefined, { method: "POST", body: JSON.stringify(SIGNED) }]) {
      for (const query of ["", `?${at(151)}`]) {
        const response = await app.request(`/evidence/${ids[151]}${query}`, init);
        const json = (await response.json()) as any;
        expect(response.status, JSON.stringify(json)).to.equal(200);
        expect(json).to.include({ status: "verified", receiptId: ids[151] });
        expect(json.spans.map(({ contributionId }: any) => contributionId)).to.deep.equal(
          receipts[151]!.legs.map(({ contributionId }) => `${contributionId}`),
        );
      }
      expect((await app.request(`/evidence/${ids[151]}?epoch=3`, init)).status).to.equal(400);
      expect((await app.request(`/evidence/${hashOf("nobody's")}`, init)).status).to.equal(404);
    }
    gateway.alter = (bytes) => bytes && bytes.subarray(1);
    expect((await ask(`/evidence/${ids[151]}`)).status).to.equal(409);
  });

  it("is not looked for where too many are, and that is said", async () => {
    const busy = { ...opened.sources, findPlace: () => Promise.reject(new TooManyAsks()) };
    const response = await restApp(tables.db, opened.reads, busy).request(`/explain/receipt/${ids[1]}`);
    expect(response.status).to.equal(503);
    expect(await response.json()).to.deep.equal({
      error: { message: "Too many questions for gateways wait; ask again in some seconds." },
    });
  });

  it("lists for which receipts an epoch pays an account, page by page, to the last unit", async () => {
    const { json: about } = await ask(`/explain/epoch/${GATEWAY}/${EPOCH}`);
    expect(about.epoch).to.include({ receiptCount: `${COUNT}`, state: "Committed" });
    expect(about.receipts).to.equal(null);
    const account = accountOfContribution(ITEMS[0]!);
    let expected = 0n;
    for (const [sequence, { legs }] of receipts.entries())
      for (const [i, { contributionId }] of legs.entries())
        if (accountOfContribution(contributionId) === account) expected += splitOf(sequence).legs[i]!.amount;
    let [next, pages, sum] = [0 as number | null, 0, 0n];
    const seen: string[] = [];
    while (next !== null) {
      const { status, json } = await ask(`/explain/epoch/${GATEWAY}/${EPOCH}?account=${account}&from=${next}`);
      expect(status, JSON.stringify(json)).to.equal(200);
      expect(json.paid).to.equal("0");
      for (const { receipt, payouts, contributions } of json.receipts) {
        seen.push(receipt);
        expect(contributions.length).to.be.greaterThan(0);
        for (const { amount } of payouts) sum += BigInt(amount);
      }
      [next, pages] = [json.next, pages + 1];
    }
    expect(pages).to.be.greaterThan(1);
    expect(seen).to.deep.equal(ids.filter((_, sequence) => sequence % 4 > 0));
    expect(sum).to.equal(expected);
    const { json: middle } = await ask(`/explain/epoch/${GATEWAY}/${EPOCH}?account=${account}&from=2`);
    expect(middle.receipts[0].receipt).to.equal(ids[2]);
    gateway.alter = () => undefined;
    expect((await ask(`/explain/epoch/${GATEWAY}/${EPOCH}?account=${account}`)).status).to.equal(404);
  });

  it("refuses to list receipts of an offering that nobody published, rather than leave them out of the sum", async () => {
    const { db } = tables;
    const entries = await db.select().from(splitEntry).where(eq(splitEntry.offeringId, OFFERING));
    const change = db as unknown as PgliteDatabase;
    await change.delete(splitEntry).where(eq(splitEntry.offeringId, OFFERING));
    try {
      const { status, json } = await ask(`/explain/epoch/${GATEWAY}/${EPOCH}?account=5`);
      expect(status).to.equal(409);
      expect(json.error.message).to.equal(`Receipt ${ids[0]} names offering ${OFFERING}, which nobody published.`);
      expect((await ask(`/explain/receipt/${ids[1]}`)).json.error.message).to.match(/which nobody published/);
    } finally {
      await change.insert(splitEntry).values(entries);
    }
  });

  it("is shown from the answers to challenges where its gateway is silent", async () => {
    gateway.alter = () => undefined;
    const inChunk = chunks.slice(0, 2).reduce((sum, { fields }) => sum + fields.receiptCount, 0);
    const { status, json } = await ask(`/proof/receipt/${ids[inChunk]}?${at(inChunk)}`);
    expect(status, JSON.stringify(json)).to.equal(200);
    expect(verifyEpochReceiptProof(proofOf(json))).to.deep.equal(receipts[inChunk]!.receipt);
    expect((await ask(`/proof/receipt/${ids[0]}?${at(0)}`)).json.error.message).to.match(/the gateway answered 404 for chunks/);
  });

  it("says what to change, what is not there, and what is not public or false", async () => {
    const cases: [string, number, RegExp][] = [
      [`/proof/receipt/${hashOf("nobody's")}`, 404, /found by \?gateway=…&epoch=…&sequence=…/],
      [`/explain/receipt/${hashOf("nobody's")}`, 404, /no gateway says that it stands in an epoch/],
      [`/explain/receipt/${ids[5]}?epoch=3`, 400, /together, whole numbers/],
      [`/explain/receipt/${ids[5]}?${at(6)}`, 404, new RegExp(`is another receipt, ${ids[6]}`)],
      ["/explain/epoch/1/x", 400, /from its|named by its gateway/],
      ["/explain/epoch/1/3?account=0", 400, /account must be a number from 1/],
      ["/explain/epoch/1/3?account=5&from=-1", 400, /from a sequence from 0|and from a sequence/],
      ["/explain/epoch/1/4", 404, /no epoch 4 of gateway 1/],
      ["/explain/epoch/1/3?account=5&from=300", 404, /has 300 receipts/],
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
    gateway.alter = () => undefined;
    expect(await ask(`/proof/receipt/${ids[5]}?${at(5)}`)).to.deep.include({ status: 404 });
    expect((await ask(`/proof/leg/${ids[5]}/0?${at(5)}`)).json.error.message).to.match(/cannot be told here: the gateway answered 404/);
    for (const change of [
      (bytes: Uint8Array) => bytes.with(bytes.length - 1, bytes.at(-1)! ^ 1),
      (bytes: Uint8Array) => bytes.subarray(1),
      () => new Uint8Array(),
    ]) {
      gateway.alter = (bytes) => bytes && change(bytes);
      const { status, json } = await ask(`/proof/receipt/${ids[5]}?${at(5)}`);
      expect(status).to.equal(409);
      expect(json.error.message).to.match(/does not give the hash/);
    }
    gateway.alter = (bytes) => (bytes!.length % 196 === 0 ? bytes : bytes!.subarray(1));
    expect((await ask(`/proof/receipt/${ids[5]}?${at(5)}`)).status).to.equal(409);
    gateway.alter = () => new Uint8Array(200_000);
    expect((await ask(`/proof/receipt/${ids[5]}?${at(5)}`)).json.error.message).to.match(/larger than/);
  });
});
