import { verdictReport } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf, type FoldEvent } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert } from "../fold/store.ts";

/** A report and its verdicts share a transaction and a Datanet; the log order of the two is not fixed. */
export const reportIdOf = (event: FoldEvent, datanetId: number): string => `${event.transactionHash}-${datanetId}`;

/** Several reports on one Datanet in one transaction count together; the last one's address stands. */
export const verdictsReported: Reducer<EventArgs<"CuratorAdmission", "VerdictsReported">> = async (store, event) => {
  const { datanet: datanetId, curator, count, report, reportUri } = event.args;
  const id = reportIdOf(event, datanetId);
  const change = { curator, report, reportUri, ...originOf(event) };
  await upsert(store, verdictReport, id, { id, datanetId, verdictCount: 0n, ...change }, (row) => ({
    ...change,
    verdictCount: row.verdictCount + count,
  }));
};
