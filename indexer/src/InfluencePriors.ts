import { ballotCommitted, ballotRevealed, ballotSettled, voteOpened, votePhaseChanged } from "./attribution/panel-votes.ts";
import { priorBondReleased, priorChallenged, priorJudged, priorPublished } from "./attribution/priors.ts";
import type { Reducers } from "./fold/contracts.ts";
import { accountCredited, creditWithdrawn } from "./validation/account-credit.ts";

export const influencePriorsReducers: Reducers<"InfluencePriors"> = {
  PriorPublished: priorPublished,
  PriorChallenged: priorChallenged,
  PriorJudged: priorJudged,
  PriorBondReleased: priorBondReleased,
  VoteOpened: voteOpened,
  VotePhaseChanged: votePhaseChanged,
  BallotCommitted: ballotCommitted,
  BallotRevealed: ballotRevealed,
  BallotSettled: ballotSettled,
  AccountCredited: accountCredited,
  CreditWithdrawn: creditWithdrawn("Prior"),
};
