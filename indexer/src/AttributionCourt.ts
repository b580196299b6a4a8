import { manifestPublished, methodRegistered } from "./attribution/methods.ts";
import {
  challengeAnswered,
  challengeBondChanged,
  challengeEnded,
  challengeOpened,
  lieProven,
  penaltyChanged,
} from "./attribution/offences.ts";
import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { accountCredited, creditWithdrawn } from "./validation/account-credit.ts";

export const attributionCourtReducers: Reducers<"AttributionCourt"> = {
  MethodRegistered: methodRegistered,
  ManifestPublished: manifestPublished,
  LieProven: lieProven,
  ChallengeOpened: challengeOpened,
  ChallengeAnswered: challengeAnswered,
  ChallengeEnded: challengeEnded,
  PenaltyChanged: penaltyChanged,
  ChallengeBondChanged: challengeBondChanged,
  AccountCredited: accountCredited,
  CreditWithdrawn: creditWithdrawn("Attribution"),
  AuthorityUpdated: authorityUpdated,
};
