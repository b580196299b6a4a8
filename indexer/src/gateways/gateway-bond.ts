import { bondEntry, gateway, withdrawal } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { amendKnown, reportMissing } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";

export const bondPosted: Reducer<EventArgs<"GatewayRegistry", "BondPosted">> = async (store, event) => {
  const { gateway: gatewayId, amount, bond, actor } = event.args;
  await store.insert(bondEntry, { id: factId(event), gatewayId, kind: "Posted", amount, actor, ...originOf(event) });
  const row = await store.find(gateway, gatewayId);
  if (row === null) return reportMissing(store, event, { what: "gateway", id: gatewayId });
  if (row.bond + amount !== bond) {
    const subject = `bond of gateway ${gatewayId}`;
    await report(store, event, { kind: "TotalMismatch", subject, expected: row.bond + amount, actual: bond });
  }
  await store.update(gateway, gatewayId, { bond });
};

/** What is unbonding leaves the bond; a later request adds to it and restarts the clock. */
export const unbondingStarted: Reducer<EventArgs<"GatewayRegistry", "UnbondingStarted">> = async (store, event) => {
  const { gateway: gatewayId, amount, actor } = event.args;
  const unbondingAt = BigInt(event.args.unbondingAt);
  const entry = { id: factId(event), gatewayId, kind: "UnbondingStarted", amount, unbondingAt, actor } as const;
  await store.insert(bondEntry, { ...entry, ...originOf(event) });
  await amendKnown(store, event, gateway, { what: "gateway", id: gatewayId }, (row) => ({
    bond: row.bond > amount ? row.bond - amount : 0n,
    unbonding: row.unbonding + amount,
    unbondingAt,
  }));
};

export const bondWithdrawn: Reducer<EventArgs<"GatewayRegistry", "BondWithdrawn">> = async (store, event) => {
  const { gateway: gatewayId, payout, amount, actor } = event.args;
  const id = factId(event);
  await store.insert(bondEntry, { id, gatewayId, kind: "Withdrawn", amount, actor, ...originOf(event) });
  const row = await store.find(gateway, gatewayId);
  if (row === null) return reportMissing(store, event, { what: "gateway", id: gatewayId });
  const { accountId, unbonding } = row;
  await store.insert(withdrawal, { id, kind: "GatewayBond", accountId, payout, amount, actor, ...originOf(event) });
  const left = unbonding > amount ? unbonding - amount : 0n;
  await store.update(gateway, gatewayId, { unbonding: left, ...(left === 0n ? { unbondingAt: null } : {}) });
};
