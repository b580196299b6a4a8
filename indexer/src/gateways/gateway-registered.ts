import { gateway } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

export const gatewayRegistered: Reducer<EventArgs<"GatewayRegistry", "GatewayRegistered">> = async (store, event) => {
  const { gateway: id, account: accountId, operator, name, endpoint } = event.args;
  const nothing = { bond: 0n, unbonding: 0n, receiptCount: 0, feeTotal: 0n };
  const isNew = await create(store, gateway, id, { id, accountId, operator, name, endpoint, ...nothing, ...originOf(event) });
  if (!isNew) await reportTwice(store, event, { what: "gateway", id });
};

export const endpointChanged: Reducer<EventArgs<"GatewayRegistry", "EndpointChanged">> = async (store, event) => {
  const { gateway: id, endpoint } = event.args;
  await amendKnown(store, event, gateway, { what: "gateway", id }, () => ({ endpoint }));
};
