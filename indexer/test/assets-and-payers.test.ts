import { expect } from "chai";
import { concatHex, numberToHex, stringToHex } from "viem";

import {
  account,
  agent,
  agentMetadata,
  allowance,
  anomaly,
  bondEntry,
  curator,
  datanet,
  escrowEntry,
  gateway,
  heldRelease,
  lineageEdge,
  networkTotal,
  parameter,
  payerDeposit,
  rangeCredit,
  voucher,
  withdrawal,
} from "../ponder.schema.ts";
import { ACTOR, addressOf, eventOf, fold, hashOf } from "./support/fold.ts";
import { DATANET, DATANET_ACCOUNT, GATEWAY, PAYER, openWorld } from "./support/world.ts";

const BUYER = addressOf(0xb0);
const RAIL = addressOf(0xa11);

describe("assets", () => {
  it("give their account to whoever holds the token; a Datanet's curators leave with the seller", async () => {
    const store = await openWorld();
    const named = { datanet: DATANET, curator: addressOf(0xc1), isCurator: true, actor: ACTOR };
    await fold(store, eventOf("DatanetRegistry", "CuratorChanged", named));
    expect(store.rows(datanet)[0]!.curators).to.deep.equal([addressOf(0xc1)]);
    await fold(store, eventOf("DatanetRegistry", "Transfer", { from: ACTOR, to: BUYER, tokenId: BigInt(DATANET) }));
    expect(store.rows(datanet)[0]).to.include({ owner: BUYER });
    expect(store.rows(datanet)[0]!.curators).to.deep.equal([]);
    expect(store.rows(curator)[0]!.isCurator).to.equal(false);
    expect(store.rows(account).find(({ id }) => id === DATANET_ACCOUNT)).to.include({ controller: BUYER, payout: BUYER, kind: "Datanet" });
  });

  it("fold an agent from ERC-8004's events in any order, with its wallet and lineage", async () => {
    const store = await openWorld();
    const edge = { relation: 3, kind: 2, parent: 1, snapshot: 0, weightPpm: 0 };
    const declared = (version: number, edges: (typeof edge)[]) =>
      eventOf("AgentRegistry", "AgentLineageDeclared", { agent: 1, version, royaltyBps: 250, edges, actor: ACTOR });
    const metadata = (key: string, value: `0x${string}`) =>
      eventOf("AgentRegistry", "MetadataSet", { agentId: 1n, indexedMetadataKey: hashOf(key), metadataKey: key, metadataValue: value });
    await fold(
      store,
      eventOf("AccountRegistry", "AssetAccountRegistered", { account: 20, asset: addressOf(0xa9), kind: 4, assetId: 1 }),
      eventOf("AgentRegistry", "Transfer", { from: addressOf(0), to: ACTOR, tokenId: 1n }),
      metadata("agentWallet", ACTOR),
      eventOf("AgentRegistry", "Registered", { agentId: 1n, agentURI: "https://agent", owner: ACTOR }),
      eventOf("AgentRegistry", "AgentAccountOpened", { agent: 1, account: 20, owner: ACTOR }),
      metadata("skills", stringToHex("audit")),
      declared(1, [edge, { ...edge, kind: 3 }]),
      declared(2, [edge]),
    );
    expect(store.rows(anomaly)).to.deep.equal([]);
    expect(store.rows(agent)[0]).to.include({
      uri: "https://agent",
      owner: ACTOR,
      accountId: 20,
      wallet: ACTOR,
      lineageVersion: 2,
      royaltyBps: 250,
    });
    expect(store.rows(agentMetadata)).to.have.length(2);
    expect(store.rows(lineageEdge).map(({ version, isCurrent }) => [version, isCurrent])).to.deep.equal([
      [1, false],
      [1, false],
      [2, true],
    ]);
    await fold(store, metadata("agentWallet", "0x"));
    expect(store.rows(agent)[0]!.wallet).to.equal(null);
  });

  it("carry their lineage to the snapshot", async () => {
    const store = await openWorld();
    const edges = [{ relation: 0, kind: 1, parent: DATANET, snapshot: 1, weightPpm: 0 }];
    const record = { name: "LoRA", uri: "", weightsHash: hashOf("w"), baseModel: 1, royaltyBps: 100 };
    await fold(
      store,
      eventOf("AccountRegistry", "AssetAccountRegistered", { account: 21, asset: addressOf(0xa1), kind: 3, assetId: 1 }),
      eventOf("AdapterRegistry", "AdapterRegistered", { adapter: 1, account: 21, owner: ACTOR, record, edges, depth: 0 }),
    );
    expect(store.rows(lineageEdge)[0]).to.include({
      id: "Adapter-1-0-0",
      relation: "TrainedOn",
      childAdapterId: 1,
      parentDatanetId: DATANET,
      parentModelId: null,
      snapshotId: "1-1",
    });
  });
});

describe("payers", () => {
  const PAIR = { payer: PAYER, gateway: GATEWAY };

  it("have a deposit that follows every move", async () => {
    const store = await openWorld();
    const deposit = () => store.rows(payerDeposit)[0]!;
    await fold(
      store,
      eventOf("PaymentEscrow", "Deposited", { payer: PAYER, from: ACTOR, amount: 1_000n, balance: 1_000n }),
      eventOf("PaymentEscrow", "WithdrawalRequested", { payer: PAYER, amount: 900n, withdrawableAt: 2_000_000_000, actor: ACTOR }),
      eventOf("PaymentEscrow", "Debited", { ...PAIR, amount: 300n, debited: 300n, balance: 700n }),
    );
    expect(deposit()).to.include({ balance: 700n, withdrawing: 700n, debited: 300n, deposited: 1_000n });
    await fold(
      store,
      eventOf("PaymentEscrow", "DepositWithdrawn", { payer: PAYER, payout: ACTOR, amount: 700n, balance: 0n, actor: ACTOR }),
    );
    expect(deposit()).to.include({ balance: 0n, withdrawing: 0n, withdrawableAt: null, withdrawn: 700n });
    expect(store.rows(withdrawal)[0]).to.include({ kind: "Deposit", amount: 700n });
    expect(store.rows(escrowEntry)).to.have.length(4);
    expect(store.rows(anomaly)).to.deep.equal([]);
    await fold(store, eventOf("PaymentEscrow", "Deposited", { payer: PAYER, from: ACTOR, amount: 5n, balance: 6n }));
    expect(store.rows(anomaly)[0]).to.include({ kind: "TotalMismatch", expected: "5", actual: "6" });
  });

  it("get back what an epoch held before it became void", async () => {
    const store = await openWorld();
    await fold(
      store,
      eventOf("PaymentEscrow", "Deposited", { payer: PAYER, from: ACTOR, amount: 1_000n, balance: 1_000n }),
      eventOf("PaymentEscrow", "Debited", { ...PAIR, amount: 300n, debited: 300n, balance: 700n }),
      eventOf("PaymentEscrow", "Debited", { ...PAIR, amount: 200n, debited: 500n, balance: 500n }),
      eventOf("PaymentEscrow", "DebitRestored", { ...PAIR, amount: 200n, debited: 300n, balance: 700n }),
      eventOf("PaymentEscrow", "HeldReleased", { rail: RAIL, amount: 300n, held: 0n }),
    );
    expect(store.rows(payerDeposit)[0]).to.include({ balance: 700n, debited: 300n });
    expect(store.rows(allowance)[0]).to.include({ debited: 300n });
    expect(store.rows(networkTotal)[0]).to.include({ debited: 300n });
    expect(store.rows(escrowEntry).at(-1)).to.include({ kind: "Restored", amount: 200n, balance: 700n });
    expect(store.rows(heldRelease)[0]).to.include({ rail: RAIL, amount: 300n, held: 0n });
    expect(store.rows(anomaly)).to.deep.equal([]);
    await fold(store, eventOf("PaymentEscrow", "DebitRestored", { ...PAIR, amount: 300n, debited: 0n, balance: 999n }));
    expect(store.rows(anomaly)[0]).to.include({ kind: "TotalMismatch", expected: "1000", actual: "999" });
  });

  it("have allowances whose cuts wait and whose raises do not", async () => {
    const store = await openWorld();
    const at = (seconds: bigint) => ({ timestamp: seconds });
    const cap = (amount: bigint, effectiveAt: number, seconds: bigint) =>
      eventOf("PaymentEscrow", "CapChanged", { ...PAIR, cap: amount, effectiveAt, actor: ACTOR }, at(seconds));
    const row = () => store.rows(allowance)[0]!;
    await fold(store, cap(500n, 2_000, 1_000n));
    expect(row()).to.include({ cap: null, nextCap: 500n, nextCapAt: 2_000n });
    await fold(store, cap(400n, 4_000, 3_000n));
    expect(row()).to.include({ cap: 500n, nextCap: 400n, nextCapAt: 4_000n });
    await fold(store, cap(900n, 3_500, 3_500n));
    expect(row()).to.include({ cap: 900n, nextCap: null, nextCapAt: null });
    await fold(store, eventOf("PaymentEscrow", "VoucherRedeemed", { ...PAIR, cumulative: 800n, previous: 0n, actor: ACTOR }));
    expect(row().authorised).to.equal(800n);
  });

  it("are raised by packed vouchers, each a row of its own", async () => {
    const store = await openWorld();
    const entry = (cumulative: bigint) => concatHex([numberToHex(PAIR.payer, { size: 4 }), numberToHex(cumulative, { size: 8 })]);
    const redeemed = concatHex([entry(800n), entry(900n)]);
    await fold(
      store,
      eventOf("PaymentEscrow", "VoucherRedeemed", { ...PAIR, cumulative: 500n, previous: 0n, actor: ACTOR }),
      eventOf("PaymentEscrow", "VouchersRedeemed", { gateway: PAIR.gateway, redeemed, actor: ACTOR }),
    );
    expect(store.rows(allowance)[0]!.authorised).to.equal(900n);
    expect(store.rows(voucher).map(({ previous, cumulative, packedIndex }) => [previous, cumulative, packedIndex])).to.deep.equal([
      [0n, 500n, null],
      [500n, 800n, 0],
      [800n, 900n, 1],
    ]);
  });
});

describe("gateways", () => {
  it("lose bond to a court, and what was unbonding when the bond was not enough", async () => {
    const store = await openWorld();
    const row = () => store.rows(gateway)[0]!;
    const before = row().bond;
    const slash = (amount: bigint, bond: bigint, unbonding: bigint) =>
      eventOf("GatewayRegistry", "BondSlashed", { gateway: GATEWAY, amount, bond, unbonding, to: RAIL, court: ACTOR });
    await fold(
      store,
      eventOf("GatewayRegistry", "BondLockSet", { bondLock: RAIL, actor: ACTOR }),
      eventOf("GatewayRegistry", "BondPosted", { gateway: GATEWAY, amount: 900n, bond: before + 900n, actor: ACTOR }),
      eventOf("GatewayRegistry", "UnbondingStarted", { gateway: GATEWAY, amount: 100n, unbondingAt: 2_000_000_000, actor: ACTOR }),
      slash(before + 850n, 0n, 50n),
    );
    expect(row()).to.include({ bond: 0n, unbonding: 50n });
    expect(store.rows(bondEntry).at(-1)).to.include({ kind: "Slashed", amount: before + 850n, recipient: RAIL, actor: ACTOR });
    expect(store.rows(parameter).find(({ id }) => id === "GatewayRegistry.bondLock")).to.include({ value: RAIL });
    expect(store.rows(anomaly)).to.deep.equal([]);
    await fold(store, slash(50n, 0n, 10n));
    expect(store.rows(anomaly)[0]).to.include({ kind: "TotalMismatch", expected: "0", actual: "10" });
  });
});

describe("ranges of credits", () => {
  const withdrawn = (amount: bigint) =>
    eventOf("PayoutLedger", "Withdrawn", { account: PAYER, payout: ACTOR, amount, withdrawn: amount, actor: ACTOR });

  it("are kept as facts, leave balances alone and bound what accounts may withdraw", async () => {
    const store = await openWorld();
    await fold(
      store,
      eventOf("PayoutLedger", "RangeCredited", { source: RAIL, firstWord: 512, words: 512n, total: 700n }),
      withdrawn(700n),
    );
    expect(store.rows(rangeCredit)[0]).to.include({ source: RAIL, firstWord: 512n, wordCount: 512n, total: 700n });
    expect(store.rows(networkTotal)[0]).to.include({ rangeCredited: 700n, credited: 0n });
    expect(store.rows(anomaly)).to.deep.equal([]);
  });

  it("do not explain more than they credited", async () => {
    const store = await openWorld();
    await fold(store, eventOf("PayoutLedger", "RangeCredited", { source: RAIL, firstWord: 0, words: 1n, total: 699n }), withdrawn(700n));
    expect(store.rows(anomaly)[0]).to.include({ kind: "CreditMismatch", expected: "at most 699", actual: "700" });
  });
});
