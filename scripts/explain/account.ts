import { askFor, ExplainError, trueAt, type At } from "./ask.ts";
import { open, percent, plain, utc, type Paint } from "./paint.ts";

export type AccountAnswer = {
  readonly account: {
    readonly id: number;
    readonly kind: string;
    readonly controller: string | null;
    readonly payout: string | null;
    readonly balance: Readonly<Record<"credited" | "withdrawn" | "claimable" | "earned" | "bondRefundable", string>> & {
      readonly payoutCount: number;
    };
    readonly deposit: (Readonly<Record<"balance" | "debited", string>> & { readonly receiptCount: number }) | null;
    readonly contributions: { readonly totalCount: number };
    readonly contributionEarnings: {
      readonly items: readonly {
        readonly contributionId: string;
        readonly earned: string;
        readonly receiptCount: number;
        readonly isVoided: boolean;
        readonly contribution: { readonly uri: string } | null;
      }[];
    };
    readonly payouts: {
      readonly items: readonly {
        readonly receiptId: string;
        readonly role: string;
        readonly amount: string;
        readonly legCount: number;
        readonly timestamp: string;
        readonly receipt: { readonly payerId: number } | null;
      }[];
    };
    readonly epochPayouts: {
      readonly totalCount: number;
      readonly items: readonly {
        readonly kind: string;
        readonly amount: string;
        readonly gatewayId: number;
        readonly timestamp: string;
        readonly sourceId: string;
      }[];
    };
  } | null;
  readonly at: At;
};

const query = /* GraphQL */ `
  query Account($id: Int!) {
    _meta {
      block {
        number
        hash
      }
    }
    account(id: $id) {
      id
      kind
      controller
      payout
      balance {
        credited
        withdrawn
        claimable
        earned
        bondRefundable
        payoutCount
      }
      deposit {
        balance
        debited
        receiptCount
      }
      contributions(limit: 1) {
        totalCount
      }
      contributionEarnings(limit: 10, orderBy: "earned", orderDirection: "desc") {
        items {
          contributionId
          earned
          receiptCount
          isVoided
          contribution {
            uri
          }
        }
      }
      payouts(limit: 15, orderBy: "timestamp", orderDirection: "desc") {
        items {
          receiptId
          role
          amount
          legCount
          timestamp
          receipt {
            payerId
          }
        }
      }
      epochPayouts(limit: 15, orderBy: "timestamp", orderDirection: "desc") {
        totalCount
        items {
          kind
          amount
          gatewayId
          timestamp
          sourceId
        }
      }
    }
  }
`;

/** What an epoch payout came from, before the number of the gateway. */
const EPOCH_PAYOUT: Readonly<Record<string, string>> = {
  Pushed: "pushed from final epochs of gateway",
  Claimed: "claimed from final epochs of gateway",
  Compensation: "of the slashed bond of gateway",
  Hatch: "settled alone for gateway",
};

/** @throws ExplainError for a number that is no account number, or that no account has. */
export async function explainAccount(url: string, id: string, paint: Paint): Promise<string[]> {
  const number = /^\d{1,10}$/.test(id) ? Number(id) : 0;
  if (number < 1 || number > 2 ** 31 - 1) throw new ExplainError(`${plain(id)} is no account number: give a whole number from 1`);
  const answer = await askFor<Pick<AccountAnswer, "account">>(url, query, { id: number });
  if (answer.account === null) throw new ExplainError(`there is no account ${id} up to block ${answer.at.number}`);
  return tellAccount(answer, paint);
}

/** An account in words. */
export function tellAccount({ account, at }: AccountAnswer, paint: Paint): string[] {
  if (account === null) return [];
  const { balance, deposit, epochPayouts } = account;
  const earned = BigInt(balance.earned);
  const lines = [
    paint.strong(`Account ${account.id}`) + (account.kind === "None" ? "" : `, of a ${account.kind}`),
    `Controlled by ${account.controller ?? "nobody known"}; pays out to ${account.payout ?? "nobody known"}.`,
    "",
    `It earned ${paint.strong(open(earned))} in ${balance.payoutCount} payouts` +
      (epochPayouts.totalCount > 0 ? ` and ${epochPayouts.totalCount} epoch payouts.` : "."),
    `  ${paint.bar(BigInt(balance.withdrawn), BigInt(balance.credited))} ${open(balance.withdrawn)} withdrawn, ${paint.strong(open(balance.claimable))} to claim`,
  ];
  if (balance.credited !== balance.earned)
    lines.push(paint.bad(`  The payout ledger credited ${open(balance.credited)}, which is not what its receipts say: see the anomalies.`));
  if (balance.bondRefundable !== "0") lines.push(`  ${open(balance.bondRefundable)} of bonds can be taken back.`);
  if (deposit !== null)
    lines.push(`It paid ${open(deposit.debited)} for ${deposit.receiptCount} answers; ${open(deposit.balance)} of its deposit is left.`);
  if (account.contributions.totalCount > 0)
    lines.push("", paint.strong(`Its ${account.contributions.totalCount} contributions; what earned most`));
  for (const { contributionId, earned: part, receiptCount, isVoided, contribution } of account.contributionEarnings.items)
    lines.push(
      `  ${paint.bar(BigInt(part), earned)} ${percent(BigInt(part), earned).padStart(7)}  ${open(part)} in ${receiptCount} answers  ${plain(contribution?.uri ?? "?")}` +
        paint.faint(`  ${contributionId}`) +
        (isVoided ? paint.bad("  no longer earns") : ""),
    );
  if (account.payouts.items.length > 0) lines.push("", paint.strong("Its latest payouts"));
  for (const { receiptId, role, amount, legCount, timestamp, receipt } of account.payouts.items)
    lines.push(
      `  ${utc(timestamp)}  ${open(amount)} as ${role}${legCount > 0 ? ` for ${legCount} legs` : ""}, paid by account ${receipt?.payerId ?? "?"}` +
        paint.faint(`  ${receiptId}`),
    );
  if (epochPayouts.items.length > 0) lines.push("", paint.strong("Its latest epoch payouts"));
  for (const { kind, amount, gatewayId, timestamp, sourceId } of epochPayouts.items)
    lines.push(`  ${utc(timestamp)}  ${open(amount)} ${EPOCH_PAYOUT[kind] ?? plain(kind)} ${gatewayId}` + paint.faint(`  ${sourceId}`));
  lines.push("", paint.faint("npm run explain -- receipt <id> says why one of them was paid."));
  if (epochPayouts.items.length > 0)
    lines.push(paint.faint(`npm run explain -- epoch <gateway>/<number> --account ${account.id} says for which receipts an epoch pays.`));
  lines.push(trueAt(at));
  return lines;
}
