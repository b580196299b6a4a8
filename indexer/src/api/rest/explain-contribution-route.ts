import { Hono } from "hono";
import { asc, desc, eq, sql } from "ponder";

import { contribution, contributionEarning, datanet, leg, receipt, termsVersion, verdict, verdictReport } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "./errors.ts";
import { explainRounds, prepareRounds } from "./explain-rounds.ts";
import { parseContributionId, ppm } from "./parse.ts";

const MOST_VERDICTS = 100;
const MOST_LEGS = 100;

const prepareReads = (db: Database) => {
  const id = sql.placeholder("id");
  return {
    item: db
      .select({ contribution, earning: contributionEarning, datanetName: datanet.name, terms: termsVersion })
      .from(contribution)
      .leftJoin(contributionEarning, eq(contributionEarning.contributionId, contribution.id))
      .leftJoin(datanet, eq(datanet.id, contribution.datanetId))
      .leftJoin(termsVersion, eq(termsVersion.id, contribution.termsId))
      .where(eq(contribution.id, id))
      .limit(1)
      .prepare("openledger_contribution_item"),
    verdicts: db
      .select({ verdict, reportUri: verdictReport.reportUri, report: verdictReport.report })
      .from(verdict)
      .leftJoin(verdictReport, eq(verdictReport.id, verdict.reportId))
      .where(eq(verdict.contributionId, id))
      .orderBy(asc(verdict.blockNumber), asc(verdict.logIndex))
      .limit(MOST_VERDICTS)
      .prepare("openledger_contribution_verdicts"),
    legs: db
      .select({
        receipt: leg.receiptId,
        class: leg.class,
        weight: leg.weight,
        amount: leg.amount,
        isVoided: leg.isVoided,
        timestamp: leg.timestamp,
        weightTotal: receipt.weightTotal,
        transaction: receipt.transactionHash,
      })
      .from(leg)
      .innerJoin(receipt, eq(receipt.id, leg.receiptId))
      .where(eq(leg.contributionId, id))
      .orderBy(desc(leg.timestamp), desc(leg.id))
      .limit(MOST_LEGS)
      .prepare("openledger_contribution_legs"),
    rounds: prepareRounds(db),
  };
};

/** `GET /explain/contribution/:id`: where an item stands, who decided so and why, with every vote of a panel, and which answers it earned from. */
export const explainContributionRoute = (db: Database, { indexedBlock }: Pick<ExtensionReads, "indexedBlock">) => {
  let prepared: ReturnType<typeof prepareReads> | undefined;
  return new Hono().get("/explain/contribution/:id", async (c) => {
    const id = parseContributionId(c.req.param("id"));
    if (id === null) return refuse(c, 400, "The contribution id must be a decimal number: account × 16777216 + local number.");
    const block = await indexedBlock();
    prepared ??= prepareReads(db);
    const [row] = await prepared.item.execute({ id });
    if (row === undefined) return refuse(c, 404, `There is no revealed contribution ${id} up to block ${block?.number ?? 0}.`);
    const [verdicts, legs, judged] = await Promise.all([
      prepared.verdicts.execute({ id }),
      prepared.legs.execute({ id }),
      explainRounds(prepared.rounds, id, row.contribution.roundItemId !== null),
    ]);
    return answer(c, {
      contribution: { ...row.contribution, datanetName: row.datanetName, terms: row.terms },
      earned: row.earning?.earned ?? 0n,
      voided: row.earning?.voided ?? 0n,
      receipts: row.earning?.receiptCount ?? 0,
      verdicts: verdicts.map(({ verdict: part, report, reportUri }) => ({
        status: part.status,
        reason: part.reason,
        noveltyPpm: part.noveltyPpm,
        original: part.originalId,
        actor: part.actor,
        round: part.roundItemId === null ? null : part.roundItemId.split("-")[0],
        report,
        reportUri,
        timestamp: part.timestamp,
        transaction: part.transactionHash,
      })),
      ...judged,
      latestLegs: legs.map(({ weightTotal, ...part }) => ({ ...part, sharePpm: ppm(BigInt(part.weight), weightTotal) })),
      block,
    });
  });
};
