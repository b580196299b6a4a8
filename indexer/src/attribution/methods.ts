import { attributionMethod, indexManifest } from "../../ponder.schema.ts";
import { cleanText } from "../fold/clean-text.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

/** A method is registered once. */
export const methodRegistered: Reducer<EventArgs<"AttributionCourt", "MethodRegistered">> = async (store, event) => {
  const { methodId: id, text, rules, actor } = event.args;
  const row = { id, text: cleanText(text), ...rules, actor, ...originOf(event) };
  if (!(await create(store, attributionMethod, id, row))) await reportTwice(store, event, { what: "attribution method", id });
};

/** A gateway has one index for each method and snapshot. */
export const manifestPublished: Reducer<EventArgs<"AttributionCourt", "ManifestPublished">> = async (store, event) => {
  const { gateway: gatewayId, methodId, snapshotRoot, id: contents, manifest, actor } = event.args;
  const id = `${gatewayId}-${methodId}-${snapshotRoot}`;
  const { tokenCount, itemCount, partCount, tokenRoot, suffixRoot, itemsRoot } = manifest;
  const counts = { tokenCount: BigInt(tokenCount), itemCount: BigInt(itemCount), partCount };
  const row = { id, gatewayId, methodId, snapshotRoot, contents, ...counts, tokenRoot, suffixRoot, itemsRoot, actor, ...originOf(event) };
  if (!(await create(store, indexManifest, id, row))) await reportTwice(store, event, { what: "index manifest", id });
};
