import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { creditWithdrawn } from "./validation/account-credit.ts";
import { removalDecided, removalRequested } from "./validation/removals.ts";

export const removalCourtReducers: Reducers<"RemovalCourt"> = {
  RemovalRequested: removalRequested,
  RemovalDecided: removalDecided,
  CreditWithdrawn: creditWithdrawn("Removal"),
  AuthorityUpdated: authorityUpdated,
};
