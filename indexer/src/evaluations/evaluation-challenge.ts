import { evaluation, evaluationChallenge, evaluationChallengeState } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { FoldError } from "../fold/fold-error.ts";
import { amendKnown, reportMissing, reportTwice } from "../fold/missing.ts";
import { nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";
import { moveBond } from "./evaluator-bond.ts";

/** Codes of `IEvaluations.ChallengeStatus`. */
const CHALLENGE_STATUS = { enumName: "ChallengeStatus", enumValues: ["None", ...evaluationChallengeState.enumValues] } as const;

export const challengeOpened: Reducer<EventArgs<"Evaluations", "ChallengeOpened">> = async (store, event) => {
  const { challenge: id, uid: evaluationId, challenger, bond, evidence, evidenceUri } = event.args;
  const about = { evaluationId, challenger, bond, evidence, evidenceUri, ruleBefore: BigInt(event.args.ruleBefore) };
  const isNew = await create(store, evaluationChallenge, id, { id, state: "Open", ...about, ...originOf(event) });
  if (!isNew) return reportTwice(store, event, { what: "challenge", id });
  await moveBond(store, event, challenger, { free: -bond, bonded: bond });
  await amendKnown(store, event, evaluation, { what: "evaluation", id: evaluationId }, (row) => ({
    openChallenges: row.openChallenges + 1,
  }));
};

/** The challenger's bond comes back, or goes to the evaluator. */
export const challengeEnded: Reducer<EventArgs<"Evaluations", "ChallengeEnded">> = async (store, event) => {
  const { challenge: id, uid: evaluationId, status, paid, amount, actor } = event.args;
  const state = nameOf(CHALLENGE_STATUS, status);
  if (state === "None") throw new FoldError(`Challenge ${id} ended without a status`);
  const row = await store.find(evaluationChallenge, id);
  if (row === null) return reportMissing(store, event, { what: "challenge", id });
  await store.update(evaluationChallenge, id, { state, paid, endedBy: actor, endedAt: event.block.timestamp });
  const isBack = paid.toLowerCase() === row.challenger.toLowerCase();
  await moveBond(store, event, row.challenger, { bonded: -amount, ...(isBack ? { free: amount } : { lost: amount }) });
  if (!isBack) await moveBond(store, event, paid, { free: amount, won: amount });
  await amendKnown(store, event, evaluation, { what: "evaluation", id: evaluationId }, ({ openChallenges }) => ({
    openChallenges: Math.max(0, openChallenges - 1),
  }));
};
