import { open, percent, plain, utc, type Paint } from "./paint.ts";

type Vote = {
  readonly levelId: string;
  readonly validatorId: number;
  readonly accepts: boolean;
  readonly reason: string;
  readonly score: number;
};
type Finding = {
  readonly levelId: string;
  readonly isAccepted: boolean;
  readonly reason: string;
  readonly acceptCount: number;
  readonly rejectCount: number;
};
type Appeal = { readonly id: string; readonly appellantId: number; readonly bond: string | null; readonly isReturned: boolean | null };
type RoundItem = {
  readonly roundId: string;
  readonly outcome: string;
  readonly decision: string | null;
  readonly reason: string;
  readonly score: number;
  readonly finalisedAt: string | null;
  readonly round: { readonly phase: string } | null;
  readonly findings: { readonly items: readonly Finding[] };
  readonly votes: { readonly items: readonly Vote[] };
  readonly appeals: { readonly items: readonly Appeal[] };
};
type Removal = {
  readonly id: string;
  readonly claimantId: number;
  readonly reason: string;
  readonly evidenceUri: string;
  readonly outcome: string;
  readonly deadline: string;
};

/** What validation says of a contribution: its rounds, the proof that it is a duplicate, requests for its removal. */
export type Judged = {
  readonly roundItems: { readonly items: readonly RoundItem[] };
  readonly duplicateProof: {
    readonly earlierId: string;
    readonly proverId: number;
    readonly covered: string;
    readonly bond: string;
  } | null;
  readonly removals: { readonly items: readonly Removal[] };
};

/** Selection of {@link Judged} on a contribution. */
export const JUDGED = /* GraphQL */ `
  roundItems(limit: 5, orderBy: "roundId") {
    items {
      roundId
      outcome
      decision
      reason
      score
      finalisedAt
      round {
        phase
      }
      findings(limit: 5, orderBy: "id") {
        items {
          levelId
          isAccepted
          reason
          acceptCount
          rejectCount
        }
      }
      votes(limit: 60, orderBy: "id") {
        items {
          levelId
          validatorId
          accepts
          reason
          score
        }
      }
      appeals(limit: 5, orderBy: "id") {
        items {
          id
          appellantId
          bond
          isReturned
        }
      }
    }
  }
  duplicateProof {
    earlierId
    proverId
    covered
    bond
  }
  removals(limit: 5, orderBy: "id") {
    items {
      id
      claimantId
      reason
      evidenceUri
      outcome
      deadline
    }
  }
`;

const BY: Readonly<Record<string, string>> = {
  Panel: "its panel decided",
  Ruling: "governance decided, after the last appeal",
  Default: "governance did not answer in time, so the panel before the last appeal decided",
  Court: "a court overruled the votes",
};

const levelOf = (id: string): number => Number(id.split("-")[1]);

const because = (reason: string): string => (reason === "None" ? "" : `, because of ${reason}`);

/** The rounds, proofs and disputes of a contribution in words; nothing where curators alone decided. */
export function tellJudged({ roundItems, duplicateProof, removals }: Judged, paint: Paint): string[] {
  const lines = roundItems.items.flatMap((item) => tellRound(item, paint));
  if (duplicateProof !== null) {
    const { earlierId, proverId, covered, bond } = duplicateProof;
    const reward = bond === "0" ? "" : `, and was paid its bond of ${open(bond)}`;
    lines.push(paint.bad(`  Account ${proverId} proved that ${covered} bytes repeat contribution ${earlierId}${reward}.`));
  }
  for (const { id, claimantId, reason, evidenceUri, outcome, deadline } of removals.items) {
    const evidence = evidenceUri === "" ? "" : `, evidence ${plain(evidenceUri)}`;
    const until = outcome === "Open" ? ` until ${utc(deadline)}` : "";
    lines.push(`  Removal ${id}, asked by account ${claimantId} because of ${reason}${evidence}: ${outcome}${until}.`);
  }
  return lines;
}

function tellRound(item: RoundItem, paint: Paint): string[] {
  const { roundId, outcome, decision, reason, score, finalisedAt, round } = item;
  const novelty = outcome === "Accepted" ? ` with a novelty of ${percent(BigInt(score), 1_000_000n)}` : "";
  const lines = [
    finalisedAt === null
      ? `  Round ${roundId} judges it now (${round?.phase ?? "phase unknown"}).`
      : outcome === "Void"
        ? `  Round ${roundId} ended without a verdict on ${utc(finalisedAt)}: too few members voted, so it waited for another round.`
        : `  Round ${roundId}: ${paint.strong(outcome)}${novelty}${because(reason)} on ${utc(finalisedAt)}; ${BY[decision ?? ""] ?? "nobody knows who decided"}.`,
  ];
  const levels = [...new Set([...item.findings.items, ...item.votes.items].map(({ levelId }) => levelOf(levelId)))].sort((a, b) => a - b);
  for (const level of levels) {
    const found = item.findings.items.find(({ levelId }) => levelOf(levelId) === level);
    const name = level === 0 ? "first panel" : `panel of appeal ${level}`;
    if (found === undefined) lines.push(`    The ${name} reached no verdict${item.finalisedAt === null ? " yet" : ""}.`);
    else {
      const { acceptCount: accepted, rejectCount: rejected } = found;
      const bar = paint.bar(BigInt(accepted), BigInt(accepted + rejected));
      const verdict = found.isAccepted ? "it accepted" : `it rejected${because(found.reason)}`;
      lines.push(`    ${bar} ${accepted} of ${accepted + rejected} members of the ${name} were for it: ${verdict}.`);
    }
    for (const vote of item.votes.items.filter(({ levelId }) => levelOf(levelId) === level)) lines.push(tellVote(vote, paint));
    for (const { appellantId, bond, isReturned } of item.appeals.items.filter(({ id }) => levelOf(id) === level)) {
      const fate =
        isReturned === null
          ? ""
          : isReturned
            ? `; its bond of ${open(bond ?? "0")} came back`
            : `; its bond of ${open(bond ?? "0")} was lost`;
      lines.push(`    Account ${appellantId} appealed${fate}.`);
    }
  }
  return lines;
}

function tellVote({ validatorId, accepts, reason, score }: Vote, paint: Paint): string {
  const said = accepts ? `accept, ${percent(BigInt(score), 1_000_000n)} new` : `reject${because(reason)}`;
  return paint.faint(`      validator ${validatorId}: ${said}`);
}
