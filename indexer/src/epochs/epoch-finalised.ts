import { epoch, networkDay } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { dayOf } from "../fold/event.ts";
import { reportMissing } from "../fold/missing.ts";
import { addToNetwork } from "../fold/network.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert } from "../fold/store.ts";
import { changeChain } from "./epoch-chain.ts";

/** Only now do an epoch's fees count: until here it could have become void. */
export const epochFinalised: Reducer<EventArgs<"EpochLedger", "EpochFinalised">> = async (store, event) => {
  const { gateway, epoch: number, recordHash: epochId, feeTotal } = event.args;
  const row = await store.find(epoch, epochId);
  if (row === null) return reportMissing(store, event, { what: "epoch", id: epochId });
  if (row.feeTotal !== feeTotal || row.held !== feeTotal) {
    await report(store, event, { kind: "TotalMismatch", subject: `fees of epoch ${epochId}`, expected: row.held, actual: feeTotal });
  }
  await store.update(epoch, epochId, { state: "Final", held: 0n, finalisedAt: event.block.timestamp });
  await changeChain(store, event, gateway, (chain) => ({
    nextFinal: BigInt(number) + 1n,
    finalisedFees: chain.finalisedFees + feeTotal,
    receiptCount: chain.receiptCount + row.receiptCount,
    legCount: chain.legCount + row.legCount,
    finalEpochId: epochId,
  }));
  const day = dayOf(event);
  const empty = { day, receiptCount: 0, legCount: 0, fees: 0n, attributed: 0n, unattributed: 0n };
  await upsert(store, networkDay, day, empty, (sums) => ({ fees: sums.fees + feeTotal }));
  const { receiptCount: epochReceiptCount, legCount: epochLegCount } = row;
  await addToNetwork(store, event, { fees: feeTotal, epochFees: feeTotal, epochReceiptCount, epochLegCount });
};
