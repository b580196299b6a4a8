import { stakeEntry, stakeExit, stakePosition } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import { reportMissing, reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create, upsert, type Row, type Store } from "../fold/store.ts";
import { positionIdOf, stakeIdOf } from "./ids.ts";
import { sharesFor, unbondingPool, valueOf } from "./stake-pool.ts";
import { addToDatanetStake, addToStakeTotal, changeStake, stakeOf } from "./stake-rows.ts";
import { subtract } from "./subtract.ts";

type Position = Row<typeof stakePosition>;
interface Place {
  readonly datanet: number;
  readonly validator: number;
  readonly delegator: number;
}

const changePosition = (
  store: Store,
  event: FoldEvent<Place>,
  generation: number,
  change: (row: Position) => Partial<Position>,
): Promise<void> => {
  const { datanet: datanetId, validator: validatorId, delegator: delegatorId } = event.args;
  const id = positionIdOf(datanetId, validatorId, delegatorId);
  const place = { id, datanetId, stakeId: stakeIdOf(datanetId, validatorId), validatorId, delegatorId };
  const updatedAt = event.block.timestamp;
  const empty = { ...place, shares: 0n, generation, staked: 0n, unstaked: 0n, updatedAt };
  return upsert(store, stakePosition, id, empty, (row) => ({
    // Shares of a pool that lost everything are worth nothing and end with the next change.
    ...change(row.generation === generation ? row : { ...row, shares: 0n }),
    generation,
    updatedAt,
  }));
};

export const staked: Reducer<EventArgs<"ValidatorStaking", "Staked">> = async (store, event) => {
  const { datanet: datanetId, validator: validatorId, delegator: delegatorId, amount, shares, actor } = event.args;
  const stakeId = stakeIdOf(datanetId, validatorId);
  const entry = { id: factId(event), kind: "Staked", datanetId, stakeId, validatorId, delegatorId, amount, shares, actor } as const;
  await store.insert(stakeEntry, { ...entry, ...originOf(event) });
  const stake = await stakeOf(store, event, datanetId, validatorId);
  await changeStake(store, event, datanetId, validatorId, {
    active: stake.active + amount,
    activeShares: stake.activeShares + shares,
  });
  await changePosition(store, event, stake.activeGeneration, (row) => ({ shares: row.shares + shares, staked: row.staked + amount }));
  await addToDatanetStake(store, event, datanetId, { active: amount });
  await addToStakeTotal(store, event, { staked: amount });
};

/** What leaves a position goes on as an exit: it unbonds, and can still be slashed. */
export const unstaked: Reducer<EventArgs<"ValidatorStaking", "Unstaked">> = async (store, event) => {
  const { datanet: datanetId, validator: validatorId, delegator: delegatorId, exit, amount, shares, releaseAt, actor } = event.args;
  const stakeId = stakeIdOf(datanetId, validatorId);
  const entry = { id: factId(event), kind: "Unstaked", datanetId, stakeId, validatorId, delegatorId, exitId: exit } as const;
  await store.insert(stakeEntry, { ...entry, amount, shares, actor, ...originOf(event) });
  const stake = await stakeOf(store, event, datanetId, validatorId);
  const positionId = positionIdOf(datanetId, validatorId, delegatorId);
  const held = await store.find(stakePosition, positionId);
  const isCurrent = held?.generation === stake.activeGeneration;
  const left = await subtract(store, event, `shares of position ${positionId}`, isCurrent ? held.shares : 0n, shares);
  await changePosition(store, event, stake.activeGeneration, (row) => ({ shares: left, unstaked: row.unstaked + amount }));

  const exitShares = sharesFor(unbondingPool(stake), amount);
  await changeStake(store, event, datanetId, validatorId, {
    active: await subtract(store, event, `active stake ${stakeId}`, stake.active, amount),
    activeShares: await subtract(store, event, `active shares ${stakeId}`, stake.activeShares, shares),
    unbonding: stake.unbonding + amount,
    unbondingShares: stake.unbondingShares + exitShares,
  });
  const isNew = await create(store, stakeExit, exit, {
    id: exit,
    datanetId,
    stakeId,
    positionId,
    validatorId,
    delegatorId,
    amount,
    shares: exitShares,
    generation: stake.unbondingGeneration,
    releaseAt: BigInt(releaseAt),
    ...originOf(event),
  });
  if (!isNew) await reportTwice(store, event, { what: "exit", id: exit });
  await addToDatanetStake(store, event, datanetId, { active: -amount, unbonding: amount });
};

/** An exit's value goes to its delegator: nothing if all that was unbonding was lost meanwhile. */
export const released: Reducer<EventArgs<"ValidatorStaking", "Released">> = async (store, event) => {
  const { exit, delegator: delegatorId, amount, actor } = event.args;
  const row = await store.find(stakeExit, exit);
  const place = { datanetId: row?.datanetId, stakeId: row?.stakeId, validatorId: row?.validatorId };
  const entry = { id: factId(event), kind: "Released", ...place, delegatorId, exitId: exit, amount, actor } as const;
  await store.insert(stakeEntry, { ...entry, ...originOf(event) });
  await addToStakeTotal(store, event, { staked: -amount });
  if (row === null) return reportMissing(store, event, { what: "exit", id: exit });
  await store.update(stakeExit, exit, { releasedAt: event.block.timestamp, released: amount });
  await addToDatanetStake(store, event, row.datanetId, { unbonding: -amount });

  const stake = await stakeOf(store, event, row.datanetId, row.validatorId);
  const shares = row.generation === stake.unbondingGeneration ? row.shares : 0n;
  const expected = valueOf(unbondingPool(stake), shares);
  if (expected !== amount) await report(store, event, { kind: "TotalMismatch", subject: `exit ${exit}`, expected, actual: amount });
  await changeStake(store, event, row.datanetId, row.validatorId, {
    unbonding: await subtract(store, event, `unbonding stake ${stake.id}`, stake.unbonding, amount),
    unbondingShares: await subtract(store, event, `unbonding shares ${stake.id}`, stake.unbondingShares, shares),
  });
};

/** A commission goes to the validator, the rest raises every position behind it. */
export const rewarded: Reducer<EventArgs<"ValidatorStaking", "Rewarded">> = async (store, event) => {
  const { datanet: datanetId, validator: validatorId, toValidator: commission, toPool: amount } = event.args;
  const stakeId = stakeIdOf(datanetId, validatorId);
  const entry = { id: factId(event), kind: "Rewarded", datanetId, stakeId, validatorId, amount, commission } as const;
  await store.insert(stakeEntry, { ...entry, ...originOf(event) });
  const stake = await stakeOf(store, event, datanetId, validatorId);
  await changeStake(store, event, datanetId, validatorId, {
    active: stake.active + amount,
    rewarded: stake.rewarded + amount,
    commission: stake.commission + commission,
  });
  await addToDatanetStake(store, event, datanetId, { active: amount, rewarded: amount });
  await addToStakeTotal(store, event, { staked: amount });
};
