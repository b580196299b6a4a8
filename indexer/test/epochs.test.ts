import { payoutLedgerAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import { encodeFunctionData, type Hex } from "viem";

import { anomaly, balance, epoch, epochPayout, finalEpoch, networkTotal, payoutSubtree, pushedSubtree } from "../ponder.schema.ts";
import { emptySubtree, subtreeRoot } from "../src/epochs/words.ts";
import type { FoldEvent } from "../src/fold/event.ts";
import type { MemoryStore } from "../src/fold/memory-store.ts";
import { ACTOR, CHAIN, eventOf, fold, foldWith, hashOf } from "./support/fold.ts";
import { GATEWAY, PAYER, openWorld } from "./support/world.ts";

const EPOCH = 4;

/** Words that credit an amount to account 2, the first word's third lane. */
const wordsOf = (amount: bigint) => emptySubtree().with(0, amount << 128n);
const calldataOf = (words: readonly bigint[]): Hex =>
  encodeFunctionData({ abi: payoutLedgerAbi, functionName: "push", args: [GATEWAY, EPOCH, 0, words, []] });

const pushed = (transaction: string, total: bigint, root: Hex, input: Hex): FoldEvent => ({
  ...eventOf("PayoutLedger", "SubtreePushed", { gateway: GATEWAY, epoch: EPOCH, subtree: 0, root, total, actor: ACTOR }, { transaction }),
  input: () => input,
});
const claimed = (word: number, lanes: bigint) =>
  eventOf("PayoutLedger", "WordClaimed", { gateway: GATEWAY, epoch: EPOCH, word, lanes, actor: ACTOR });

const balanceOf = (store: MemoryStore) => store.rows(balance).find(({ accountId }) => accountId === PAYER)!;

/** A world in which the epoch is final; of its header nothing is known, which is one anomaly. */
async function finalWorld(fees = 5_000n): Promise<MemoryStore> {
  const store = await openWorld();
  const args = { gateway: GATEWAY, epoch: EPOCH, payoutRoot: hashOf("root"), payoutDepth: 9, fees };
  await fold(store, eventOf("PayoutLedger", "PayoutRootSet", args));
  return store;
}
const kindsOf = (store: MemoryStore) =>
  store
    .rows(anomaly)
    .map(({ kind }) => kind)
    .slice(1);

describe("a push", () => {
  const words = wordsOf(700n);

  it("pays the accounts that the calldata names, wherever the call stands in it, because they give the root", async () => {
    const store = await finalWorld();
    const call = calldataOf(words).slice(2);
    const lie = calldataOf(wordsOf(699n)).slice(2);
    await fold(store, pushed("wrapped", 700n, subtreeRoot(words), `0xabcdef${lie}00${call}ff`));
    expect(kindsOf(store)).to.deep.equal([]);
    expect(balanceOf(store)).to.include({ credited: 700n, earned: 700n, claimable: 700n });
    expect(store.rows(epochPayout)[0]).to.include({ accountId: PAYER, amount: 700n, kind: "Pushed", gatewayId: GATEWAY });
    expect(store.rows(pushedSubtree)[0]).to.include({ isExplained: true, accountCount: 1, total: 700n });
    expect(store.rows(finalEpoch)[0]).to.include({ id: `${GATEWAY}-${EPOCH}`, fees: 5_000n, credited: 700n });
  });

  it("that cannot be read leaves balances alone, and says so", async () => {
    const store = await finalWorld();
    await fold(store, pushed("hidden", 700n, subtreeRoot(words), calldataOf(wordsOf(699n))));
    expect(kindsOf(store)).to.deep.equal(["Undecodable"]);
    expect(balanceOf(store)).to.include({ credited: 0n, earned: 0n });
    expect(store.rows(networkTotal)[0]).to.include({ rangeCredited: 700n, rangeExplained: 0n });
    expect(store.rows(payoutSubtree)[0]).to.include({ isExplained: false, credited: 0n });
    // What nobody explained may be withdrawn by anybody.
    const withdrawn = { account: PAYER, payout: ACTOR, amount: 700n, withdrawn: 700n, actor: ACTOR };
    await fold(store, eventOf("PayoutLedger", "Withdrawn", withdrawn));
    expect(kindsOf(store)).to.have.length(1);
  });

  it("that cannot be read is read off the ledger, unless the ledger shows something else", async () => {
    const reads = (credited: bigint) => ({ ...CHAIN, creditedWords: async () => wordsOf(credited) });
    const store = await finalWorld();
    await foldWith(reads(700n), store, [pushed("hidden", 700n, subtreeRoot(words), "0x")]);
    expect(kindsOf(store)).to.deep.equal([]);
    expect(balanceOf(store)).to.include({ credited: 700n, earned: 700n });
    const other = await finalWorld();
    await foldWith(reads(701n), other, [pushed("hidden", 700n, subtreeRoot(words), "0x")]);
    expect(kindsOf(other)).to.deep.equal(["Undecodable"]);
    expect(balanceOf(other).credited).to.equal(0n);
  });

  it("pays nobody again whose word was claimed, and of an epoch never more than its fees", async () => {
    const store = await finalWorld(709n);
    const both = words.with(1, 9n);
    await fold(store, claimed(0, words[0]!), pushed("rest", 9n, subtreeRoot(both), calldataOf(both)));
    expect(kindsOf(store)).to.deep.equal([]);
    expect(balanceOf(store)).to.include({ credited: 700n, earned: 700n });
    expect(store.rows(finalEpoch)[0]).to.include({ credited: 709n });
    await fold(store, claimed(2, 1n));
    expect(kindsOf(store)).to.deep.equal(["TotalMismatch", "CreditMismatch"]);
  });
});

describe("a claim of a word", () => {
  it("pays what it says, and a second one of the same word is an anomaly", async () => {
    const store = await finalWorld();
    await fold(store, claimed(0, 5n << 128n));
    expect(kindsOf(store)).to.deep.equal([]);
    expect(balanceOf(store)).to.include({ credited: 5n, earned: 5n });
    expect(store.rows(payoutSubtree)[0]).to.include({ root: null, credited: 5n });
    await fold(store, claimed(0, 5n << 128n));
    expect(kindsOf(store)).to.deep.equal(["CreditMismatch"]);
  });
});

describe("an epoch", () => {
  it("that is not what its event says, or that nobody committed, is an anomaly", async () => {
    const store = await openWorld();
    const record: Hex = `0x${"00".repeat(290)}`;
    const about = { gateway: GATEWAY, epoch: 0, recordHash: hashOf("record"), key: ACTOR, actor: ACTOR };
    await fold(store, eventOf("EpochLedger", "EpochCommitted", { ...about, record: "0x00" }));
    expect(store.rows(anomaly)[0]).to.include({ kind: "HandlerFailed", actual: "A record has 290 bytes, not 1" });
    expect(store.rows(epoch)).to.deep.equal([]);
    await fold(store, eventOf("EpochLedger", "EpochCommitted", { ...about, record }));
    expect(store.rows(anomaly).map(({ kind }) => kind)).to.deep.equal(["HandlerFailed", "RootMismatch", "CountMismatch"]);
    const voided = { gateway: GATEWAY, epoch: 0, lie: 5, epochsVoided: 2, penalty: 0n, prover: ACTOR, harmed: 0 };
    await fold(
      store,
      eventOf("EpochLedger", "EpochVoided", { ...voided, recordHash: about.recordHash }),
      eventOf("EpochLedger", "EpochFinalised", { gateway: GATEWAY, epoch: 7, recordHash: hashOf("none"), feeTotal: 1n, actor: ACTOR }),
      eventOf("EpochLedger", "EpochVoided", { ...voided, lie: 13, recordHash: about.recordHash }),
      eventOf("EpochLedger", "BondAwarded", { ...about, recordHash: hashOf("none"), prover: ACTOR, slashed: 0n, harmed: 0 }),
    );
    expect(store.rows(epoch)[0]!.state).to.equal("Void");
    const found = store.rows(anomaly).slice(3);
    expect(found.map(({ kind, actual }) => [kind, actual])).to.deep.equal([
      ["CountMismatch", "2"],
      ["Missing", "unknown"],
      ["HandlerFailed", "lie has no value 13"],
      ["Missing", "unknown"],
    ]);
    expect(store.rows(networkTotal)[0]).to.include({ fees: 0n, epochFees: 0n });
  });
});
