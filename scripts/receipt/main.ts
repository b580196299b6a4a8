import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { parseReceiptFile } from "../../gateway/src/epoch/receipt-file.ts";
import { readObject } from "../../gateway/src/epoch/store/epoch-store.ts";
import { openEpochStore } from "../../gateway/src/epoch/store/open-epoch-store.ts";
import { openRailSession } from "../epoch-rail/session.ts";
import { readDeployment } from "../validator/options.ts";
import { UsageError, type Output } from "../validator/output.ts";
import { checkBytes, checkEvidence, checkFee, checkLegs, checkSignature, type Check } from "./checks.ts";
import { checkWhere } from "./where.ts";

export const usage = `npm run receipt -- verify <file> [options]

  Checks a receipt as a gateway serves it at /v1/receipts/{id}: bytes, id, signature, key, fee, legs, and where it was paid.
  exit code 0 nothing is wrong, 1 something is, 2 bad options

  --rpc URL          key, fee and payment too; with --deployment FILE or OPENLEDGER_DEPLOYMENT
  --evidence FILE    the JSON of /v1/receipts/{id}/evidence: checks the context
  --store PLACE      data of epochs (a gateway's address, a folder, a bucket): finds it in its slot
  --json             one JSON object`;

const MARKS = { right: "✓", wrong: "✗", skipped: "·" } as const;
const text = { type: "string" } as const;

async function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file} cannot be read (${error.code})`);
  });
}

/** @throws UsageError, or Error if the chain fails. */
export async function verifyReceipt(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Output,
): Promise<boolean> {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { rpc: text, deployment: text, evidence: text, store: text, json: { type: "boolean" }, help: { type: "boolean" } },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split("\n")[0]}\n\n${usage}`);
  }
  const { values, positionals } = parsed;
  const [command, name] = positionals;
  if (values.help === true || command !== "verify" || name === undefined || positionals.length > 2) throw new UsageError(usage);
  const content = await readText(name);
  let file;
  try {
    file = parseReceiptFile(content);
  } catch (error) {
    throw new UsageError(`${name} is not a receipt as a gateway serves it: ${(error as Error).message}`);
  }
  const evidence = values.evidence === undefined ? undefined : (JSON.parse(await readText(values.evidence)) as unknown);
  const deployment = values.rpc === undefined ? undefined : readDeployment(values.deployment ?? environment["OPENLEDGER_DEPLOYMENT"]);
  const session = deployment && (await openRailSession({ rpcUrl: values.rpc!, deployment, key: undefined }));
  const store = values.store === undefined ? undefined : openEpochStore(values.store, environment);

  const { checks, receipt } = checkBytes(file);
  const all: Check[] = [...checks];
  if (receipt !== undefined) {
    all.push(
      ...(await checkSignature(file, receipt, session)),
      checkLegs(file, receipt),
      await checkFee(receipt, session),
      checkEvidence(evidence, receipt),
      await checkWhere(receipt, file.packed, session, store && ((kind, key) => readObject(store, kind, key))),
    );
  }
  const isRight = all.every(({ verdict }) => verdict !== "wrong");
  if (values.json === true) output.say(JSON.stringify({ receipt: file.receipt_id, isRight, checks: all }));
  else for (const { verdict, says } of all) output.say(`${MARKS[verdict]} ${verdict === "skipped" ? "not checked: " : ""}${says}`);
  return isRight;
}

/** `npm run receipt`. @returns The exit code. */
export async function runReceipt(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Output,
): Promise<number> {
  try {
    return (await verifyReceipt(argv, environment, output)) ? 0 : 1;
  } catch (error) {
    output.warn((error as Error).message);
    return 2;
  }
}
