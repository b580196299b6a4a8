import { datanetStake, stakeTotal, validatorStake } from "../../ponder.schema.ts";
import type { FoldEvent } from "../fold/event.ts";
import { upsert, type Row, type Store } from "../fold/store.ts";
import { stakeIdOf } from "./ids.ts";

type Stake = Row<typeof validatorStake>;
type Sums = Partial<Record<"active" | "unbonding" | "slashed" | "rewarded" | "seatCount", bigint>>;
type Totals = Partial<Record<"staked" | "slashed" | "waitingToBurn" | "burnt", bigint>>;

const TOTAL = "network";
const atLeastZero = (value: bigint): bigint => (value < 0n ? 0n : value);

/** A validator's stake before anybody staked. */
export const emptyStake = (datanetId: number, validatorId: number, event: FoldEvent): Stake => ({
  id: stakeIdOf(datanetId, validatorId),
  datanetId,
  validatorId,
  active: 0n,
  activeShares: 0n,
  activeGeneration: 0,
  unbonding: 0n,
  unbondingShares: 0n,
  unbondingGeneration: 0,
  seat: null,
  weight: 0n,
  rewarded: 0n,
  commission: 0n,
  slashed: 0n,
  updatedAt: event.block.timestamp,
});

/** A validator's stake in a Datanet, empty if there is none yet. */
export const stakeOf = async (store: Store, event: FoldEvent, datanetId: number, validatorId: number): Promise<Stake> =>
  (await store.find(validatorStake, stakeIdOf(datanetId, validatorId))) ?? emptyStake(datanetId, validatorId, event);

/** Changes a validator's stake in a Datanet. */
export const changeStake = (
  store: Store,
  event: FoldEvent,
  datanetId: number,
  validatorId: number,
  change: Partial<Stake>,
): Promise<void> =>
  upsert(store, validatorStake, stakeIdOf(datanetId, validatorId), emptyStake(datanetId, validatorId, event), () => ({
    ...change,
    updatedAt: event.block.timestamp,
  }));

/** Adds to the sums of a Datanet; what would fall below zero stops there, and its cause has an anomaly already. */
export const addToDatanetStake = (store: Store, event: FoldEvent, datanetId: number, sums: Sums): Promise<void> => {
  const updatedAt = event.block.timestamp;
  const empty = { datanetId, active: 0n, unbonding: 0n, slashed: 0n, rewarded: 0n, seatCount: 0, updatedAt };
  return upsert(store, datanetStake, datanetId, empty, (row) => ({
    active: atLeastZero(row.active + (sums.active ?? 0n)),
    unbonding: atLeastZero(row.unbonding + (sums.unbonding ?? 0n)),
    slashed: row.slashed + (sums.slashed ?? 0n),
    rewarded: row.rewarded + (sums.rewarded ?? 0n),
    seatCount: row.seatCount + Number(sums.seatCount ?? 0n),
    updatedAt,
  }));
};

/** Adds to the sums of all stake; see `addToDatanetStake`. */
export const addToStakeTotal = (store: Store, event: FoldEvent, totals: Totals): Promise<void> => {
  const updatedAt = event.block.timestamp;
  const empty = { id: TOTAL, staked: 0n, slashed: 0n, waitingToBurn: 0n, burnt: 0n, updatedAt };
  return upsert(store, stakeTotal, TOTAL, empty, (row) => ({
    staked: atLeastZero(row.staked + (totals.staked ?? 0n)),
    slashed: row.slashed + (totals.slashed ?? 0n),
    waitingToBurn: atLeastZero(row.waitingToBurn + (totals.waitingToBurn ?? 0n)),
    burnt: row.burnt + (totals.burnt ?? 0n),
    updatedAt,
  }));
};
