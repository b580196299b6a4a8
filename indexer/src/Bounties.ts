import type { Reducers } from "./fold/contracts.ts";
import { accountCredited, creditWithdrawn } from "./validation/account-credit.ts";
import { batchDeclared, bountyClaimed, bountyFunded, bountyRefunded, rewardSettled } from "./validation/bounties.ts";

export const bountiesReducers: Reducers<"Bounties"> = {
  BountyFunded: bountyFunded,
  BatchDeclared: batchDeclared,
  BountyClaimed: bountyClaimed,
  RewardSettled: rewardSettled,
  BountyRefunded: bountyRefunded,
  AccountCredited: accountCredited,
  CreditWithdrawn: creditWithdrawn("Bounty"),
};
