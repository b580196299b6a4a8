import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { unknownCreditWithdrawn } from "./validation/account-credit.ts";
import { appealSettled, roundRuled, verdictsAppealed } from "./validation/appeals.ts";
import { votesCommitted, votesRevealed, votesTallied } from "./validation/ballots.ts";
import { itemsFinalised } from "./validation/items-finalised.ts";
import { answersRevealed, panelRequested, phaseChanged, roundOpened } from "./validation/rounds.ts";

export const validationRoundsReducers: Reducers<"ValidationRounds"> = {
  RoundOpened: roundOpened,
  PanelRequested: panelRequested,
  PhaseChanged: phaseChanged,
  VotesCommitted: votesCommitted,
  VotesRevealed: votesRevealed,
  VotesTallied: votesTallied,
  AnswersRevealed: answersRevealed,
  VerdictsAppealed: verdictsAppealed,
  RoundRuled: roundRuled,
  ItemsFinalised: itemsFinalised,
  AppealSettled: appealSettled,
  CreditWithdrawn: unknownCreditWithdrawn("Round"),
  AuthorityUpdated: authorityUpdated,
};
