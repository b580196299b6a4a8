import { pushedSubtree } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { findWords } from "./find-words.ts";
import { creditSubtree, finalEpochOf, loadSubtree, subtreeIdOf } from "./payout-subtree.ts";
import { SUBTREE_WORDS, sumOf } from "./words.ts";

/** A push says how much and the new root; who got what is in its calldata, and believed because it gives the root. */
export const subtreePushed: Reducer<EventArgs<"EpochPayouts", "SubtreePushed">> = async (store, event, chain) => {
  const { gateway: gatewayId, subtree, root, total, actor } = event.args;
  const firstWord = subtree * SUBTREE_WORDS;
  const { words: before, isExplained: wasExplained } = await loadSubtree(store, gatewayId, subtree);
  const after = await findWords(store, event, chain, { gateway: gatewayId, subtree, firstWord, root, before });
  const id = factId(event);
  const source = { kind: "Pushed", sourceId: id, gatewayId } as const;
  const amounts = await creditSubtree(store, event, { gatewayId, subtree, firstWord, root, total, before, after, source });
  const subject = `push of subtree ${subtreeIdOf(gatewayId, subtree)}`;
  if (amounts === null) {
    const actual = "neither the calldata nor the ledger gives them";
    await report(store, event, { kind: "Undecodable", subject, expected: `words that give ${root}`, actual });
  } else if (wasExplained && sumOf(amounts) !== total) {
    await report(store, event, { kind: "TotalMismatch", subject, expected: sumOf(amounts), actual: total });
  }
  await store.insert(pushedSubtree, {
    id,
    gatewayId,
    epochId: await finalEpochOf(store, gatewayId),
    subtreeId: subtreeIdOf(gatewayId, subtree),
    subtree: BigInt(subtree),
    root,
    total,
    accountCount: amounts?.length ?? 0,
    isExplained: amounts !== null,
    actor,
    ...originOf(event),
  });
};
