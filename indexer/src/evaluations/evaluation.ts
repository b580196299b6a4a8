import { assetKind, contamination, evaluation, evaluationDue } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import { amendKnown, reportMissing, reportTwice } from "../fold/missing.ts";
import { idOrNull, nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create, upsert, type Row, type Store } from "../fold/store.ts";
import { moveBond } from "./evaluator-bond.ts";

const snapshotIdOf = (datanet: number, snapshot: number): string => `${datanet}-${snapshot}`;

/** The resolver copied an attestation; EAS's own event adds nothing to it. */
export const evaluationRecorded: Reducer<EventArgs<"Evaluations", "EvaluationRecorded">> = async (store, event) => {
  const { uid: id, assetId, evaluator, claim, bond } = event.args;
  const kind = nameOf(assetKind, event.args.kind);
  const isNew = await create(store, evaluation, id, {
    id,
    kind,
    modelId: kind === "Model" ? assetId : null,
    adapterId: kind === "Adapter" ? assetId : null,
    datanetId: idOrNull(claim.datanet),
    snapshotId: claim.datanet === 0 ? null : snapshotIdOf(claim.datanet, claim.snapshot),
    task: claim.task,
    metric: claim.metric,
    scoreBeforePpm: claim.scoreBefore,
    scoreAfterPpm: claim.scoreAfter,
    weightsHash: claim.weightsHash,
    heldOutRoot: claim.heldOutRoot,
    heldOutCount: BigInt(claim.heldOutCount),
    state: "Standing",
    evaluator,
    bond,
    expiresAt: BigInt(event.args.expiresAt),
    toAccount: 0n,
    toProver: 0n,
    burned: 0n,
    openChallenges: 0,
    ...originOf(event),
  });
  if (!isNew) return reportTwice(store, event, { what: "evaluation", id });
  await moveBond(store, event, evaluator, { free: -bond, bonded: bond });
};

export const evaluationRevoked: Reducer<EventArgs<"Evaluations", "EvaluationRevoked">> = async (store, event) => {
  const { uid: id } = event.args;
  await amendKnown(store, event, evaluation, { what: "evaluation", id }, () => ({ revokedAt: event.block.timestamp }));
};

export const evaluationReleased: Reducer<EventArgs<"Evaluations", "EvaluationReleased">> = async (store, event) => {
  const { uid: id, evaluator, bond } = event.args;
  const isKnown = await amendKnown(store, event, evaluation, { what: "evaluation", id }, () => ({
    state: "Released" as const,
    endedAt: event.block.timestamp,
  }));
  if (isKnown) await moveBond(store, event, evaluator, { free: bond, bonded: -bond });
};

const changeDue = (
  store: Store,
  event: FoldEvent,
  accountId: number,
  change: (row: Row<typeof evaluationDue>) => Partial<Row<typeof evaluationDue>>,
): Promise<void> => {
  const updatedAt = event.block.timestamp;
  return upsert(store, evaluationDue, accountId, { accountId, owed: 0n, paid: 0n, updatedAt }, (row) => ({ ...change(row), updatedAt }));
};

/** The bond goes to the asset's account and the prover; the rest is burned. */
export const evaluationDisproven: Reducer<EventArgs<"Evaluations", "EvaluationDisproven">> = async (store, event) => {
  const { uid: id, prover, account, toAccount, toProver, burned } = event.args;
  const row = await store.find(evaluation, id);
  if (row === null) return reportMissing(store, event, { what: "evaluation", id });
  const actual = toAccount + toProver + burned;
  if (row.bond !== actual) {
    await report(store, event, { kind: "TotalMismatch", subject: `bond of evaluation ${id}`, expected: row.bond, actual });
  }
  const shares = { toAccount, toProver, burned };
  await store.update(evaluation, id, { state: "Disproven", endedAt: event.block.timestamp, prover, ...shares });
  await moveBond(store, event, row.evaluator, { bonded: -row.bond, lost: row.bond });
  await moveBond(store, event, prover, { free: toProver, won: toProver });
  await changeDue(store, event, account, ({ owed }) => ({ owed: owed + toAccount }));
};

export const contaminationProven: Reducer<EventArgs<"Evaluations", "ContaminationProven">> = async (store, event) => {
  const { uid: evaluationId, contribution: contributionId, contentRoot, datanet: datanetId, snapshot } = event.args;
  const about = { evaluationId, contributionId, contentRoot, datanetId, snapshotId: snapshotIdOf(datanetId, snapshot) };
  await store.insert(contamination, { id: factId(event), ...about, ...originOf(event) });
};

export const accountPaid: Reducer<EventArgs<"Evaluations", "AccountPaid">> = async (store, event) => {
  const { account, amount } = event.args;
  const owed = (await store.find(evaluationDue, account))?.owed ?? 0n;
  if (owed !== amount) {
    await report(store, event, { kind: "TotalMismatch", subject: `due of account ${account}`, expected: owed, actual: amount });
  }
  await changeDue(store, event, account, ({ paid }) => ({ owed: 0n, paid: paid + amount }));
};
