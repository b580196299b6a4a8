import { bondEntry, gateway } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { reportMissing } from "../fold/missing.ts";
import { setParameter } from "../fold/parameter.ts";
import type { Reducer } from "../fold/reducer.ts";

/** A court took bond, and what was unbonding if the bond was not enough. */
export const bondSlashed: Reducer<EventArgs<"GatewayRegistry", "BondSlashed">> = async (store, event) => {
  const { gateway: gatewayId, amount, bond, unbonding, to: recipient, court: actor } = event.args;
  await store.insert(bondEntry, { id: factId(event), gatewayId, kind: "Slashed", amount, recipient, actor, ...originOf(event) });
  const row = await store.find(gateway, gatewayId);
  if (row === null) return reportMissing(store, event, { what: "gateway", id: gatewayId });
  const expected = row.bond + row.unbonding - amount;
  if (expected !== bond + unbonding) {
    await report(store, event, { kind: "TotalMismatch", subject: `bond of gateway ${gatewayId}`, expected, actual: bond + unbonding });
  }
  await store.update(gateway, gatewayId, { bond, unbonding });
};

/** Which contract says how much bond must stay. */
export const bondLockSet: Reducer<EventArgs<"GatewayRegistry", "BondLockSet">> = (store, event) =>
  setParameter(store, event, { name: "bondLock", value: event.args.bondLock, actor: event.args.actor });
