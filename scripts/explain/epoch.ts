import { ExplainError, trueAt, type At } from "./ask.ts";
import { open, utc, type Paint } from "./paint.ts";
import type { EpochOfReceipt } from "./receipt-answer.ts";

/** `/explain/epoch` of the indexer. Amounts are nano-OPEN, times Unix seconds, `servedAt` milliseconds. */
type EpochAnswer = {
  readonly epoch: EpochOfReceipt & { readonly id: string; readonly receiptCount: string; readonly feeTotal: string };
  readonly transaction: string;
  readonly paid: string | null;
  readonly receipts:
    | readonly {
        readonly receipt: string;
        readonly servedAt: string;
        readonly payer: number;
        readonly payouts: readonly { readonly role: string; readonly amount: string }[];
        readonly contributions: readonly string[];
      }[]
    | null;
  readonly next: number | null;
  readonly block: At | null;
};

const SHOWN_RECEIPTS = 20;
/** Pages of eight chunks read for one explanation: 100,000 receipts of eight legs have about thirty. */
const MOST_PAGES = 200;

async function askForPage(url: string, path: string): Promise<EpochAnswer> {
  const rest = new URL(url.replace(/\/graphql\/?$/, ""));
  const response = await fetch(`${rest.href.replace(/\/$/, "")}${path}`).catch(() => {
    throw new ExplainError(`no indexer answers at ${url}; start one with npm run indexer, or name it with --graphql`);
  });
  const body = (await response.json().catch(() => ({}))) as EpochAnswer | { readonly error?: { readonly message: string } };
  if ("epoch" in body) return body;
  throw new ExplainError(body.error?.message ?? `the indexer answered ${response.status} for ${path}`);
}

const where = ({ state, challengeBefore, finalisedAt, committedAt }: EpochOfReceipt): string => {
  if (state === "Void") return "It is void: nobody was paid by it.";
  if (state === "Final") return `It is final since ${utc(finalisedAt ?? committedAt)}.`;
  return `Nobody is paid yet: lies can be proven until ${utc(challengeBefore)} at least.`;
};

/**
 * Where an epoch stands and, with an account, for which of its receipts it pays that account.
 * @param id Gateway and number, for example `1/0`. @throws ExplainError for what is no epoch, or one whose receipts cannot be shown.
 */
export async function explainEpoch(url: string, id: string, paint: Paint, account?: string): Promise<string[]> {
  if (!/^[1-9]\d{0,9}\/\d{1,10}$/.test(id)) throw new ExplainError(`an epoch is named by its gateway and its number, for example 1/0`);
  if (account !== undefined && !/^[1-9]\d{0,9}$/.test(account)) throw new ExplainError("--account takes a whole number from 1");
  const base = `/explain/epoch/${id}`;
  const first = await askForPage(url, account === undefined ? base : `${base}?account=${account}`);
  const { epoch, transaction, block, paid } = first;
  if (block === null) throw new ExplainError("the indexer has folded no block yet; wait until it has");
  const lines = [
    paint.strong(`Epoch ${epoch.number} of gateway ${epoch.gateway}`),
    `${epoch.receiptCount} receipts with ${open(BigInt(epoch.feeTotal))} of fees, committed ${utc(epoch.committedAt)} in transaction ${transaction}.`,
    where(epoch),
  ];
  if (account === undefined) return [...lines, trueAt(block)];

  const receipts = [...(first.receipts ?? [])];
  for (let { next } = first, pages = 1; next !== null; pages++) {
    if (pages === MOST_PAGES)
      throw new ExplainError(`the epoch has more receipts than are read here; ask ${base}?account=${account}&from=${next}`);
    const page = await askForPage(url, `${base}?account=${account}&from=${next}`);
    receipts.push(...(page.receipts ?? []));
    ({ next } = page);
  }
  const parts = receipts.map((one) => ({ ...one, amount: one.payouts.reduce((sum, { amount }) => sum + BigInt(amount), 0n) }));
  const whole = parts.reduce((sum, { amount }) => sum + amount, 0n);
  lines.push("", paint.strong(`It gives account ${account} ${open(whole)} for ${parts.length} receipts`));
  for (const part of parts.toSorted((a, b) => (b.amount > a.amount ? 1 : -1)).slice(0, SHOWN_RECEIPTS)) {
    const roles = [...new Set(part.payouts.map(({ role }) => role))].join(", ");
    const items = part.contributions.length === 0 ? "" : `, contributions ${[...new Set(part.contributions)].join(", ")}`;
    lines.push(
      `  ${paint.bar(part.amount, whole)} ${open(part.amount)} as ${roles}, paid by account ${part.payer}  ${part.receipt}`,
      paint.faint(`    served ${utc(BigInt(part.servedAt) / 1_000n)}${items}`),
    );
  }
  if (parts.length > SHOWN_RECEIPTS) lines.push(`  … and ${parts.length - SHOWN_RECEIPTS} smaller ones`);
  if (epoch.state === "Final")
    lines.push(
      BigInt(paid ?? 0) === whole
        ? paint.good("  All of it is credited to the account.")
        : paint.bad(`  ${open(BigInt(paid ?? 0))} of it is credited to the account so far: anybody can push or claim the rest.`),
    );
  return [...lines, "", "npm run explain -- receipt <id> says why one of them paid.", trueAt(block)];
}
