import { nanoToOpen } from "@openledger/sdk";

import type { Contribution } from "./contribute.ts";
import type { Explanation } from "./explain.ts";
import type { Answer } from "./serve.ts";

/** Who earned what. @param names Names of accounts. */
export function earningsTable({ receipts, balances }: Explanation, names: ReadonlyMap<number, string>): string[] {
  const rows = balances
    .filter(({ earned }) => earned !== "0")
    .map(({ accountId, earned, withdrawn }) => {
      const payouts = receipts.flatMap((receipt) => receipt.payouts.items.filter((payout) => payout.accountId === accountId).map((payout) => ({ ...payout, receipt: receipt.id })));
      const roles = [...new Set(payouts.map(({ role }) => role))].join(", ");
      return [names.get(accountId) ?? `account ${accountId}`, roles, `${new Set(payouts.map(({ receipt }) => receipt)).size}`, nanoToOpen(BigInt(earned)), nanoToOpen(BigInt(withdrawn))];
    });
  return columns([["account", "for", "answers", "earned, OPEN", "withdrawn, OPEN"], ...rows]);
}

/** Because of which words of which item, answer by answer. */
export function answerStory(answer: Answer, receipt: Explanation["receipts"][number], contributions: ReadonlyMap<string, Contribution>, names: ReadonlyMap<number, string>): string[] {
  const total = Number(receipt.weightTotal);
  const percent = (units: number) => `${((100 * units) / total).toFixed(1)} %`;
  const lines = [
    `“${answer.question}”`,
    `  paid ${nanoToOpen(BigInt(receipt.fee))} OPEN for ${receipt.promptTokens} + ${receipt.completionTokens} tokens; ${percent(total - Number(receipt.weightAttributed))} of the data share unattributed`,
  ];
  for (const leg of receipt.legs.items.slice(0, 3)) {
    const contribution = contributions.get(leg.contributionId);
    const name = contribution === undefined ? "?" : (names.get(contribution.contributor.account) ?? "?");
    lines.push(`  ${nanoToOpen(BigInt(leg.amount)).padStart(14)} OPEN  ${name}, ${leg.contribution?.uri ?? leg.contributionId} (${leg.contribution?.licence}, ${leg.class.toLowerCase()}, ${percent(leg.weight)})`);
    const span = receipt.evidence.spans.find(({ contributionId, words, class: honesty }) => contributionId === leg.contributionId && words !== null && honesty === leg.class);
    if (span?.words) lines.push(`                       because of the words “${shorten(span.words)}”`);
  }
  if (receipt.legs.items.length > 3) lines.push(`  … and ${receipt.legs.items.length - 3} more`);
  if (receipt.legs.items.length === 0) lines.push("  nothing in the Datanet shaped this answer: the whole data share went to the commons");
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
