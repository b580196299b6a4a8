import { treeAnswered, treeChallengeClosed, treeChallenged } from "./epochs/tree-challenges.ts";
import type { Reducers } from "./fold/contracts.ts";

export const treeProofsReducers: Reducers<"TreeProofs"> = {
  TreeChallenged: treeChallenged,
  TreeAnswered: treeAnswered,
  TreeChallengeClosed: treeChallengeClosed,
};
