import { asc, eq, sql } from "ponder";

import { appealedItem, duplicateProof, finding, removal, round, roundItem, vote } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";

const MOST_ROUNDS = 20;
const MOST_VOTES = 500;
const MOST_REMOVALS = 20;

/** Number of a level, from an id that begins `round-level`. */
const levelOf = (id: string): number => Number(id.split("-")[1]);

/** Prepared once, as all reads of a route that is asked often: building a query anew costs more than running it. */
export const prepareRounds = (db: Database) => {
  const id = sql.placeholder("id");
  return {
    items: db
      .select({ item: roundItem, round })
      .from(roundItem)
      .innerJoin(round, eq(round.id, roundItem.roundId))
      .where(eq(roundItem.contributionId, id))
      .orderBy(asc(roundItem.roundId))
      .limit(MOST_ROUNDS)
      .prepare("openledger_rounds_items"),
    findings: db
      .select()
      .from(finding)
      .where(eq(finding.contributionId, id))
      .orderBy(asc(finding.id))
      .limit(MOST_VOTES)
      .prepare("openledger_rounds_findings"),
    votes: db
      .select()
      .from(vote)
      .where(eq(vote.contributionId, id))
      .orderBy(asc(vote.id))
      .limit(MOST_VOTES)
      .prepare("openledger_rounds_votes"),
    appeals: db
      .select()
      .from(appealedItem)
      .where(eq(appealedItem.contributionId, id))
      .orderBy(asc(appealedItem.id))
      .limit(MOST_VOTES)
      .prepare("openledger_rounds_appeals"),
    proofs: db.select().from(duplicateProof).where(eq(duplicateProof.contributionId, id)).limit(1).prepare("openledger_rounds_proofs"),
    removals: db
      .select()
      .from(removal)
      .where(eq(removal.contributionId, id))
      .orderBy(asc(removal.id))
      .limit(MOST_REMOVALS)
      .prepare("openledger_rounds_removals"),
  };
};

/**
 * Every round that took a contribution up: what each level found, who voted how and why, who appealed; the proof that it is a duplicate, and
 * requests for its removal.
 * @param isJudged Whether a round ever took it up; if not, nobody is asked what it found.
 */
export const explainRounds = async (reads: ReturnType<typeof prepareRounds>, contributionId: bigint, isJudged: boolean) => {
  const about = { id: contributionId };
  const [items, findings, votes, appeals, proofs, removals] = await Promise.all([
    isJudged ? reads.items.execute(about) : [],
    isJudged ? reads.findings.execute(about) : [],
    isJudged ? reads.votes.execute(about) : [],
    isJudged ? reads.appeals.execute(about) : [],
    reads.proofs.execute(about),
    reads.removals.execute(about),
  ]);
  const [proof] = proofs;
  return {
    rounds: items.map(({ item, round: taken }) => ({
      round: item.roundId,
      position: item.position,
      phase: taken.phase,
      panelSize: taken.panelSize,
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
