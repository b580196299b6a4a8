import { payoutRootSet } from "./epochs/epoch-chain.ts";
import { subtreePushed } from "./epochs/subtree-pushed.ts";
import { wordClaimed } from "./epochs/word-claimed.ts";
import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";

export const epochPayoutsReducers: Reducers<"EpochPayouts"> = {
  PayoutRootSet: payoutRootSet,
  SubtreePushed: subtreePushed,
  WordClaimed: wordClaimed,
  AuthorityUpdated: authorityUpdated,
};
