import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";

import type { Hex } from "viem";

/** A line of Ignition's journal, as far as it is read here. */
export type JournalEntry = {
  readonly type: string;
  readonly futureId?: string;
  readonly networkInteractionId?: number;
  readonly nonce?: number;
  readonly from?: Hex;
  readonly result?: { readonly type: string; readonly address?: Hex };
};

const fileOf = (folder: string) => path.join(folder, "journal.jsonl");

/** Lines of a deployment's journal; none if there is no journal. A last line that a power cut broke off is no line. */
export async function readJournal(folder: string): Promise<readonly JournalEntry[]> {
  return (await linesOf(folder)).flatMap((line) => parse(line) ?? []);
}

/** How many transactions are confirmed, and the first contract that is deployed. Undefined without a journal. */
export async function firstCallOf(folder: string): Promise<{ readonly confirmed: number; readonly address: Hex | undefined } | undefined> {
  const journal = await readJournal(folder);
  if (journal.length === 0) return undefined;
  return {
    confirmed: journal.filter(({ type }) => type === "TRANSACTION_CONFIRM").length,
    address: journal.find(({ type, result }) => type === "DEPLOYMENT_EXECUTION_STATE_COMPLETE" && result?.type === "SUCCESS")?.result
      ?.address,
  };
}

/** Rewrites the journal without broken lines and without those that `isDropped` names. */
export async function rewriteJournal(folder: string, isDropped: (entry: JournalEntry) => boolean): Promise<void> {
  const kept = (await linesOf(folder)).filter((line) => {
    const entry = parse(line);
    return entry !== undefined && !isDropped(entry);
  });
  await writeFile(fileOf(folder), kept.map((line) => `\n${line}`).join(""));
}

async function linesOf(folder: string): Promise<string[]> {
  if (!existsSync(fileOf(folder))) return [];
  return (await readFile(fileOf(folder), "utf8")).split("\n").filter((line) => line.trim() !== "");
}

function parse(line: string): JournalEntry | undefined {
  try {
    return JSON.parse(line) as JournalEntry;
  } catch {
    return undefined;
  }
}
