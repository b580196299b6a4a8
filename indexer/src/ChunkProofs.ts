import { challengeAnswered, challengeBondChanged, challengeClosed, dataChallenged } from "./epochs/data-challenges.ts";
import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";

export const chunkProofsReducers: Reducers<"ChunkProofs"> = {
  DataChallenged: dataChallenged,
  ChallengeAnswered: challengeAnswered,
  ChallengeClosed: challengeClosed,
  ChallengeBondChanged: challengeBondChanged,
  AuthorityUpdated: authorityUpdated,
};
