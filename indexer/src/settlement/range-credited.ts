import { rangeCredit } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { addToNetwork } from "../fold/network.ts";
import type { Reducer } from "../fold/reducer.ts";

/** Records that a range was credited. What each account got is in the epoch's data, not in this event, so balances stay as they are. */
export const rangeCredited: Reducer<EventArgs<"PayoutLedger", "RangeCredited">> = async (store, event) => {
  const { source, firstWord, words, total } = event.args;
  const range = { firstWord: BigInt(firstWord), wordCount: BigInt(words) };
  await store.insert(rangeCredit, { id: factId(event), source, ...range, total, ...originOf(event) });
  await addToNetwork(store, event, { rangeCredited: total });
};
