import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { accountCredited, creditWithdrawn } from "./validation/account-credit.ts";
import { appealSettled, roundRuled, verdictsAppealed } from "./validation/appeals.ts";
import { votesCommitted, votesRevealed, votesTallied } from "./validation/ballots.ts";
import { itemsFinalised } from "./validation/items-finalised.ts";
import { answersBondSettled, answersRevealed, panelRequested, phaseChanged, roundOpened } from "./validation/rounds.ts";

export const validationRoundsReducers: Reducers<"ValidationRounds"> = {
  RoundOpened: roundOpened,
  PanelRequested: panelRequested,
  PhaseChanged: phaseChanged,
  VotesCommitted: votesCommitted,
  VotesRevealed: votesRevealed,
  VotesTallied: votesTallied,
  AnswersRevealed: answersRevealed,
  AnswersBondSettled: answersBondSettled,
  VerdictsAppealed: verdictsAppealed,
  RoundRuled: roundRuled,
  ItemsFinalised: itemsFinalised,
  AppealSettled: appealSettled,
  AccountCredited: accountCredited,
  CreditWithdrawn: creditWithdrawn("Round"),
  AuthorityUpdated: authorityUpdated,
};
