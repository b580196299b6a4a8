import { debitSlice, epoch } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { reportMissing } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";

/** A slice of an epoch's debits is held. The escrow's own events, which follow, say from whom. */
export const debitsHeld: Reducer<EventArgs<"EpochLedger", "DebitsHeld">> = async (store, event) => {
  const { gateway: gatewayId, recordHash: epochId, held, actor } = event.args;
  const slice = BigInt(event.args.slice);
  const row = await store.find(epoch, epochId);
  const before = row?.held ?? 0n;
  const amount = held > before ? held - before : 0n;
  const entry = { id: factId(event), epochId, gatewayId, kind: "Held", slice, amount, held, actor } as const;
  await store.insert(debitSlice, { ...entry, ...originOf(event) });
  if (row === null) return reportMissing(store, event, { what: "epoch", id: epochId });
  if (slice !== row.slicesHeld) {
    await report(store, event, { kind: "CountMismatch", subject: `slice of epoch ${epochId}`, expected: row.slicesHeld, actual: slice });
  }
  const isHeld = row.state === "Committed" && slice + 1n === row.sliceCount;
  await store.update(epoch, epochId, { held, slicesHeld: slice + 1n, ...(isHeld ? { state: "Held" } : {}) });
};

/** A slice of a void epoch went back to its payers, to the last unit. */
export const debitsRestored: Reducer<EventArgs<"EpochLedger", "DebitsRestored">> = async (store, event) => {
  const { gateway: gatewayId, recordHash: epochId, amount, actor } = event.args;
  const slice = BigInt(event.args.slice);
  const row = await store.find(epoch, epochId);
  const before = row?.held ?? 0n;
  const held = before > amount ? before - amount : 0n;
  const entry = { id: factId(event), epochId, gatewayId, kind: "Restored", slice, amount, held, actor } as const;
  await store.insert(debitSlice, { ...entry, ...originOf(event) });
  if (row === null) return reportMissing(store, event, { what: "epoch", id: epochId });
  if (amount > before) {
    await report(store, event, {
      kind: "TotalMismatch",
      subject: `held for epoch ${epochId}`,
      expected: `at most ${before}`,
      actual: amount,
    });
  }
  await store.update(epoch, epochId, { held, slicesRestored: slice + 1n, restored: row.restored + amount });
};
