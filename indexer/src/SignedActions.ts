import { actionDefined, actionPerformed, nonceCancelled } from "./accounts/signed-actions.ts";
import type { Reducers } from "./fold/contracts.ts";

export const signedActionsReducers: Reducers<"SignedActions"> = {
  ActionDefined: actionDefined,
  ActionPerformed: actionPerformed,
  NonceCancelled: nonceCancelled,
};
