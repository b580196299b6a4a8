/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-explicit-any -- answers are read as they come, ethers' contracts are untyped */
import {
  contributionId,
  receiptId,
  snapshotRoot,
  verifyLegProof,
  verifyPayoutLane,
  verifyReceiptProof,
  verifySnapshotProof,
} from "@openledger/sdk";
import { expect } from "chai";
import { network } from "hardhat";
import {
  createPublicClient,
  custom,
  decodeEventLog,
  keccak256,
  numberToHex,
  toEventSelector,
  toHex,
  type Abi,
  type Address,
  type Hex,
} from "viem";

import { createBatch, signBatch } from "../../scripts/bench/batch.ts";
import { createWorld, type World } from "../../scripts/bench/world.ts";
import { restApp } from "../../indexer/src/api/rest/rest-app.ts";
import { CONTRACTS, UNFOLDED_EVENTS, type ContractName } from "../../indexer/src/fold/contracts.ts";
import { memoryStore } from "../../indexer/src/fold/memory-store.ts";
import type { Reducer } from "../../indexer/src/fold/reducer.ts";
import { CHAIN } from "../../indexer/test/support/fold.ts";
import { runReducer } from "../../indexer/src/fold/run-reducer.ts";
import { REDUCERS } from "../../indexer/src/reducers.ts";
import { openTables, type Tables } from "../../indexer/test/support/tables.ts";

const RECEIPTS = 5;
const LEGS = 12;
const ITEMS_EACH = 6;

/** Settles on a simulated chain, folds its events as the indexer does, asks the indexer for proofs, and has sdk and contracts check them. */
describe("prove to verify", function () {
  this.timeout(300_000);
  let connection: Awaited<ReturnType<typeof network.create>>;
  let world: World;
  let tables: Tables;
  let app: ReturnType<typeof restApp>;
  let harness: any;
  let ids: readonly Hex[];
  let ledger: Address;
  let settled: { root: Hex; receiptCount: bigint };

  before(async () => {
    connection = await network.create({ network: "default", chainType: "op" });
    world = await createWorld(connection, { contributors: 3, payers: 1, offerings: 1, itemsEach: ITEMS_EACH });
    const { suite } = world;
    await (suite.datanetRegistry as any).publishSnapshot(1, snapshotRootOfWorld(), 3 * ITEMS_EACH, "");
    const client = createPublicClient({ transport: custom(connection.provider as never) });
    const now = Number((await client.getBlock()).timestamp);
    const batch = createBatch(world, { firstSequence: 0, receipts: RECEIPTS, legs: LEGS, servedAt: now * 1_000, itemsEach: ITEMS_EACH });
    ids = batch.receiptIds;
    await suite.rewardRouter.settle(batch.blob, world.receiptKey.address, await signBatch(world, batch, await client.getChainId()));

    const names = new Map<string, ContractName>();
    for (const [key, contract] of Object.entries(suite)) {
      const name = `${key[0]!.toUpperCase()}${key.slice(1)}`;
      if (Object.hasOwn(CONTRACTS, name)) names.set((await (contract as any).getAddress()).toLowerCase(), name as ContractName);
    }
    ledger = (await suite.payoutLedger.getAddress()) as Address;
    const store = memoryStore();
    for (const log of await client.getLogs({ fromBlock: 0n, toBlock: "latest" })) {
      const contract = names.get(log.address.toLowerCase());
      // Transfers of OPEN are not folded, and not in the ABI that is.
      const isFolded = (CONTRACTS[contract!] as Abi | undefined)?.some(
        (item) => item.type === "event" && toEventSelector(item) === log.topics[0],
      );
      if (contract === undefined || isFolded !== true) continue;
      const { eventName, args } = decodeEventLog({ abi: CONTRACTS[contract], topics: log.topics, data: log.data } as any) as any;
      if ((UNFOLDED_EVENTS as readonly string[]).includes(eventName)) continue;
      const reducer = (REDUCERS[contract] as unknown as Record<string, Reducer<unknown>>)[eventName];
      if (reducer === undefined) continue;
      if (eventName === "BatchSettled") settled = args;
      const block = await client.getBlock({ blockNumber: log.blockNumber });
      const event = {
        contract,
        name: eventName,
        args,
        address: log.address,
        block,
        transactionHash: log.transactionHash,
        logIndex: log.logIndex,
      };
      await runReducer(reducer, store, event, CHAIN);
    }
    tables = await openTables(store);
    const head = await client.getBlock();
    const indexedBlock = async () => ({ number: Number(head.number), hash: head.hash, timestamp: Number(head.timestamp) });
    app = restApp(
      tables.db,
      { evidenceOf: async () => null, indexedBlock, freshnessOf: async () => null },
      {
        chain: {
          router: (await suite.rewardRouter.getAddress()) as Address,
          payoutLedger: ledger,
          commonsAccount: async () => Number(await suite.rewardRouter.commons()),
          getTransaction: (request) => client.getTransaction(request),
          proofAt: async (address, slots, blockNumber) => {
            const proof: any = await connection.provider.request({
              method: "eth_getProof",
              params: [address, slots, numberToHex(blockNumber)],
            });
            const { stateRoot } = await client.getBlock({ blockNumber: BigInt(blockNumber) });
            return { stateRoot, accountProof: proof.accountProof, storageProofs: proof.storageProof.map((part: any) => part.proof) };
          },
        },
      },
    );
    harness = await connection.ethers.deployContract("ProofHarness");
  });
  after(async () => {
    await tables?.close();
    await connection?.close();
  });

  /** Root of everything that the world has accepted, as its curator would publish it. */
  const snapshotRootOfWorld = () =>
    snapshotRoot(
      world.contributorAccounts.flatMap((account) =>
        Array.from({ length: ITEMS_EACH }, (_, i) => ({
          contributionId: contributionId(account, i + 1),
          contentRoot: keccak256(toHex(`${account}/${i}`)),
          noveltyPpm: 1_000_000,
        })),
      ),
    );
  const get = async (path: string) => {
    const response = await app.request(path);
    const json = (await response.json()) as any;
    expect(response.status, JSON.stringify(json)).to.equal(200);
    expect(json.block.hash).to.match(/^0x[0-9a-f]{64}$/);
    return json;
  };

  it("a receipt in its batch: sdk, the router's event and the contracts' library agree", async () => {
    for (const id of ids) {
      const answer = await get(`/proof/receipt/${id}`);
      const proof = { ...answer, firstSequence: Number(answer.firstSequence) };
      const receipt = verifyReceiptProof(proof)!;
      expect(receiptId(receipt)).to.equal(id);
      const { root, receiptCount: count } = settled;
      expect([root, Number(count)]).to.deep.equal([answer.root, answer.count]);
      expect(await (world.suite.rewardRouter as any).isSettled(1, receipt.epoch, receipt.sequence)).to.equal(true);
      expect(await harness.isProven(root, count, answer.index, keccak256(answer.packed), answer.proof)).to.equal(true);
      expect(await harness.isProven(root, count, answer.index ^ 1, keccak256(answer.packed), answer.proof)).to.equal(false);
      expect(verifyReceiptProof({ ...proof, firstSequence: proof.firstSequence + 1 })).to.equal(undefined);
    }
  });

  it("a leg in its receipt", async () => {
    let before = 0;
    for (let position = 0; position < LEGS; position++) {
      const answer = await get(`/proof/leg/${ids[0]}/${position}`);
      const { leg, weightBefore } = verifyLegProof(answer)!;
      expect([`${leg.contributionId}`, leg.weight, `${weightBefore}`]).to.deep.equal([
        answer.leg.contributionId,
        answer.leg.weight,
        answer.leg.weightBefore,
      ]);
      expect(weightBefore).to.equal(before);
      before += leg.weight;
      const [isTrue, packed] = await harness.legAt(answer.packed, position, answer.opening.data, answer.opening.path);
      expect([isTrue, BigInt(packed) >> 24n]).to.deep.equal([true, leg.contributionId]);
      const elsewhere = { ...answer.opening, index: answer.opening.index ^ 1 };
      expect(verifyLegProof({ ...answer, opening: elsewhere })).to.equal(undefined);
      const wrong = answer.opening.data.replace(/.$/, (digit: string) => (digit === "1" ? "2" : "1"));
      expect(verifyLegProof({ ...answer, opening: { ...answer.opening, data: wrong } })).to.equal(undefined);
      expect((await harness.legAt(answer.packed, position, wrong, answer.opening.path))[0]).to.equal(false);
    }
  });

  it("a contribution in the snapshot that the registry keeps", async () => {
    const answer = await get(`/proof/contribution/${(BigInt(world.contributorAccounts[1]!) << 24n) | 3n}`);
    expect(answer.problem).to.equal(null);
    const snapshot = { ...answer.snapshot, item: { ...answer.snapshot.item, contributionId: BigInt(answer.snapshot.item.contributionId) } };
    const { itemRoot, itemCount } = await (world.suite.datanetRegistry as any).snapshotOf(1, answer.snapshot.number);
    expect([itemRoot, Number(itemCount)]).to.deep.equal([snapshot.itemRoot, snapshot.itemCount]);
    expect(verifySnapshotProof(itemRoot, snapshot)).to.equal(true);
    expect(verifySnapshotProof(itemRoot, { ...snapshot, item: { ...snapshot.item, noveltyPpm: 1 } })).to.equal(false);
    expect(answer.commit.position).to.match(/^\d+$/);
  });

  it("an account's payout lane, from the state root down", async () => {
    const { ethers } = connection;
    const contract: any = await ethers.getContractAt("PayoutLedger", ledger);
    let paid = 0n;
    for (const account of [...world.contributorAccounts, ...world.roleAccounts, ...world.payerAccounts]) {
      const answer = await get(`/proof/account/${account}`);
      const lane = verifyPayoutLane(answer)!;
      expect(lane).to.deep.equal({ credited: await contract.creditedOf(account), withdrawn: await contract.withdrawnOf(account) });
      expect(((await contract.creditedWord(answer.word)) >> BigInt(64 * answer.lane)) & (2n ** 64n - 1n)).to.equal(lane.credited);
      expect(verifyPayoutLane({ ...answer, stateRoot: keccak256("0x") })).to.equal(undefined);
      expect(verifyPayoutLane({ ...answer, creditedProof: answer.creditedProof.slice(0, -1) })).to.equal(undefined);
      paid += lane.credited;
    }
    expect(paid).to.equal(await contract.totalCredited());
  });
});
