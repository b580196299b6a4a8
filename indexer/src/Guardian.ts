import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { partPaused, pauseLifted, pauseRearmed } from "./governance/pause.ts";

export const guardianReducers: Reducers<"Guardian"> = {
  PartPaused: partPaused,
  PauseLifted: pauseLifted,
  PauseRearmed: pauseRearmed,
  AuthorityUpdated: authorityUpdated,
};
