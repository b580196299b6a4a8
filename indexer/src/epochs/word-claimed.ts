import { claimedWord } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { creditSubtree, finalEpochOf, loadSubtree, subtreeIdOf } from "./payout-subtree.ts";
import { SUBTREE_WORDS, subtreeRoot, sumOf } from "./words.ts";

/** A claim says the word as it is now: with the words known before, that is what each of its four accounts was credited. */
export const wordClaimed: Reducer<EventArgs<"EpochPayouts", "WordClaimed">> = async (store, event) => {
  const { gateway: gatewayId, word, current, root, total, actor } = event.args;
  const subtree = Math.floor(word / SUBTREE_WORDS);
  const { words: before } = await loadSubtree(store, gatewayId, subtree);
  const grown = before.with(word % SUBTREE_WORDS, current);
  const after = subtreeRoot(grown) === root ? grown : null;
  const id = factId(event);
  const source = { kind: "Claimed", sourceId: id, gatewayId } as const;
  const amounts = await creditSubtree(store, event, { gatewayId, subtree, firstWord: word, root, total, before, after, source });
  const subject = `claim of word ${word} of gateway ${gatewayId}`;
  if (amounts === null) {
    await report(store, event, { kind: "RootMismatch", subject, expected: subtreeRoot(grown), actual: root });
  } else if (sumOf(amounts) !== total) {
    await report(store, event, { kind: "TotalMismatch", subject, expected: sumOf(amounts), actual: total });
  }
  await store.insert(claimedWord, {
    id,
    gatewayId,
    epochId: await finalEpochOf(store, gatewayId),
    subtreeId: subtreeIdOf(gatewayId, subtree),
    word: BigInt(word),
    current,
    root,
    total,
    isExplained: amounts !== null,
    actor,
    ...originOf(event),
  });
};
