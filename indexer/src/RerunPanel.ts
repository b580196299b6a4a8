import { ballotCommitted, ballotRevealed, ballotSettled, voteOpened, votePhaseChanged } from "./attribution/panel-votes.ts";
import { caseAppealed, caseClosed, caseOpened, caseTallied } from "./attribution/rerun-cases.ts";
import type { Reducers } from "./fold/contracts.ts";
import { accountCredited, creditWithdrawn } from "./validation/account-credit.ts";

export const rerunPanelReducers: Reducers<"RerunPanel"> = {
  CaseOpened: caseOpened,
  CaseTallied: caseTallied,
  CaseAppealed: caseAppealed,
  CaseClosed: caseClosed,
  VoteOpened: voteOpened,
  VotePhaseChanged: votePhaseChanged,
  BallotCommitted: ballotCommitted,
  BallotRevealed: ballotRevealed,
  BallotSettled: ballotSettled,
  AccountCredited: accountCredited,
  CreditWithdrawn: creditWithdrawn("Rerun"),
};
