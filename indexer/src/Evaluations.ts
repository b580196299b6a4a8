import { challengeEnded, challengeOpened } from "./evaluations/evaluation-challenge.ts";
import {
  accountPaid,
  contaminationProven,
  evaluationDisproven,
  evaluationRecorded,
  evaluationReleased,
  evaluationRevoked,
} from "./evaluations/evaluation.ts";
import { bondPosted, bondsChanged, bondWithdrawn } from "./evaluations/evaluator-bond.ts";
import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";

export const evaluationsReducers: Reducers<"Evaluations"> = {
  BondPosted: bondPosted,
  BondWithdrawn: bondWithdrawn,
  BondsChanged: bondsChanged,
  EvaluationRecorded: evaluationRecorded,
  EvaluationRevoked: evaluationRevoked,
  EvaluationReleased: evaluationReleased,
  EvaluationDisproven: evaluationDisproven,
  ContaminationProven: contaminationProven,
  ChallengeOpened: challengeOpened,
  ChallengeEnded: challengeEnded,
  AccountPaid: accountPaid,
  AuthorityUpdated: authorityUpdated,
};
