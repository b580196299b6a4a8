import { rangeCredit } from "../../ponder.schema.ts";
import { bookRanges } from "../epochs/open-range.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { addToNetwork } from "../fold/network.ts";
import type { Reducer } from "../fold/reducer.ts";

/** Records that a range was credited. The rail's own event, in the same transaction, must explain to whom: only then do balances change. */
export const rangeCredited: Reducer<EventArgs<"PayoutLedger", "RangeCredited">> = async (store, event) => {
  const { source, firstWord, words, total } = event.args;
  const range = { firstWord: BigInt(firstWord), wordCount: BigInt(words) };
  await store.insert(rangeCredit, { id: factId(event), source, ...range, total, ...originOf(event) });
  await bookRanges(store, event, { rail: source, ranges: new Map([[firstWord, total]]), ledger: event.address });
  await addToNetwork(store, event, { rangeCredited: total });
};
