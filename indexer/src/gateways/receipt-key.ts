import { receiptKey } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

/** Id of a gateway's receipt key. */
export const receiptKeyIdOf = (gatewayId: number, key: string): string => `${gatewayId}-${key.toLowerCase()}`;

export const receiptKeyAdded: Reducer<EventArgs<"GatewayRegistry", "ReceiptKeyAdded">> = async (store, event) => {
  const { gateway: gatewayId, key, actor } = event.args;
  const id = receiptKeyIdOf(gatewayId, key);
  const row = { id, gatewayId, key, addedAt: event.block.timestamp, actor, ...originOf(event) };
  if (!(await create(store, receiptKey, id, row))) await reportTwice(store, event, { what: "receipt key", id });
};

export const receiptKeyRevoked: Reducer<EventArgs<"GatewayRegistry", "ReceiptKeyRevoked">> = async (store, event) => {
  const { gateway: gatewayId, key, actor } = event.args;
  const id = receiptKeyIdOf(gatewayId, key);
  await amendKnown(store, event, receiptKey, { what: "receipt key", id }, () => ({ revokedAt: event.block.timestamp, actor }));
};
