import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { rangeCredited } from "./settlement/range-credited.ts";
import { withdrawn } from "./settlement/withdrawn.ts";
import { wordsCredited } from "./settlement/words-credited.ts";

export const payoutLedgerReducers: Reducers<"PayoutLedger"> = {
  WordsCredited: wordsCredited,
  RangeCredited: rangeCredited,
  Withdrawn: withdrawn,
  AuthorityUpdated: authorityUpdated,
};
