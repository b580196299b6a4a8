import { epochChain } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import type { FoldEvent } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert, type NewRow, type Row, type Store } from "../fold/store.ts";

/** Changes where a gateway's epochs stand, which starts at nothing. */
export const changeChain = (
  store: Store,
  event: FoldEvent,
  gatewayId: number,
  change: (row: Row<typeof epochChain>) => Partial<NewRow<typeof epochChain>>,
): Promise<void> => {
  const updatedAt = event.block.timestamp;
  const empty = {
    gatewayId,
    nextEpoch: 0n,
    nextFinal: 0n,
    committedFees: 0n,
    finalisedFees: 0n,
    receiptCount: 0n,
    legCount: 0n,
    credited: 0n,
    payoutRoot: null,
    payoutDepth: null,
    finalEpochId: null,
    epochCount: 0,
    voidCount: 0,
    lastCommitAt: null,
    abandonedAt: null,
    updatedAt,
  };
  return upsert(store, epochChain, gatewayId, empty, (row) => ({ ...change(row), updatedAt }));
};

/** From now on the gateway's receipts without an epoch settle one by one. */
export const gatewayAbandoned: Reducer<EventArgs<"EpochLedger", "GatewayAbandoned">> = (store, event) =>
  changeChain(store, event, event.args.gateway, () => ({ abandonedAt: event.block.timestamp }));
