import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { useCounted, verdictCounted } from "./validation/reputations.ts";

export const reputationReducers: Reducers<"Reputation"> = {
  VerdictCounted: verdictCounted,
  UseCounted: useCounted,
  AuthorityUpdated: authorityUpdated,
};
