import { slashing, stakeBurn } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { reportTwice } from "../fold/missing.ts";
import { idOrNull } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";
import { stakeIdOf } from "./ids.ts";
import { activePool, afterSlash, unbondingPool } from "./stake-pool.ts";
import { addToDatanetStake, addToStakeTotal, changeStake, stakeOf } from "./stake-rows.ts";
import { subtract } from "./subtract.ts";

/** Stake taken for an offence: it repays the harmed party first, then the prover, and the rest waits to burn. */
export const slashed: Reducer<EventArgs<"ValidatorStaking", "Slashed">> = async (store, event) => {
  const { offence: id, datanet: datanetId, validator: validatorId, active, unbonding, toHarmed, toProver, burnt } = event.args;
  const [harmedId, proverId] = [idOrNull(event.args.harmed), idOrNull(event.args.prover)];
  const stakeId = stakeIdOf(datanetId, validatorId);
  const amount = active + unbonding;
  const parts = { active, unbonding, harmedId, toHarmed, proverId, toProver, burnt };
  const row = { id, datanetId, stakeId, validatorId, amount, ...parts, ...originOf(event) };
  if (!(await create(store, slashing, id, row))) return reportTwice(store, event, { what: "offence", id });
  const paid = toHarmed + toProver + burnt;
  if (paid !== amount) await report(store, event, { kind: "TotalMismatch", subject: `slashing ${id}`, expected: amount, actual: paid });

  const stake = await stakeOf(store, event, datanetId, validatorId);
  await subtract(store, event, `active stake ${stakeId}`, stake.active, active);
  await subtract(store, event, `unbonding stake ${stakeId}`, stake.unbonding, unbonding);
  const [left, leaving] = [afterSlash(activePool(stake), active), afterSlash(unbondingPool(stake), unbonding)];
  await changeStake(store, event, datanetId, validatorId, {
    active: left.assets,
    activeShares: left.shares,
    activeGeneration: left.generation,
    unbonding: leaving.assets,
    unbondingShares: leaving.shares,
    unbondingGeneration: leaving.generation,
    slashed: stake.slashed + amount,
  });
  await addToDatanetStake(store, event, datanetId, { active: -active, unbonding: -unbonding, slashed: amount });
  await addToStakeTotal(store, event, { staked: -amount, slashed: amount, waitingToBurn: burnt });
};

export const burnt: Reducer<EventArgs<"ValidatorStaking", "Burnt">> = async (store, event) => {
  const { amount, actor } = event.args;
  await store.insert(stakeBurn, { id: factId(event), amount, actor, ...originOf(event) });
  await addToStakeTotal(store, event, { waitingToBurn: -amount, burnt: amount });
};
