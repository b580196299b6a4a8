import { epochPayoutsAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import { encodeFunctionData, type Hex } from "viem";

import { anomaly, balance, epoch, epochPayout, networkTotal, openRange, payoutSubtree, pushedSubtree } from "../ponder.schema.ts";
import { emptySubtree, subtreeRoot } from "../src/epochs/words.ts";
import type { FoldEvent } from "../src/fold/event.ts";
import type { MemoryStore } from "../src/fold/memory-store.ts";
import { ACTOR, CHAIN, addressOf, eventOf, fold, foldWith, hashOf } from "./support/fold.ts";
import { GATEWAY, PAYER, openWorld } from "./support/world.ts";

const RAIL = addressOf(0xc0de);

/** Words that credit an amount to account 2, the first word's third lane. */
const wordsOf = (amount: bigint) => emptySubtree().with(0, amount << 128n);
const calldataOf = (credited: readonly bigint[], deltas: readonly bigint[]): Hex =>
  encodeFunctionData({ abi: epochPayoutsAbi, functionName: "push", args: [GATEWAY, 0, credited, deltas, []] });

const pushed = (transaction: string, total: bigint, root: Hex, input: Hex): readonly FoldEvent[] =>
  [
    eventOf("PayoutLedger", "RangeCredited", { source: RAIL, firstWord: 0, words: 512n, total }, { transaction }),
    eventOf("EpochPayouts", "SubtreePushed", { gateway: GATEWAY, subtree: 0, root, total, actor: ACTOR }, { transaction }),
  ].map((event) => ({ ...event, input: () => input }));

const balanceOf = (store: MemoryStore) => store.rows(balance).find(({ accountId }) => accountId === PAYER)!;

describe("a push", () => {
  const first = wordsOf(700n);
  const second = wordsOf(1_000n);

  it("pays the accounts that the calldata names, wherever the call stands in it, because they give the root", async () => {
    const store = await openWorld();
    const call = calldataOf([], first).slice(2);
    const lie = calldataOf([], wordsOf(699n)).slice(2);
    await fold(store, ...pushed("wrapped", 700n, subtreeRoot(first), `0xabcdef${lie}00${call}ff`));
    expect(store.rows(anomaly)).to.deep.equal([]);
    expect(balanceOf(store)).to.include({ credited: 700n, earned: 700n, claimable: 700n });
    expect(store.rows(epochPayout)[0]).to.include({ accountId: PAYER, amount: 700n, kind: "Pushed", gatewayId: GATEWAY });
    expect(store.rows(openRange)).to.deep.equal([]);
    expect(store.rows(pushedSubtree)[0]).to.include({ isExplained: true, accountCount: 1, total: 700n });
  });

  it("that cannot be read leaves balances alone, says so, and is made good by the next one", async () => {
    const store = await openWorld();
    await fold(store, ...pushed("hidden", 700n, subtreeRoot(first), calldataOf([], wordsOf(699n))));
    expect(store.rows(anomaly).map(({ kind }) => kind)).to.deep.equal(["Undecodable"]);
    expect(balanceOf(store)).to.include({ credited: 0n, earned: 0n });
    expect(store.rows(networkTotal)[0]).to.include({ rangeCredited: 700n, rangeExplained: 0n });
    expect(store.rows(payoutSubtree)[0]).to.include({ isExplained: false, credited: 0n });
    // What nobody explained may be withdrawn by anybody.
    const withdrawn = { account: PAYER, payout: ACTOR, amount: 700n, withdrawn: 700n, actor: ACTOR };
    await fold(store, eventOf("PayoutLedger", "Withdrawn", withdrawn));
    await fold(store, ...pushed("open", 300n, subtreeRoot(second), calldataOf(first, wordsOf(300n))));
    expect(store.rows(anomaly)).to.have.length(1);
    expect(balanceOf(store)).to.include({ credited: 1_000n, earned: 1_000n });
    expect(store.rows(networkTotal)[0]).to.include({ rangeCredited: 1_000n, rangeExplained: 1_000n });
    expect(store.rows(payoutSubtree)[0]).to.include({ isExplained: true, credited: 1_000n });
  });

  it("that cannot be read is read off the ledger, unless the ledger shows something else", async () => {
    const words = (credited: bigint) => ({ ...CHAIN, creditedWords: async () => wordsOf(credited) });
    const store = await openWorld();
    await foldWith(words(700n), store, pushed("hidden", 700n, subtreeRoot(first), "0x"));
    expect(store.rows(anomaly)).to.deep.equal([]);
    expect(balanceOf(store)).to.include({ credited: 700n, earned: 700n });
    const other = await openWorld();
    await foldWith(words(701n), other, pushed("hidden", 700n, subtreeRoot(first), "0x"));
    expect(other.rows(anomaly).map(({ kind }) => kind)).to.deep.equal(["Undecodable"]);
    expect(balanceOf(other).credited).to.equal(0n);
  });
});

describe("a claim of a word", () => {
  const claimed = (current: bigint, root: Hex, total: bigint, transaction: string) => [
    eventOf("PayoutLedger", "RangeCredited", { source: RAIL, firstWord: 0, words: 1n, total }, { transaction }),
    eventOf("EpochPayouts", "WordClaimed", { gateway: GATEWAY, word: 0, current, root, total, actor: ACTOR }, { transaction }),
  ];

  it("pays the difference to what was credited before, and nothing under another root", async () => {
    const store = await openWorld();
    await fold(store, ...claimed(5n << 128n, subtreeRoot(wordsOf(5n)), 5n, "a"), ...claimed(9n << 128n, subtreeRoot(wordsOf(9n)), 4n, "b"));
    expect(store.rows(anomaly)).to.deep.equal([]);
    expect(balanceOf(store)).to.include({ credited: 9n, earned: 9n });
    await fold(store, ...claimed(20n << 128n, hashOf("root"), 11n, "c"));
    expect(store.rows(anomaly)[0]!.kind).to.equal("RootMismatch");
    expect(balanceOf(store).credited).to.equal(9n);
    expect(store.rows(openRange)).to.have.length(1);
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
    const voided = { gateway: GATEWAY, epoch: 0, lie: 5, epochsVoided: 2, slashed: 0n, prover: ACTOR, harmed: 0 };
    await fold(
      store,
      eventOf("EpochLedger", "EpochVoided", { ...voided, recordHash: about.recordHash }),
      eventOf("EpochLedger", "EpochFinalised", { gateway: GATEWAY, epoch: 7, recordHash: hashOf("none"), feeTotal: 1n, actor: ACTOR }),
      eventOf("EpochLedger", "EpochVoided", { ...voided, lie: 13, recordHash: about.recordHash }),
    );
    expect(store.rows(epoch)[0]!.state).to.equal("Void");
    const found = store.rows(anomaly).slice(3);
    expect(found.map(({ kind, actual }) => [kind, actual])).to.deep.equal([
      ["CountMismatch", "2"],
      ["Missing", "unknown"],
      ["HandlerFailed", "lie has no value 13"],
    ]);
    expect(store.rows(networkTotal)[0]).to.include({ fees: 0n, epochFees: 0n });
  });
});
