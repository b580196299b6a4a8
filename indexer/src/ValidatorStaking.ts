import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { accountCredited, creditWithdrawn } from "./validation/account-credit.ts";
import { seatLeft, seatTaken, weightChanged } from "./validation/seats.ts";
import { burnt, slashed } from "./validation/slashed.ts";
import { released, rewarded, staked, unstaked } from "./validation/staked.ts";

export const validatorStakingReducers: Reducers<"ValidatorStaking"> = {
  Staked: staked,
  Unstaked: unstaked,
  Released: released,
  SeatTaken: seatTaken,
  SeatLeft: seatLeft,
  WeightChanged: weightChanged,
  Slashed: slashed,
  Rewarded: rewarded,
  Burnt: burnt,
  AccountCredited: accountCredited,
  CreditWithdrawn: creditWithdrawn("Stake"),
  AuthorityUpdated: authorityUpdated,
};
