import { claimedWord } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { countCredited } from "./final-epoch.ts";
import { creditSubtree, loadSubtree, subtreeIdOf } from "./payout-subtree.ts";
import { SUBTREE_WORDS, amountsIn, sumOf } from "./words.ts";

/** A claim says the word: what each of its four accounts was credited. A word of an epoch is credited once. */
export const wordClaimed: Reducer<EventArgs<"PayoutLedger", "WordClaimed">> = async (store, event) => {
  const { gateway: gatewayId, epoch: number, word, lanes, actor } = event.args;
  const key = { gatewayId, number, subtree: Math.floor(word / SUBTREE_WORDS) };
  const total = sumOf(amountsIn(0, [lanes]));
  const { words: before, root } = await loadSubtree(store, key);
  const epochId = await countCredited(store, event, gatewayId, number, total);
  const place = word % SUBTREE_WORDS;
  const id = factId(event);
  if (root !== null || before[place] !== 0n) {
    const subject = `claim of word ${word} of ${subtreeIdOf(key)}`;
    await report(store, event, { kind: "CreditMismatch", subject, expected: "a word not credited before", actual: lanes });
  }
  await creditSubtree(store, event, {
    key,
    root,
    before: before.with(place, 0n),
    after: before.with(place, lanes),
    source: { kind: "Claimed", sourceId: id, gatewayId },
  });
  await store.insert(claimedWord, {
    id,
    gatewayId,
    epochId,
    subtreeId: subtreeIdOf(key),
    word: BigInt(word),
    lanes,
    total,
    actor,
    ...originOf(event),
  });
};
