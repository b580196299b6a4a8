import { formatUnits } from "viem";

import type { Contribution } from "./contribute.ts";
import type { Explanation } from "./explain.ts";
import type { Answer } from "./serve.ts";

const shownLegs = 3;

/** nano-OPEN with all nine decimals, so that columns line up. */
function open(nano: bigint): string {
  const [whole, fraction = ""] = formatUnits(nano, 9).split(".") as [string, string?];
  return `${whole}.${fraction.padEnd(9, "0")}`;
}

/** Who earned what. @param names Names of accounts. */
export function earningsTable({ receipts, balances }: Explanation, names: ReadonlyMap<number, string>): string[] {
  const rows = balances
    .filter(({ earned }) => earned !== "0")
    .map(({ accountId, earned, withdrawn }) => {
      const payouts = receipts.flatMap((receipt) => receipt.payouts.items.filter((payout) => payout.accountId === accountId).map((payout) => ({ ...payout, receipt: receipt.id })));
      const roles = [...new Set(payouts.map(({ role }) => role))].join(", ");
      return [names.get(accountId) ?? `account ${accountId}`, roles, `${new Set(payouts.map(({ receipt }) => receipt)).size}`, open(BigInt(earned)), open(BigInt(withdrawn))];
    });
  return columns([["account", "for", "answers", "earned, OPEN", "withdrawn, OPEN"], ...rows]);
}

/** Because of which words of which item, answer by answer. */
export function answerStory(answer: Answer, receipt: Explanation["receipts"][number], contributions: ReadonlyMap<string, Contribution>, names: ReadonlyMap<number, string>): string[] {
  const total = Number(receipt.weightTotal);
  const percent = (units: number) => `${((100 * units) / total).toFixed(1)} %`;
  const lines = [
    `“${answer.question}”`,
    `  paid ${open(BigInt(receipt.fee))} OPEN for ${receipt.promptTokens} + ${receipt.completionTokens} tokens; ${percent(total - Number(receipt.weightAttributed))} of the data share unattributed`,
  ];
  const legs = [...receipt.legs.items].sort((a, b) => b.weight - a.weight);
  for (const leg of legs.slice(0, shownLegs)) {
    const contribution = contributions.get(leg.contributionId);
    const name = contribution === undefined ? "?" : (names.get(contribution.contributor.account) ?? "?");
    lines.push(`  ${open(BigInt(leg.amount))} OPEN  ${name}, ${leg.contribution?.uri ?? leg.contributionId} (${leg.contribution?.licence}, ${leg.class.toLowerCase()}, ${percent(leg.weight)})`);
    const span = receipt.evidence.spans.find(({ contributionId, words, class: honesty }) => contributionId === leg.contributionId && words !== null && honesty === leg.class);
    if (span?.words) lines.push(`               because of the words “${shorten(span.words)}”`);
  }
  if (legs.length > shownLegs) lines.push(`  … and ${legs.length - shownLegs} smaller ones`);
  if (legs.length === 0) lines.push("  nothing in the Datanet shaped this answer: the whole data share went to the commons");
  return lines;
}

export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const numeric = rows[0]!.map((_, column) => rows.slice(1).every((row) => /^[\d.,\s−-]*$/.test(row[column]!)));
  return rows.map((row) => row.map((cell, column) => (numeric[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join("   ").trimEnd());
}

function shorten(words: string): string {
  return words.length > 100 ? `${words.slice(0, 97)}…` : words;
}
