import { seat, seatEntry, validatorStake } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import { idOrNull } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { amend, upsert, type Row, type Store } from "../fold/store.ts";
import { seatIdOf, stakeIdOf } from "./ids.ts";
import { addToDatanetStake, changeStake } from "./stake-rows.ts";

interface Place {
  readonly datanet: number;
  readonly validator: number;
  readonly seat: number;
}

const entryOf = (event: FoldEvent<Place>) => {
  const { datanet: datanetId, validator: validatorId, seat: number } = event.args;
  return { id: factId(event), datanetId, seatId: seatIdOf(datanetId, number), validatorId, ...originOf(event) };
};

const changeSeat = (store: Store, event: FoldEvent<Place>, change: Partial<Row<typeof seat>>): Promise<void> => {
  const { datanet: datanetId, seat: number } = event.args;
  const id = seatIdOf(datanetId, number);
  const at = event.block.timestamp;
  const free = { id, datanetId, number, validatorId: null, weight: 0n, since: at, updatedAt: at };
  return upsert(store, seat, id, free, () => ({ ...change, updatedAt: at }));
};

/** The seat's weight follows in a `WeightChanged`. */
export const seatTaken: Reducer<EventArgs<"ValidatorStaking", "SeatTaken">> = async (store, event) => {
  const { datanet: datanetId, validator: validatorId, seat: number, actor } = event.args;
  const displacedId = idOrNull(event.args.displaced);
  await store.insert(seatEntry, { ...entryOf(event), kind: "Taken", displacedId, actor });
  if (displacedId !== null) await amend(store, validatorStake, stakeIdOf(datanetId, displacedId), () => ({ seat: null, weight: 0n }));
  if ((await store.find(seat, seatIdOf(datanetId, number))) === null) await addToDatanetStake(store, event, datanetId, { seatCount: 1n });
  await changeSeat(store, event, { validatorId, weight: 0n, since: event.block.timestamp });
  await changeStake(store, event, datanetId, validatorId, { seat: number });
};

export const seatLeft: Reducer<EventArgs<"ValidatorStaking", "SeatLeft">> = async (store, event) => {
  const { datanet: datanetId, validator: validatorId, actor } = event.args;
  await store.insert(seatEntry, { ...entryOf(event), kind: "Left", actor });
  await changeSeat(store, event, { validatorId: null, weight: 0n, since: event.block.timestamp });
  await changeStake(store, event, datanetId, validatorId, { seat: null, weight: 0n });
};

export const weightChanged: Reducer<EventArgs<"ValidatorStaking", "WeightChanged">> = async (store, event) => {
  const { datanet: datanetId, validator: validatorId, weight } = event.args;
  await store.insert(seatEntry, { ...entryOf(event), kind: "Weighed", weight });
  await changeSeat(store, event, { validatorId, weight });
  await changeStake(store, event, datanetId, validatorId, { weight });
};
