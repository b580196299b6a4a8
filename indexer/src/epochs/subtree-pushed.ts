import { pushedSubtree } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { countCredited } from "./final-epoch.ts";
import { findWords } from "./find-words.ts";
import { creditSubtree, loadSubtree, subtreeIdOf } from "./payout-subtree.ts";
import { sumOf } from "./words.ts";

/** A push says how much and the root over the words; who got what is in its calldata, and believed because it gives the root. */
export const subtreePushed: Reducer<EventArgs<"PayoutLedger", "SubtreePushed">> = async (store, event, chain) => {
  const { gateway: gatewayId, epoch: number, subtree, root, total, actor } = event.args;
  const key = { gatewayId, number, subtree };
  const { words: before } = await loadSubtree(store, key);
  const epochId = await countCredited(store, event, gatewayId, number, total);
  const after = await findWords(store, event, chain, { key, root, before });
  const id = factId(event);
  const amounts = await creditSubtree(store, event, { key, root, before, after, source: { kind: "Pushed", sourceId: id, gatewayId } });
  const subject = `push of subtree ${subtreeIdOf(key)}`;
  if (amounts === null) {
    const actual = "neither the calldata nor the ledger gives them";
    await report(store, event, { kind: "Undecodable", subject, expected: `words that give ${root}`, actual });
  } else if (sumOf(amounts) !== total) {
    await report(store, event, { kind: "TotalMismatch", subject, expected: sumOf(amounts), actual: total });
  }
  await store.insert(pushedSubtree, {
    id,
    gatewayId,
    epochId,
    subtreeId: subtreeIdOf(key),
    subtree: BigInt(subtree),
    root,
    total,
    accountCount: amounts?.length ?? 0,
    isExplained: amounts !== null,
    actor,
    ...originOf(event),
  });
};
