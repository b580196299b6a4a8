import { asc, eq } from "ponder";

import { appealedItem, duplicateProof, finding, removal, round, roundItem, vote } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";

const MOST_ROUNDS = 20;
const MOST_VOTES = 500;
const MOST_REMOVALS = 20;

/** Number of a level, from an id that begins `round-level`. */
const levelOf = (id: string): number => Number(id.split("-")[1]);

/**
 * Every round that took a contribution up: what each level found, who voted how and why, who appealed; the proof that it is a duplicate, and
 * requests for its removal.
 */
export const explainRounds = async (db: Database, contributionId: bigint) => {
  const [items, findings, votes, appeals, proofs, removals] = await Promise.all([
    db
      .select({ item: roundItem, round })
      .from(roundItem)
      .innerJoin(round, eq(round.id, roundItem.roundId))
      .where(eq(roundItem.contributionId, contributionId))
      .orderBy(asc(roundItem.roundId))
      .limit(MOST_ROUNDS),
    db.select().from(finding).where(eq(finding.contributionId, contributionId)).orderBy(asc(finding.id)).limit(MOST_VOTES),
    db.select().from(vote).where(eq(vote.contributionId, contributionId)).orderBy(asc(vote.id)).limit(MOST_VOTES),
    db.select().from(appealedItem).where(eq(appealedItem.contributionId, contributionId)).orderBy(asc(appealedItem.id)).limit(MOST_VOTES),
    db.select().from(duplicateProof).where(eq(duplicateProof.contributionId, contributionId)).limit(1),
    db.select().from(removal).where(eq(removal.contributionId, contributionId)).orderBy(asc(removal.id)).limit(MOST_REMOVALS),
  ]);
  const [proof] = proofs;
  return {
    rounds: items.map(({ item, round: about }) => ({
      round: item.roundId,
      position: item.position,
      phase: about.phase,
      panelSize: about.panelSize,
      outcome: item.outcome,
      decision: item.decision,
      reason: item.reason,
      score: item.score,
      decidedLevel: item.decidedLevelId === null ? null : levelOf(item.decidedLevelId),
      knownAnswer: item.knownAnswer,
      finalisedAt: item.finalisedAt,
      transaction: item.finalisedIn,
      findings: findings
        .filter(({ roundItemId }) => roundItemId === item.id)
        .map(({ levelId, isAccepted, reason, score, acceptCount, rejectCount }) => ({
          level: levelOf(levelId),
          isAccepted,
          reason,
          score,
          acceptCount,
          rejectCount,
        })),
      votes: votes
        .filter(({ roundItemId }) => roundItemId === item.id)
        .map(({ levelId, validatorId, accepts, reason, score }) => ({
          level: levelOf(levelId),
          validator: validatorId,
          accepts,
          reason,
          score,
        })),
      appeals: appeals
        .filter(({ roundItemId }) => roundItemId === item.id)
        .map(({ id, appellantId, bond, isReturned }) => ({ level: levelOf(id), appellant: appellantId, bond, isReturned })),
    })),
    duplicateProof:
      proof === undefined
        ? null
        : {
            original: proof.earlierId,
            prover: proof.proverId,
            covered: proof.covered,
            bond: proof.bond,
            timestamp: proof.timestamp,
            transaction: proof.transactionHash,
          },
    removals: removals.map((row) => ({
      removal: row.id,
      claimant: row.claimantId,
      reason: row.reason,
      evidence: row.evidence,
      evidenceUri: row.evidenceUri,
      outcome: row.outcome,
      deadline: row.deadline,
      decidedAt: row.decidedAt,
      decidedBy: row.decidedBy,
    })),
  };
};
