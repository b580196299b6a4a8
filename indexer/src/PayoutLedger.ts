import { payoutRootSet } from "./epochs/final-epoch.ts";
import { subtreePushed } from "./epochs/subtree-pushed.ts";
import { wordClaimed } from "./epochs/word-claimed.ts";
import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { rangeCredited } from "./settlement/range-credited.ts";
import { withdrawn } from "./settlement/withdrawn.ts";
import { wordsCredited } from "./settlement/words-credited.ts";

export const payoutLedgerReducers: Reducers<"PayoutLedger"> = {
  WordsCredited: wordsCredited,
  RangeCredited: rangeCredited,
  PayoutRootSet: payoutRootSet,
  SubtreePushed: subtreePushed,
  WordClaimed: wordClaimed,
  Withdrawn: withdrawn,
  AuthorityUpdated: authorityUpdated,
};
