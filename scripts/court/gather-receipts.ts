import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

import { parseReceiptFile } from "../../gateway/src/epoch/receipt-file.ts";
import type { CourtOptions } from "./options.ts";
import type { ReceiptSource, ServedReceipt } from "./source.ts";

/** A receipt, or why there is none. */
export type Gathered = { readonly name: string; readonly served: ServedReceipt } | { readonly name: string; readonly trouble: string };

const EVIDENCE = ".evidence.json";

/** A receipt that somebody kept. Evidence that was kept with it counts before what the gateway shows now. */
async function fromFolder(folder: string, name: string, source: ReceiptSource): Promise<ServedReceipt> {
  const file = parseReceiptFile(await readFile(path.join(folder, name), "utf8"));
  const kept = await readFile(path.join(folder, name.replace(/\.json$/, EVIDENCE)), "utf8").catch(() => undefined);
  if (kept !== undefined) return { file, evidence: JSON.parse(kept) as unknown };
  return { file, evidence: (await source.receipt(file.receipt_id).catch(() => undefined))?.evidence };
}

/** The receipts that were named, and those of a folder. */
export async function gatherReceipts({ ids, receipts: folder }: CourtOptions, source: ReceiptSource): Promise<readonly Gathered[]> {
  const gathered: Gathered[] = [];
  const add = async (name: string, read: () => Promise<ServedReceipt | undefined>): Promise<void> => {
    try {
      const served = await read();
      gathered.push(served === undefined ? { name, trouble: `${source.place} does not have it` } : { name, served });
    } catch (error) {
      gathered.push({ name, trouble: (error as Error).message.split("\n")[0]! });
    }
  };
  for (const id of ids) await add(id, () => source.receipt(id));
  const names = folder === undefined ? [] : (await readdir(folder)).sort();
  for (const name of names)
    if (name.endsWith(".json") && !name.endsWith(EVIDENCE)) await add(name, () => fromFolder(folder!, name, source));
  return gathered;
}
