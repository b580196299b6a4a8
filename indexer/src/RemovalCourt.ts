import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { accountCredited, creditWithdrawn } from "./validation/account-credit.ts";
import { removalDecided, removalRequested } from "./validation/removals.ts";

export const removalCourtReducers: Reducers<"RemovalCourt"> = {
  RemovalRequested: removalRequested,
  RemovalDecided: removalDecided,
  AccountCredited: accountCredited,
  CreditWithdrawn: creditWithdrawn("Removal"),
  AuthorityUpdated: authorityUpdated,
};
