import { ExplainError, type At } from "./ask.ts";
import type { EpochOfReceipt, ReceiptAnswer } from "./receipt-answer.ts";
import type { Span } from "./spans.ts";

type Because = {
  readonly contribution: string;
  readonly account: number;
  readonly amount: string;
  readonly weight: number;
  readonly class: string;
  readonly isVoided: boolean;
  readonly uri: string | null;
  readonly status: string | null;
  readonly licence: string | null;
  readonly termsLicence: string | null;
  readonly firstSeen: string | null;
  readonly spans: readonly Span[];
};

/** `/explain/receipt` of the indexer, for a receipt of an epoch. */
type Answer = {
  readonly receipt: Omit<NonNullable<ReceiptAnswer["receipt"]>, "gateway" | "offering" | "evidence" | "payouts" | "legs" | "epoch"> & {
    readonly gatewayId: number;
    readonly gatewayName: string | null;
    readonly label: string | null;
  };
  readonly payouts: readonly { readonly account: number; readonly role: string; readonly amount: string }[];
  readonly because: readonly Because[];
  readonly evidence: { readonly status: string; readonly problem: string | null };
  readonly epoch: EpochOfReceipt | null;
  readonly block: At | null;
};

const byAmount = (a: { readonly amount: string }, b: { readonly amount: string }): number => (BigInt(b.amount) > BigInt(a.amount) ? 1 : -1);

/**
 * Asks the indexer's REST interface beside its GraphQL for a receipt that stands in an epoch.
 * @returns Null if no gateway knows it. @throws ExplainError for a receipt that an epoch should hold and that cannot be shown.
 */
export async function askForEpochReceipt(url: string, id: string): Promise<ReceiptAnswer | null> {
  const rest = new URL(url.replace(/\/graphql\/?$/, ""));
  rest.pathname = `${rest.pathname.replace(/\/$/, "")}/explain/receipt/${id}`;
  const response = await fetch(rest);
  const body = (await response.json().catch(() => ({}))) as Answer | { readonly error?: { readonly message: string } };
  if (!("receipt" in body)) {
    const message = "error" in body ? body.error?.message : undefined;
    if (response.status === 404 && (message === undefined || message.includes("no gateway says"))) return null;
    throw new ExplainError(message ?? `the indexer answered ${response.status} for ${rest.href}`);
  }
  const { receipt, payouts, because, evidence, epoch, block } = body;
  if (epoch === null || block === null) return null;
  const { gatewayId, gatewayName, label, ...facts } = receipt;
  return {
    receipt: {
      ...facts,
      epoch,
      gateway: gatewayName === null ? null : { id: gatewayId, name: gatewayName },
      offering: label === null ? null : { label },
      evidence: { ...evidence, spans: because.flatMap(({ spans }) => spans) },
      payouts: { items: payouts.map(({ account, role, amount }) => ({ accountId: account, role, amount })).sort(byAmount) },
      legs: { totalCount: because.length, items: because.map(legOf).sort((a, b) => b.weight - a.weight) },
    },
    at: block,
  };
}

const legOf = (part: Because) => ({
  contributionId: part.contribution,
  accountId: part.account,
  class: part.class,
  weight: part.weight,
  amount: part.amount,
  isVoided: part.isVoided,
  contribution:
    part.uri === null || part.status === null || part.firstSeen === null
      ? null
      : {
          uri: part.uri,
          status: part.status,
          timestamp: part.firstSeen,
          terms: part.termsLicence === null ? null : { licence: part.termsLicence },
          licence: part.licence ?? "",
        },
});
