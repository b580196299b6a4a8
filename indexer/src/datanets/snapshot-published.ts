import { datanet, snapshot } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

export const snapshotPublished: Reducer<EventArgs<"DatanetRegistry", "SnapshotPublished">> = async (store, event) => {
  const { datanet: datanetId, snapshot: number, itemRoot, itemCount, termsVersion, manifestUri, actor } = event.args;
  const id = `${datanetId}-${number}`;
  const row = {
    id,
    datanetId,
    number,
    itemRoot,
    itemCount: BigInt(itemCount),
    termsVersion,
    manifestUri,
    lostCount: 0,
    actor,
    ...originOf(event),
  };
  if (!(await create(store, snapshot, id, row))) return reportTwice(store, event, { what: "snapshot", id });
  await amendKnown(store, event, datanet, { what: "datanet", id: datanetId }, () => ({ snapshotId: id, snapshotCount: number }));
};
