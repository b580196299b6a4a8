import { askFor, ExplainError, PAGE, readAll, trueAt, type Page } from "./ask.ts";
import { open, percent, plain, utc, type Paint } from "./paint.ts";
import type { EpochOfReceipt, Leg, Payout, ReceiptAnswer } from "./receipt-answer.ts";
import { tellSpans } from "./spans.ts";

const PAGE_INFO = /* GraphQL */ `
  pageInfo {
    hasNextPage
    endCursor
  }
`;
const PAYOUTS = /* GraphQL */ `
  fragment payouts on payoutPage {
    ${PAGE_INFO}
    items {
      accountId
      role
      amount
    }
  }
`;
const LEGS = /* GraphQL */ `
  fragment legs on legPage {
    ${PAGE_INFO}
    items {
      contributionId
      accountId
      class
      weight
      amount
      isVoided
      contribution {
        uri
        status
        timestamp
        licence
        terms {
          licence
        }
      }
    }
  }
`;

/** The next page of a receipt's payouts or legs. */
const nextQuery = (list: "payouts" | "legs", orderBy: string, fragment: string) => /* GraphQL */ `
  query Next($id: String!, $after: String!) {
    _meta {
      block {
        number
        hash
      }
    }
    receipt: explainReceipt(id: $id) {
      ${list}(limit: ${PAGE}, orderBy: "${orderBy}", orderDirection: "desc", after: $after) {
        ...${list}
      }
    }
  }
  ${fragment}
`;
const NEXT = { payouts: nextQuery("payouts", "amount", PAYOUTS), legs: nextQuery("legs", "weight", LEGS) } as const;

const query = /* GraphQL */ `
  query Receipt($id: String!) {
    _meta {
      block {
        number
        hash
      }
    }
    receipt: explainReceipt(id: $id) {
      id
      fee
      promptTokens
      completionTokens
      servedAt
      payerId
      weightTotal
      dataAmount
      unattributedAmount
      voidedAmount
      timestamp
      transactionHash
      blockNumber
      standsIn {
        number
        state
        committedAt
        challengeBefore
        finalisedAt
      }
      gateway {
        id
        name
      }
      offering {
        label
      }
      evidence {
        status
        problem
        spans {
          contributionId
          class
          words
          wordCount
          outputStart
          shareUnits
          amount
          prior {
            number
            stood
            published {
              state
              gatewayId
            }
          }
        }
      }
      payouts(limit: ${PAGE}, orderBy: "amount", orderDirection: "desc") {
        ...payouts
      }
      legs(limit: ${PAGE}, orderBy: "weight", orderDirection: "desc") {
        totalCount
        ...legs
      }
    }
  }
  ${PAYOUTS}
  ${LEGS}
`;

type FirstPages = Omit<NonNullable<ReceiptAnswer["receipt"]>, "payouts" | "legs"> & {
  readonly payouts: Page<Payout>;
  readonly legs: Page<Leg> & { readonly totalCount: number };
};

const SHOWN_LEGS = 20;
const CLASSES: Readonly<Record<string, string>> = {
  Proven: "anybody can prove it",
  Recomputable: "can be computed again",
  Judged: "a judgement",
};

/** @throws ExplainError for an id that is no receipt id, or that no settled receipt has. */
export async function explainReceipt(url: string, id: string, paint: Paint): Promise<string[]> {
  if (!/^0x[0-9a-f]{64}$/i.test(id)) throw new ExplainError(`${plain(id)} is no receipt id: give 0x and 64 hexadecimal digits`);
  const variables = { id: id.toLowerCase() };
  const { receipt, at } = await askFor<{ receipt: FirstPages | null }>(url, query, variables);
  if (receipt === null)
    throw new ExplainError(
      `no settled receipt ${id} up to block ${at.number}; a receipt shows once its batch is settled, or its epoch committed`,
    );
  const next =
    <L extends "payouts" | "legs">(list: L) =>
    async (after: string) => {
      const answer = await askFor<{ receipt: FirstPages }>(url, NEXT[list], { ...variables, after });
      return { page: answer.receipt[list], at: answer.at };
    };
  const payouts = await readAll<Payout>(receipt.payouts, at, next("payouts"));
  const legs = await readAll<Leg>(receipt.legs, at, next("legs"));
  return tellReceipt(
    { receipt: { ...receipt, payouts: { items: payouts }, legs: { totalCount: receipt.legs.totalCount, items: legs } }, at },
    paint,
  );
}

/** A receipt in words. */
export function tellReceipt({ receipt, at }: ReceiptAnswer, paint: Paint): string[] {
  if (receipt === null) return [];
  const fee = BigInt(receipt.fee);
  const paid = receipt.payouts.items.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const gateway = receipt.gateway === null ? "an unknown gateway" : `gateway ${receipt.gateway.id} “${plain(receipt.gateway.name, 40)}”`;
  const lines = [
    paint.strong(`Receipt ${receipt.id}`),
    `Account ${receipt.payerId} paid ${paint.strong(open(fee))} for an answer of “${plain(receipt.offering?.label ?? "?", 60)}” from ${gateway},`,
    `served ${utc(BigInt(receipt.servedAt) / 1_000n)}: ${receipt.promptTokens} tokens asked, ${receipt.completionTokens} answered.`,
    "",
    paint.strong("Where the money went"),
    ...receipt.payouts.items.map(
      ({ accountId, role, amount }) =>
        `  ${paint.bar(BigInt(amount), fee)} ${percent(BigInt(amount), fee).padStart(7)}  ${open(amount)} to account ${accountId} as ${role}`,
    ),
    paid === fee
      ? paint.good(`  The parts sum to the fee.`)
      : paint.bad(`  The parts sum to ${open(paid)}, not to the fee: see the anomalies.`),
    "",
    paint.strong(`Why: ${open(receipt.dataAmount)} went to data, by what shaped the answer`),
  ];
  const whole = BigInt(receipt.weightTotal);
  for (const leg of receipt.legs.items.slice(0, SHOWN_LEGS)) {
    const item = leg.contribution;
    lines.push(
      `  ${paint.bar(BigInt(leg.weight), whole)} ${percent(BigInt(leg.weight), whole).padStart(7)}  ${open(leg.amount)}  ${plain(item?.uri ?? `contribution ${leg.contributionId}`)}`,
      paint.faint(
        `    contribution ${leg.contributionId} of account ${leg.accountId}, licence ${plain(item?.terms?.licence ?? item?.licence ?? "unknown", 40)}, ` +
          `first seen ${item === null ? "unknown" : utc(item.timestamp)}, ${item?.status ?? "unknown"}, ${leg.class} (${CLASSES[leg.class] ?? "unknown"})`,
      ),
    );
    lines.push(...tellPriors(receipt, leg, paint));
    if (leg.isVoided) lines.push(paint.bad("    no longer accepted: its part went to the commons account"));
  }
  if (receipt.legs.totalCount > SHOWN_LEGS) lines.push(`  … and ${receipt.legs.totalCount - SHOWN_LEGS} smaller ones`);
  if (receipt.legs.totalCount === 0) lines.push("  Nothing in a Datanet shaped this answer.");
  const unattributed = BigInt(receipt.unattributedAmount);
  const attributed = receipt.legs.items.reduce((sum, { weight }) => sum + BigInt(weight), 0n);
  if (unattributed > 0n)
    lines.push(
      `  ${paint.bar(whole - attributed, whole)} ${percent(whole - attributed, whole).padStart(7)}  ${open(unattributed)}  unattributed, to the commons account`,
    );
  lines.push("", ...tellSpans(receipt.evidence.spans, receipt.legs.items, whole, paint), evidenceLine(receipt.evidence, paint));
  lines.push(receipt.standsIn === null ? settledLine(receipt) : epochLine(receipt, receipt.standsIn, paint), trueAt(at));
  return lines;
}

/** By which influence priors a leg is judged, and whether they stood when the answer was served. */
function tellPriors({ evidence }: NonNullable<ReceiptAnswer["receipt"]>, leg: Leg, paint: Paint): string[] {
  const priors = evidence.spans.flatMap(({ contributionId, class: kind, prior }) =>
    contributionId === leg.contributionId && kind === leg.class && prior != null ? [[prior.number, prior] as const] : [],
  );
  return [...new Map(priors).values()].map(({ number, stood, published }) => {
    if (published === null) return paint.bad(`    judged by influence prior ${number}, which nobody published`);
    const name = `    judged by influence prior ${number} of gateway ${published.gatewayId}, ${published.state} now`;
    return stood
      ? paint.faint(`${name}: it stood when the answer was served`)
      : paint.bad(`${name}: it did not stand when the answer was served`);
  });
}

function evidenceLine({ status, problem }: { readonly status: string; readonly problem: string | null }, paint: Paint): string {
  if (status === "verified") return paint.good("The gateway's evidence gives the receipt's context root: verified.");
  return paint.bad(`The evidence is ${status === "mismatch" ? "false" : "missing"}: ${plain(problem ?? "no reason given")}.`);
}

const settledLine = ({ timestamp, blockNumber, transactionHash }: NonNullable<ReceiptAnswer["receipt"]>): string =>
  `Settled ${utc(timestamp)} in block ${blockNumber}, transaction ${transactionHash}.`;

/** Whether the money has moved already, which on the epoch rail it has only once the epoch is final. */
function epochLine(
  { transactionHash }: NonNullable<ReceiptAnswer["receipt"]>,
  epoch: Omit<EpochOfReceipt, "gateway">,
  paint: Paint,
): string {
  const where = `It stands in epoch ${epoch.number} of its gateway, committed ${utc(epoch.committedAt)} in transaction ${transactionHash}`;
  if (epoch.state === "Void") return paint.bad(`${where}. That epoch is void: nobody was paid by it.`);
  if (epoch.state === "Final") return `${where}, final since ${utc(epoch.finalisedAt ?? epoch.committedAt)}.`;
  return `${where}. Nobody is paid yet: lies can be proven until ${utc(epoch.challengeBefore)} at least.`;
}
