import { askFor, ExplainError, trueAt, type At } from "./ask.ts";
import { open, percent, plain, utc, type Paint } from "./paint.ts";
import { JUDGED, tellJudged, type Judged } from "./panels.ts";

export type ContributionAnswer = {
  readonly contribution:
    | (Judged & {
        readonly id: string;
        readonly accountId: number;
        readonly uri: string;
        readonly licence: string;
        readonly contentRoot: string;
        readonly status: string;
        readonly reason: string;
        readonly noveltyPpm: number;
        readonly originalId: string | null;
        readonly bond: string;
        readonly timestamp: string;
        readonly datanet: { readonly id: number; readonly name: string } | null;
        readonly terms: { readonly licence: string; readonly version: number } | null;
        readonly earning:
          (Readonly<Record<"earned" | "voided", string>> & { readonly legCount: number; readonly receiptCount: number }) | null;
        readonly verdicts: {
          readonly items: readonly {
            readonly status: string;
            readonly reason: string;
            readonly actor: string;
            readonly timestamp: string;
            readonly report: { readonly reportUri: string } | null;
          }[];
        };
        readonly legs: {
          readonly items: readonly {
            readonly receiptId: string;
            readonly amount: string;
            readonly weight: number;
            readonly class: string;
            readonly timestamp: string;
            readonly receipt: { readonly weightTotal: string } | null;
          }[];
        };
      })
    | null;
  readonly at: At;
};

const query = /* GraphQL */ `
  query Contribution($id: BigInt!) {
    _meta {
      block {
        number
        hash
      }
    }
    contribution(id: $id) {
      id
      accountId
      uri
      licence
      contentRoot
      status
      reason
      noveltyPpm
      originalId
      bond
      timestamp
      datanet {
        id
        name
      }
      terms {
        licence
        version
      }
      earning {
        earned
        voided
        legCount
        receiptCount
      }
      verdicts(limit: 20, orderBy: "timestamp") {
        items {
          status
          reason
          actor
          timestamp
          report {
            reportUri
          }
        }
      }
      ${JUDGED}
      legs(limit: 15, orderBy: "timestamp", orderDirection: "desc") {
        items {
          receiptId
          amount
          weight
          class
          timestamp
          receipt {
            weightTotal
          }
        }
      }
    }
  }
`;

/** @throws ExplainError for a number that is no contribution id, or that no contribution has. */
export async function explainContribution(url: string, id: string, paint: Paint): Promise<string[]> {
  if (!/^[1-9]\d{0,18}$/.test(id) || BigInt(id) >= 1n << 63n)
    throw new ExplainError(`${plain(id)} is no contribution id: give the whole number account << 24 | local number`);
  const answer = await askFor<Pick<ContributionAnswer, "contribution">>(url, query, { id });
  if (answer.contribution === null) throw new ExplainError(`there is no revealed contribution ${id} up to block ${answer.at.number}`);
  return tellContribution(answer, paint);
}

/** A contribution in words. */
export function tellContribution({ contribution: item, at }: ContributionAnswer, paint: Paint): string[] {
  if (item === null) return [];
  const isEarning = item.status === "Accepted";
  const status = (isEarning ? paint.good : paint.bad)(item.status);
  const lines = [
    paint.strong(`Contribution ${item.id}`) + `  ${plain(item.uri)}`,
    `Account ${item.accountId} gave it to Datanet ${item.datanet?.id ?? "?"} “${plain(item.datanet?.name ?? "?", 60)}” on ${utc(item.timestamp)},`,
    `under licence ${plain(item.licence === "" ? "not stated" : item.licence, 60)}, bound to terms ${item.terms?.version ?? "?"} (${plain(item.terms?.licence ?? "unknown", 60)}).`,
    paint.faint(`content root ${item.contentRoot}`),
    "",
    `It is ${status}${item.reason === "None" ? "" : `, because of ${item.reason}`}${item.originalId === null ? "" : `, repeating contribution ${item.originalId}`}.`,
  ];
  if (isEarning) {
    const novelty = BigInt(item.noveltyPpm);
    lines.push(
      `  ${paint.bar(novelty, 1_000_000n)} ${percent(novelty, 1_000_000n).padStart(7)}  new when it was judged: this part of its credit is paid`,
    );
  }
  for (const { status: verdict, reason, actor, timestamp, report } of item.verdicts.items) {
    const where = report === null || report.reportUri === "" ? "" : `, report ${plain(report.reportUri)}`;
    lines.push(paint.faint(`  ${utc(timestamp)}  ${verdict}${reason === "None" ? "" : ` (${reason})`} by ${actor}${where}`));
  }
  lines.push(...tellJudged(item, paint));
  if (item.bond !== "0") lines.push(`  ${open(item.bond)} of its bond is still held.`);
  const earning = item.earning;
  lines.push(
    "",
    earning === null || earning.legCount === 0
      ? "It has earned nothing: no settled answer used it."
      : `It earned ${paint.strong(open(earning.earned))} in ${earning.receiptCount} answers.`,
  );
  if (earning !== null && earning.voided !== "0")
    lines.push(paint.bad(`  ${open(earning.voided)} more went to the commons account, because it was no longer accepted.`));
  for (const { receiptId, amount, weight, class: honesty, timestamp, receipt } of item.legs.items) {
    const whole = BigInt(receipt?.weightTotal ?? 0);
    lines.push(
      `  ${paint.bar(BigInt(weight), whole)} ${percent(BigInt(weight), whole).padStart(7)}  ${open(amount)}, ${honesty}, ${utc(timestamp)}` +
        paint.faint(`  ${receiptId}`),
    );
  }
  lines.push("", trueAt(at));
  return lines;
}
