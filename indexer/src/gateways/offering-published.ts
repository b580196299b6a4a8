import { offering, offeringAdapter, offeringDatanet, role, splitEntry } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import { idOrNull, nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

/** Id of a line of an offering's split table. */
export const splitEntryIdOf = (offeringId: number, position: number): string => `${offeringId}-${position}`;

export const offeringPublished: Reducer<EventArgs<"GatewayRegistry", "OfferingPublished">> = async (store, event) => {
  const { offering: offeringId, gateway: gatewayId, record, actor } = event.args;
  const { promptPrice, completionPrice, methodId, label } = record;
  const entries = record.split.map((entry, position) => ({
    id: splitEntryIdOf(offeringId, position),
    offeringId,
    position,
    role: nameOf(role, entry.role),
    accountId: idOrNull(entry.account),
    bps: entry.bps,
  }));
  const isNew = await create(store, offering, offeringId, {
    id: offeringId,
    gatewayId,
    modelId: idOrNull(record.model),
    agentId: idOrNull(record.agent),
    promptPrice,
    completionPrice,
    methodId,
    label,
    dataBps: entries.find((entry) => entry.role === "Data")?.bps ?? 0,
    receiptCount: 0,
    feeTotal: 0n,
    actor,
    ...originOf(event),
  });
  if (!isNew) return reportTwice(store, event, { what: "offering", id: offeringId });
  await store.insert(splitEntry, entries);
  await store.insert(
    offeringAdapter,
    record.adapters.map((adapterId, position) => ({ id: `${offeringId}-${position}`, offeringId, adapterId, position })),
  );
  for (const [position, datanetId] of record.datanets.entries()) {
    const id = `${offeringId}-${datanetId}`;
    await create(store, offeringDatanet, id, { id, offeringId, datanetId, position });
  }
};

export const offeringRetired: Reducer<EventArgs<"GatewayRegistry", "OfferingRetired">> = async (store, event) => {
  const { offering: id } = event.args;
  await amendKnown(store, event, offering, { what: "offering", id }, () => ({ retiredAt: event.block.timestamp }));
};
