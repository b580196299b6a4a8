import { contributionId, verifyBatchedReceipt, type PackedReceipt } from "@openledger/sdk";
import { expect } from "chai";
import { bytesToHex, keccak256, type Hex } from "viem";

import { fakeChain } from "../../gateway/test/fake-chain.ts";
import { closeEpoch, epochOfferings, journalEpochs, noteEpoch, takePlace } from "../../gateway/src/epoch/journal.ts";
import { openReceiptSigning } from "../../gateway/src/epoch/receipt-signing.ts";
import { createSchema } from "../../gateway/src/journal/create-schema.ts";
import type { Database } from "../../gateway/src/journal/database.ts";
import { createKey } from "../../gateway/src/journal/keys.ts";
import { openPglite } from "../../gateway/src/journal/open-pglite.ts";
import { openPostgres } from "../../gateway/src/journal/open-postgres.ts";
import { receiptBatch, unsignedReceipts } from "../../gateway/src/journal/receipt-batches.ts";
import { findReceipt, nextSequence, openEpoch, storeReceipt } from "../../gateway/src/journal/receipts.ts";
import { reserve } from "../../gateway/src/journal/reserve.ts";
import { merkleProof } from "../../sdk/src/index.ts";
import { journalSource } from "../../scripts/operator/source.ts";
import { fillJournal } from "../../scripts/simulate-epoch/journal.ts";
import { startPostgres, type PostgresServer } from "../indexer/support/postgres-server.ts";

const RECEIPTS = 1_500;
const RULES = { closeAfter: 1_000, closeReceipts: 10 };

/** The epoch tables in both databases that a gateway can have. */
for (const kind of ["PGlite", "Postgres"] as const) {
  describe(`the epoch tables of a journal in ${kind}`, function () {
    this.timeout(300_000);
    const { chain } = fakeChain();
    let server: PostgresServer | undefined;
    let database: Database;

    before(async () => {
      if (kind === "Postgres") server = await startPostgres();
      database = server === undefined ? await openPglite() : await openPostgres(server.url);
      await createSchema(database, { deployment: "test" });
      // Again, as every start does.
      await createSchema(database, { deployment: "test" });
    });
    after(async () => {
      await database?.close();
      await server?.remove();
    });

    it("number receipts without a gap, whoever comes at once and whatever is rolled back, and close epochs by rule", async () => {
      const places: string[] = [];
      await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          database
            .transaction(async (tx) => {
              const { epoch, sequence } = await takePlace(tx, { now: 5_000, rules: RULES });
              if (index % 4 === 0) throw new Error("rolled back");
              return `${epoch}/${sequence}`;
            })
            .then(
              (place) => places.push(place),
              () => {},
            ),
        ),
      );
      const expected = Array.from({ length: 30 }, (_, index) => `${Math.floor(index / 10)}/${index % 10}`);
      expect(places.sort()).to.deep.equal(expected.sort());
      const states = async () => (await journalEpochs(database)).map(({ epoch, state, receipts }) => [epoch, state, receipts]);
      // Whether the last one was closed already depends on who was rolled back last.
      expect((await states()).slice(0, 2)).to.deep.equal([
        [0, "closed", 10],
        [1, "closed", 10],
      ]);
      await closeEpoch(database, { now: 5_000, rules: RULES, isForced: true });
      expect(await closeEpoch(database, { now: 9_000, rules: RULES, isForced: true })).to.equal(undefined);
      expect((await states())[2]).to.deep.equal([2, "closed", 10]);
      await database.query("DELETE FROM rail_epochs");
    });

    it("hold receipts that are signed in batches, of which each leads to its batch's root", async () => {
      const signed = { voucher: { payerAccount: 50, gatewayId: 1, cumulative: 1n, expiry: 2_000_000_000 }, signature: "0x" as Hex };
      await createKey(database, { label: "test", evidence: "public", signed: { ...signed, digest: keccak256("0x50") }, now: 1 });
      const people = {
        ...{ gateway: { id: 1, account: 4 }, offering: 7, promptPrice: 10n ** 9n, completionPrice: 10n ** 9n, payers: [50], commons: 2 },
        contributions: [10, 11, 12, 13, 14, 15].map((account) => contributionId(account, 1)),
      };
      await fillJournal(database, chain, people, RECEIPTS);
      expect(await unsignedReceipts(database, { limit: 5_000 })).to.have.length(RECEIPTS);
      await openReceiptSigning(database, chain.signer).signPending();
      expect(await unsignedReceipts(database, { limit: 1 })).to.deep.equal([]);
      const counts = new Set<number>();
      for (const sequence of [0, 1, 1_023, 1_024, RECEIPTS - 1]) {
        const stored = (await database.query<{ id: string }>("SELECT receipt_id AS id FROM receipts WHERE sequence = $1", [sequence]))[0]!;
        const receipt = (await findReceipt(database, stored.id))!;
        const { ids, signer: key, ...batch } = await receiptBatch(database, receipt.signedIn!);
        counts.add(batch.count);
        const path = [...merkleProof(ids, sequence - batch.firstSequence)];
        const batched = { ...batch, key, legCount: BigInt(batch.legCount), receipt: receipt.packed, path };
        expect(await verifyBatchedReceipt({ chainId: chain.chainId, router: chain.router, batched })).to.include({ sequence });
      }
      expect([...counts]).to.deep.equal([1_024, RECEIPTS - 1_024]);
    });

    it("count an epoch's fees as settled from when they are held, and no longer when it is void", async () => {
      await closeEpoch(database, { now: Date.now(), rules: RULES, isForced: true });
      const { fees } = (await journalEpochs(database))[0]!;
      const settled = async () => (await database.query<{ settled: string }>("SELECT settled::text FROM payers"))[0]!.settled;
      for (const [state, expected] of [
        ["committed", 0n],
        ["held", fees],
        ["held", fees],
        ["closed", 0n],
        ["final", fees],
      ] as const) {
        await noteEpoch(database, { epoch: 0, state });
        expect(await settled(), state).to.equal(`${expected}`);
      }
      expect(await epochOfferings(database, 0)).to.deep.equal([7]);
    });

    it("take a receipt of the direct lane under the next number or not at all, and a reservation once", async () => {
      const [key] = await database.query<{ id: string }>("SELECT id FROM api_keys LIMIT 1");
      const request = {
        requestId: "chatcmpl-1",
        keyId: key!.id,
        payer: 50,
        offeringId: 7,
        model: "m",
        callType: "c",
        upstream: "u",
        startedAt: 1,
      };
      const chainState = { balance: 10n ** 18n, withdrawing: 0n, authorised: 10n ** 18n, debited: 0n, cap: 10n ** 18n };
      const reading = { chain: chainState, settled: 0n };
      expect(await reserve(database, { request, amount: 9n, reading, redeemableUntil: 0 })).to.deep.equal({ kind: "reserved" });
      await openEpoch(database, { epoch: 3, nextSequence: 5 });
      const { requestId, payer, offeringId } = request;
      const store = (sequence: number) =>
        storeReceipt(database, {
          receipt: {
            ...{ receiptId: keccak256("0x03"), requestId, lane: "direct", epoch: 3, sequence, payer, offeringId, fee: 4n, unattributed: 1 },
            ...{ packed: "0x", legs: "[]", evidence: "{}", signature: "0x01", servedAt: 2 },
          },
          billed: { requestId, promptTokens: 1, completionTokens: 2, usageSource: "upstream", endedAt: 3 },
          answer: "{}",
        });
      expect(await store(4)).to.equal(false);
      expect(await findReceipt(database, requestId)).to.equal(undefined);
      expect(await store(5)).to.equal(true);
      expect(await findReceipt(database, requestId)).to.deep.include({ sequence: 5, fee: 4n, signature: "0x01" });
      const [error] = await Promise.allSettled([store(6)]);
      expect((error as PromiseRejectedResult).reason)
        .to.have.property("message")
        .that.includes("has no reservation");
      expect(await nextSequence(database, 3)).to.equal(6);
    });

    // A journal in memory ends with its gateway; that of a folder is read in served-receipts.test.ts.
    const inServer = kind === "Postgres" ? it : () => undefined;
    inServer("are what the operator reads while the gateway is stopped", async () => {
      if (server === undefined) return;
      await database.close();
      const source = await journalSource(server.url);
      try {
        expect(source.place).to.not.contain("openledger:openledger");
        expect(await source.closed()).to.deep.equal([0]);
        expect(await source.contents(0)).to.deep.equal({ receipts: RECEIPTS, offerings: [7] });
        const read: PackedReceipt[] = [];
        for await (const receipt of source.receipts(0, RECEIPTS - 3)) read.push(receipt);
        expect(read.map(({ receipt }) => Number(BigInt(bytesToHex(receipt.subarray(10, 15)))))).to.deep.equal([1_497, 1_498, 1_499]);
        // While the operator has it, no gateway can write.
        expect(await openPostgres(server.url).catch((error: Error) => error.message)).to.contain("Another gateway writes");
      } finally {
        await source.end();
        database = await openPostgres(server.url);
      }
    });
  });
}
