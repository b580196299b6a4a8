import { expect } from "chai";

import {
  accountCredit,
  anomaly,
  datanetStake,
  slashing,
  stakeEntry,
  stakeExit,
  stakePosition,
  stakeTotal,
  validatorStake,
  withdrawal,
} from "../../ponder.schema.ts";
import { addressOf, ACTOR, eventOf, fold, hashOf } from "../../test/support/fold.ts";
import { memoryStore } from "../fold/memory-store.ts";

const [DATANET, VALIDATOR, DELEGATOR] = [1, 20, 21];
const place = { datanet: DATANET, validator: VALIDATOR };
const stake = (delegator: number, amount: bigint, shares: bigint) =>
  eventOf("ValidatorStaking", "Staked", { ...place, delegator, amount, shares, actor: ACTOR });
const unstake = (exit: bigint, amount: bigint, shares: bigint) =>
  eventOf("ValidatorStaking", "Unstaked", { ...place, delegator: DELEGATOR, exit, amount, shares, releaseAt: 2_000_000_000, actor: ACTOR });
const credit = (account: number, amount: bigint) => eventOf("ValidatorStaking", "AccountCredited", { account, amount });
const slash = (offence: string, active: bigint, unbonding: bigint, change: object = {}) =>
  eventOf("ValidatorStaking", "Slashed", {
    offence: hashOf(offence),
    ...place,
    active,
    unbonding,
    harmed: 5,
    toHarmed: 3n,
    prover: 6,
    toProver: 2n,
    burnt: active + unbonding - 5n,
    ...change,
  });

describe("stake", () => {
  it("is a pool of shares that rewards raise and slashes lower, active and unbonding", async () => {
    const store = memoryStore();
    await fold(
      store,
      stake(VALIDATOR, 1_000n, 1_000n),
      stake(DELEGATOR, 500n, 500n),
      eventOf("ValidatorStaking", "Rewarded", { ...place, toValidator: 10n, toPool: 150n }),
      credit(VALIDATOR, 10n),
      unstake(1n, 110n, 100n),
      slash("silence", 140n, 10n),
      ...[credit(5, 3n), credit(6, 2n)],
    );
    const [row] = store.rows(validatorStake);
    expect(row).to.include({ active: 1_400n, activeShares: 1_400n, unbonding: 100n, unbondingShares: 110n, slashed: 150n, rewarded: 150n });
    expect(store.rows(stakePosition).map(({ shares, unstaked }) => [shares, unstaked])).to.deep.equal([
      [1_000n, 0n],
      [400n, 110n],
    ]);
    expect(store.rows(stakeTotal)[0]).to.include({ staked: 1_500n, slashed: 150n, waitingToBurn: 145n });
    expect(store.rows(datanetStake)[0]).to.include({ active: 1_400n, unbonding: 100n, slashed: 150n, rewarded: 150n });
    expect(store.rows(slashing)[0]).to.include({ amount: 150n, harmedId: 5, toHarmed: 3n, proverId: 6, toProver: 2n, burnt: 145n });

    await fold(
      store,
      eventOf("ValidatorStaking", "Released", { exit: 1n, delegator: DELEGATOR, amount: 100n, actor: ACTOR }),
      credit(DELEGATOR, 100n),
      eventOf("ValidatorStaking", "Burnt", { amount: 145n, actor: ACTOR }),
      eventOf("ValidatorStaking", "CreditWithdrawn", { account: DELEGATOR, payout: addressOf(9), amount: 60n, actor: ACTOR }),
    );
    expect(store.rows(stakeExit)[0]).to.include({ amount: 110n, released: 100n });
    expect(store.rows(stakeTotal)[0]).to.include({ staked: 1_400n, waitingToBurn: 0n, burnt: 145n });
    const credits = store.rows(accountCredit).map(({ accountId, credited, owed }) => [accountId, credited, owed]);
    expect(credits).to.deep.equal([
      [VALIDATOR, 10n, 10n],
      [5, 3n, 3n],
      [6, 2n, 2n],
      [DELEGATOR, 100n, 40n],
    ]);
    expect(store.rows(withdrawal)[0]).to.include({ kind: "Stake", amount: 60n });
    expect(store.rows(stakeEntry).map(({ kind }) => kind)).to.deep.equal(["Staked", "Staked", "Rewarded", "Unstaked", "Released"]);
    expect(store.rows(anomaly)).to.deep.equal([]);
  });

  it("starts a new generation when all is lost: old shares and exits are worth nothing", async () => {
    const store = memoryStore();
    await fold(store, stake(VALIDATOR, 100n, 100n), stake(DELEGATOR, 100n, 100n), unstake(1n, 50n, 50n), slash("all", 150n, 50n));
    expect(store.rows(validatorStake)[0]).to.include({ active: 0n, activeShares: 0n, activeGeneration: 1, unbondingGeneration: 1 });
    await fold(
      store,
      stake(DELEGATOR, 7n, 7n),
      eventOf("ValidatorStaking", "Released", { exit: 1n, delegator: DELEGATOR, amount: 0n, actor: ACTOR }),
    );
    const own = store.rows(stakePosition).find(({ delegatorId }) => delegatorId === DELEGATOR);
    expect(own).to.include({ shares: 7n, generation: 1 });
    expect(store.rows(validatorStake)[0]).to.include({ active: 7n, activeShares: 7n });
    expect(store.rows(stakeTotal)[0]!.staked).to.equal(7n);
    expect(store.rows(anomaly)).to.deep.equal([]);
  });

  it("records what contradicts it: too much taken, parts that do not sum, an offence punished twice, an unknown exit", async () => {
    const store = memoryStore();
    await fold(store, stake(DELEGATOR, 10n, 10n), unstake(1n, 11n, 11n));
    expect(store.rows(anomaly).map(({ kind, subject }) => `${kind} ${subject}`)).to.deep.equal([
      "TotalMismatch shares of position 1-20-21",
      "TotalMismatch active stake 1-20",
      "TotalMismatch active shares 1-20",
    ]);
    await fold(store, slash("twice", 0n, 5n, { burnt: 1n }), slash("twice", 0n, 5n));
    const released = eventOf("ValidatorStaking", "Released", { exit: 9n, delegator: DELEGATOR, amount: 1n, actor: ACTOR });
    await fold(store, released);
    const found = store.rows(anomaly).map(({ kind, expected, actual }) => `${kind} ${expected} ${actual}`);
    expect(found.slice(3)).to.deep.equal(["TotalMismatch 5 6", "AlreadyExists new known", "Missing known unknown"]);
    expect(store.rows(slashing)).to.have.length(1);
  });
});
