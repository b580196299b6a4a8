import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { withdrawn } from "./settlement/withdrawn.ts";
import { wordsCredited } from "./settlement/words-credited.ts";

export const payoutLedgerReducers: Reducers<"PayoutLedger"> = {
  WordsCredited: wordsCredited,
  Withdrawn: withdrawn,
  AuthorityUpdated: authorityUpdated,
};
