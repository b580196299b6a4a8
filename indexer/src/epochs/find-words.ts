import type { Hex } from "viem";

import { balance } from "../../ponder.schema.ts";
import type { FoldEvent } from "../fold/event.ts";
import type { ChainReads } from "../fold/reducer.ts";
import type { Store } from "../fold/store.ts";
import { findPushCalls } from "./find-push.ts";
import { findOpenRange } from "./open-range.ts";
import { addLanes, combineWords, subtractLanes, subtreeRoot } from "./words.ts";

interface Wanted {
  readonly gateway: number;
  readonly subtree: number;
  readonly firstWord: number;
  /** Root over the words to find. */
  readonly root: Hex;
  /** Words of the gateway that were known before. */
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
 * The words of a subtree after a push, found where they can be and believed only if they give the root that the contract said: first the calldata,
 * then, for a push whose calldata does not hold them, the ledger itself. Null if neither does.
 */
export const findWords = async (store: Store, event: FoldEvent, chain: ChainReads, wanted: Wanted): Promise<readonly bigint[] | null> => {
  const { gateway, subtree, firstWord, root, before } = wanted;
  const grown = (words: readonly bigint[], deltas: readonly bigint[]) => {
    const after = combineWords(words, deltas, addLanes);
    return after !== null && subtreeRoot(after) === root ? after : null;
  };
  for (const { credited, deltas } of findPushCalls(event.input?.() ?? "0x", gateway, subtree)) {
    // The words in the call serve when earlier ones were missed.
    const after = grown(before, deltas) ?? (credited.length > 0 ? grown(credited, deltas) : null);
    if (after !== null) return after;
  }
  const ledger = (await findOpenRange(store, event, event.address))?.ledger ?? null;
  if (ledger === null) return null;
  const ahead = await readAhead(store, event, chain, { ledger, first: firstWord, count: before.length });
  return ahead === null ? null : grown(before, ahead);
};
