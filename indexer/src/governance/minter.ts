import type { Hex } from "viem";

import { minter, supplyChange } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert, type NewRow, type Row, type Store } from "../fold/store.ts";

type Minter = Row<typeof minter>;

/** Changes a minter, who starts without limits and so can mint nothing. */
const changeMinter = (store: Store, event: FoldEvent, given: Hex, change: (row: Minter) => Partial<Minter>): Promise<void> => {
  const address = given.toLowerCase() as Hex;
  const updatedAt = event.block.timestamp;
  const limits = { cap: 0n, burst: 0n, refillPeriod: 0n, room: 0n, roomAt: null };
  const empty = { address, ...limits, minted: 0n, burned: 0n, net: "0", updatedAt };
  return upsert(store, minter, address, empty, (row) => ({ ...change(row), updatedAt }));
};

export const minterLimitChanged: Reducer<EventArgs<"OpenToken", "MinterLimitChanged">> = (store, event) => {
  const { minter: address, cap, burst, refillPeriod, room } = event.args;
  const roomAt = event.block.timestamp;
  return changeMinter(store, event, address, () => ({ cap, burst, refillPeriod: BigInt(refillPeriod), room, roomAt }));
};

interface Change {
  readonly minter: Hex;
  readonly amount: bigint;
  readonly net: bigint;
}

const recordChange = async (
  store: Store,
  event: FoldEvent<Change>,
  { kind, holder }: Pick<NewRow<typeof supplyChange>, "kind" | "holder">,
): Promise<void> => {
  const { minter: address, amount } = event.args;
  const net = String(event.args.net);
  await store.insert(supplyChange, { id: factId(event), kind, minter: address, holder, amount, net, ...originOf(event) });
  const column = kind === "Minted" ? "minted" : "burned";
  let expected = net;
  await changeMinter(store, event, address, (row) => {
    const sums = { minted: row.minted, burned: row.burned, [column]: row[column] + amount };
    expected = String(sums.minted - sums.burned);
    return { ...sums, net };
  });
  if (expected !== net) await report(store, event, { kind: "TotalMismatch", subject: `net of minter ${address}`, expected, actual: net });
};

export const supplyMinted: Reducer<EventArgs<"OpenToken", "SupplyMinted">> = (store, event) =>
  recordChange(store, event, { kind: "Minted", holder: event.args.to });

export const supplyBurned: Reducer<EventArgs<"OpenToken", "SupplyBurned">> = (store, event) =>
  recordChange(store, event, { kind: "Burned", holder: event.args.from });
