import { bytesToHex, toBytes, type Hex } from "viem";
import { network } from "hardhat";
import { id as keccakOf } from "ethers";

import {
  contributionId,
  encodeReceipt,
  feeOf,
  legsRoot,
  receiptTypedData,
  sortLegs,
  type Leg,
  type Receipt,
  type SplitEntry,
} from "../../../sdk/src/index.ts";
import type { ReceiptWithLegs } from "../../../sdk/src/index.ts";
import { buildEpoch } from "../../../sdk/src/epoch/build-epoch.ts";
import { Lie } from "../../../sdk/src/codes/lie.ts";
import { debitSlice, sliceCount } from "../../../sdk/src/epoch/debit-slice.ts";
import type { Epoch } from "../../../sdk/src/epoch/epoch.ts";
import { headerTypedData } from "../../../sdk/src/epoch/header-typed-data.ts";
import { createWorld, GATEWAY_ID, PRICES } from "../../../scripts/bench/world.ts";
import { randomOf, type Random } from "../../../scripts/vectors/random.ts";

export { GATEWAY_ID, Lie };
export const COMMONS = 1;
export const DAY = 86_400;
export const ZERO = `0x${"00".repeat(32)}` as const;
const CLASSES = ["proven", "recomputable", "judged"] as const;

/** A chain of its own. */
export const connect = () => network.connect({ network: "default", chainType: "op" });

interface WorldOptions {
  readonly contributors?: number;
  readonly payers?: number;
  readonly itemsEach?: number;
  /** The chain to deploy onto; one of its own if left out. */
  readonly connection?: Awaited<ReturnType<typeof connect>>;
}

export type EpochWorld = Awaited<ReturnType<typeof epochWorld>>;

/** The whole suite as it is deployed, a bonded gateway, funded payers and accepted contributions. */
export async function epochWorld({ contributors = 12, payers = 4, itemsEach = 40, connection: given }: WorldOptions = {}) {
  const connection = given ?? (await connect());
  const { ethers, networkHelpers } = connection;
  const world = await createWorld(connection, { contributors, payers, offerings: 2, itemsEach });
  const { suite, receiptKey } = world;
  const { actor } = suite;
  const authority = await suite.accountRegistry.authority();
  const manager = await ethers.getContractAt("AccessManager", authority, actor);

  const {
    epochLedger: ledger,
    payoutLedger: payouts,
    receiptProofs,
    legProofs,
    vectorProofs,
    chunkProofs,
    treeProofs,
    escapeHatch,
  } = suite;

  const chainId = Number((await ethers.provider.getNetwork()).chainId);
  const epochLedger = (await ledger.getAddress()) as Hex;
  const offering = await suite.gatewayRegistry.offeringOf(1);
  const entries: SplitEntry[] = offering.split.map((entry) => ({
    role: Number(entry.role),
    account: Number(entry.account),
    bps: Number(entry.bps),
  }));
  const splits = new Map(world.offeringIds.map((number) => [number, entries]));

  /** Dense random receipts of the epoch lane. */
  async function receipts(random: Random, epoch: number, count: number, maximumLegs: number): Promise<ReceiptWithLegs[]> {
    const servedAt = (await networkHelpers.time.latest()) * 1000;
    return Array.from({ length: count }, (_, sequence) => {
      const legs = randomLegs(random, random.int(0, maximumLegs));
      const promptTokens = random.int(1, 4_000);
      const completionTokens = random.int(0, 2_000);
      const receipt: Receipt = {
        lane: "epoch",
        gatewayId: GATEWAY_ID,
        epoch,
        sequence,
        payerAccount: world.payerAccounts[random.int(0, payers - 1)]!,
        offeringId: random.int(1, 2),
        promptTokens,
        completionTokens,
        fee: feeOf({ promptTokens, completionTokens, ...PRICES }),
        servedAt: servedAt + sequence,
        legCount: legs.length,
        weightTotal: legs.reduce((sum, leg) => sum + leg.weight, 0) + random.int(1, 500),
        legsRoot: legsRoot(legs),
        contextRoot: random.bytes32(),
      };
      return { receipt, legs };
    });
  }

  function randomLegs(random: Random, count: number): readonly Leg[] {
    const legs = new Map<string, Leg>();
    while (legs.size < count) {
      const legClass = CLASSES[random.int(0, 2)]!;
      const contribution = contributionId(world.contributorAccounts[random.int(0, contributors - 1)]!, random.int(1, itemsEach));
      legs.set(`${contribution} ${legClass}`, { contributionId: contribution, weight: random.int(1, 65_535), class: legClass });
    }
    return sortLegs([...legs.values()]);
  }

  /** An honest epoch over random receipts. */
  async function randomEpoch(
    random: Random,
    options: Partial<{ epoch: number; parent: Hex; count: number; legs: number; chunkLegs: number }> = {},
  ) {
    const { epoch = 0, parent = ZERO, count = random.int(1, 40), legs = 12, chunkLegs = random.int(12, 60) } = options;
    return build({ epoch, parent, receipts: await receipts(random, epoch, count, legs), chunkLegs });
  }

  function build({
    epoch,
    parent,
    receipts: list,
    chunkLegs,
  }: {
    epoch: number;
    parent: Hex;
    receipts: readonly ReceiptWithLegs[];
    chunkLegs?: number;
  }): Epoch {
    return buildEpoch({ gatewayId: GATEWAY_ID, epoch, parent, receipts: list, splits, commons: COMMONS, chunkLegs });
  }

  /** Signs and commits a header; returns the record and its hash. */
  async function commit(epoch: Pick<Epoch, "header" | "packed" | "top">): Promise<{ record: Hex; hash: Hex; gasUsed: bigint }> {
    const { domain, types, message } = headerTypedData({ chainId, epochLedger, epoch });
    const signature = await receiptKey.signTypedData(domain, types as never, message);
    const transaction = await ledger.commit(bytesToHex(epoch.packed), receiptKey.address, signature);
    const done = (await transaction.wait())!;
    const event = ledger.interface.parseLog(done.logs.find(({ address }) => address === epochLedger)!)!;
    return { record: event.args["record"] as Hex, hash: event.args["recordHash"] as Hex, gasUsed: done.gasUsed };
  }

  /** A receipt with its single signature, as `IReceiptProofs.SignedReceipt`. */
  async function signReceipt(receipt: Receipt) {
    const router = (await suite.rewardRouter.getAddress()) as Hex;
    const { domain, types, message } = receiptTypedData({ chainId, router, receipt });
    const signature = await receiptKey.signTypedData(domain, types as never, message);
    return {
      receipt: encodeReceipt(receipt),
      key: receiptKey.address,
      signature,
      firstSequence: 0,
      count: 0,
      legCount: 0,
      feeTotal: 0,
      path: [] as Hex[],
    };
  }

  async function hold(record: Hex, epoch: Pick<Epoch, "top">): Promise<void> {
    for (let slice = 0; slice < sliceCount(epoch.top.debits); slice++) {
      const { leaves, path } = debitSlice(epoch.top.debits, slice);
      await ledger.hold(record, [...leaves], [...path]);
    }
  }

  async function restore(record: Hex, epoch: Pick<Epoch, "top">): Promise<void> {
    for (let slice = 0; slice < sliceCount(epoch.top.debits); slice++) {
      const { leaves, path } = debitSlice(epoch.top.debits, slice);
      await ledger.restore(record, [...leaves], [...path]);
    }
  }

  /** The award of a conviction, as the ledger announced it. */
  async function awardOf(hash: Hex) {
    const [log] = await ledger.queryFilter(ledger.filters.EpochVoided(GATEWAY_ID, undefined, hash));
    const { epoch, prover, penalty, harmed } = log!.args;
    return { epoch, due: { prover, penalty, harmed } };
  }

  async function award(hash: Hex) {
    const { epoch, due } = await awardOf(hash);
    return ledger.award(GATEWAY_ID, epoch, hash, due);
  }

  /** Commits, holds, waits and finalises an honest epoch. */
  async function settle(epoch: Epoch): Promise<{ record: Hex; hash: Hex }> {
    const committed = await commit(epoch);
    await hold(committed.record, epoch);
    await networkHelpers.time.increase(DAY);
    await ledger.finalise(committed.record);
    return committed;
  }

  return {
    ...world,
    connection,
    ethers,
    networkHelpers,
    chainId,
    epochLedger,
    manager,
    ledger,
    payouts,
    receiptProofs,
    legProofs,
    vectorProofs,
    chunkProofs,
    treeProofs,
    escapeHatch,
    splits,
    entries,
    receipts,
    randomLegs,
    randomEpoch,
    build,
    commit,
    signReceipt,
    hold,
    restore,
    award,
    awardOf,
    settle,
    keccakOf,
  };
}

export { randomOf, bytesToHex, toBytes };
export type { Random };
