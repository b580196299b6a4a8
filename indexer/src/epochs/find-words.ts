import type { Hex } from "viem";

import { balance } from "../../ponder.schema.ts";
import type { FoldEvent } from "../fold/event.ts";
import type { ChainReads } from "../fold/reducer.ts";
import type { Store } from "../fold/store.ts";
import { findPushCalls } from "./find-push.ts";
import type { SubtreeKey } from "./payout-subtree.ts";
import { combineWords, subtractLanes, subtreeRoot } from "./words.ts";

interface Wanted {
  readonly key: SubtreeKey;
  /** Root over the words to find. */
  readonly root: Hex;
  /** Words of the subtree that were credited before, the others zero. */
  readonly before: readonly bigint[];
}

/** Words by which the ledger, after the event's block, is ahead of what is folded; null if it is behind. */
export const readAhead = async (
  store: Store,
  event: FoldEvent,
  chain: ChainReads,
  words: { readonly ledger: Hex; readonly first: number; readonly count: number },
): Promise<readonly bigint[] | null> => {
  const credited = await chain.creditedWords(event, words);
  const folded: bigint[] = [];
  for (let word = words.first; word < words.first + words.count; word++) {
    let lanes = 0n;
    for (let lane = 0; lane < 4; lane++) lanes |= ((await store.find(balance, 4 * word + lane))?.credited ?? 0n) << BigInt(64 * lane);
    folded.push(lanes);
  }
  return combineWords(credited, folded, subtractLanes);
};

/**
 * The words of a subtree that is pushed, found where they can be and believed only if they give the root that the contract said: first the calldata,
 * then, for a push whose calldata does not hold them, the ledger itself. Null if neither does.
 */
export const findWords = async (store: Store, event: FoldEvent, chain: ChainReads, wanted: Wanted): Promise<readonly bigint[] | null> => {
  const { key, root, before } = wanted;
  for (const words of findPushCalls(event.input?.() ?? "0x", key)) if (subtreeRoot(words) === root) return words;
  const first = key.subtree * before.length;
  const ahead = await readAhead(store, event, chain, { ledger: event.address, first, count: before.length });
  const words = ahead?.map((word, i) => (before[i] === 0n ? word : before[i]!)) ?? null;
  return words !== null && subtreeRoot(words) === root ? words : null;
};
