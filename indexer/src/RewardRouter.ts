import type { Reducers } from "./fold/contracts.ts";
import { batchSettled } from "./settlement/batch-settled.ts";

export const rewardRouterReducers: Reducers<"RewardRouter"> = { BatchSettled: batchSettled };
