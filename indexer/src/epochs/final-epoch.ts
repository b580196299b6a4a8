import type { Hex } from "viem";

import { epoch, epochChain, finalEpoch } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import type { FoldEvent } from "../fold/event.ts";
import { reportMissing, reportTwice } from "../fold/missing.ts";
import { addToNetwork } from "../fold/network.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create, type Store } from "../fold/store.ts";
import { changeChain } from "./epoch-chain.ts";

export const finalEpochIdOf = (gatewayId: number, number: number): string => `${gatewayId}-${number}`;

/** The payout ledger's side of an epoch that became final in the same transaction, just before. */
export const payoutRootSet: Reducer<EventArgs<"PayoutLedger", "PayoutRootSet">> = async (store, event) => {
  const { gateway: gatewayId, epoch: number, payoutRoot, payoutDepth, fees } = event.args;
  const id = finalEpochIdOf(gatewayId, number);
  const last = (await store.find(epochChain, gatewayId))?.finalEpochId ?? null;
  const record = last === null ? null : await store.find(epoch, last);
  const epochId = record !== null && record.number === BigInt(number) ? record.id : null;
  if (record === null || epochId === null) await reportMissing(store, event, { what: "final epoch", id });
  else if (record.payoutRoot !== payoutRoot || record.payoutDepth !== payoutDepth) {
    await report(store, event, {
      kind: "RootMismatch",
      subject: `payouts of epoch ${id}`,
      expected: record.payoutRoot,
      actual: payoutRoot,
    });
  } else if (record.feeTotal !== fees) {
    await report(store, event, { kind: "TotalMismatch", subject: `fees of final epoch ${id}`, expected: record.feeTotal, actual: fees });
  }
  const row = { id, gatewayId, number: BigInt(number), epochId, fees, credited: 0n, updatedAt: event.block.timestamp };
  if (!(await create(store, finalEpoch, id, row))) return reportTwice(store, event, { what: "final epoch", id });
  await changeChain(store, event, gatewayId, () => ({ payoutRoot, payoutDepth }));
};

/** Counts what was credited of a final epoch, which is never more than its fees. Returns the epoch's record; null if it is not known. */
export const countCredited = async (
  store: Store,
  event: FoldEvent,
  gatewayId: number,
  number: number,
  total: bigint,
): Promise<Hex | null> => {
  const id = finalEpochIdOf(gatewayId, number);
  const row = await store.find(finalEpoch, id);
  await addToNetwork(store, event, { rangeCredited: total });
  await changeChain(store, event, gatewayId, (chain) => ({ credited: chain.credited + total }));
  if (row === null) {
    await reportMissing(store, event, { what: "final epoch", id });
    return null;
  }
  const credited = row.credited + total;
  if (credited > row.fees) {
    await report(store, event, {
      kind: "TotalMismatch",
      subject: `credited of final epoch ${id}`,
      expected: `at most ${row.fees}`,
      actual: credited,
    });
  }
  await store.update(finalEpoch, id, { credited, updatedAt: event.block.timestamp });
  return row.epochId;
};
