import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";

import { ContributionStatus } from "@openledger/sdk";

import { createAdmissionGate, type AdmissionGate, type AdmissionReport } from "../../gateway/src/admission/gate.ts";
import { createBook, inOrder } from "./book.ts";
import { openContents } from "./contents.ts";
import { gateOf, saltOf, termsOf } from "./judge.ts";
import type { Options } from "./options.ts";
import { UsageError, type Output } from "./output.ts";
import { openSession } from "./session.ts";

const mostBytes = 4_194_304;

/**
 * Judges one text before anybody pays a bond for it: against files on this machine, and with `--datanet` against everything that the Datanet
 * has accepted. Sends nothing.
 */
export async function check(options: Options, output: Output): Promise<AdmissionReport> {
  const [file, ...rest] = options.positionals;
  if (file === undefined || rest.length > 0) throw new UsageError("name one file: npm run validator -- check <file> --licence MIT");
  const text = await readText(file);
  const [datanet] = options.datanets;
  const gate = datanet === undefined ? createAdmissionGate() : await gateOfDatanet(options, output, datanet);
  let compared = 0;
  for (const place of options.against) {
    for (const other of await filesIn(place)) {
      // Licences of what is only compared with do not matter.
      gate.remember({ key: BigInt(compared++ + 1), text: await readText(other), licence: "" });
      if (options.json !== true) output.say(`· ${compared}: ${other}`);
    }
  }
  const report = gate.judge({ key: 0n, text, licence: options.licence });
  if (options.json) {
    output.say(JSON.stringify(report, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value)));
    return report;
  }
  if (report.isAccepted) {
    output.say(`✓ ${file}: would be accepted with novelty ${report.noveltyPpm} ppm: ${report.explanation}`);
  } else {
    output.say(`✗ ${file}: would be rejected`);
    for (const { reason, explanation } of report.problems) output.say(`  ${reason}: ${explanation}`);
  }
  return report;
}

async function gateOfDatanet(options: Options, output: Output, datanet: number): Promise<AdmissionGate> {
  const session = await openSession(options, output);
  const terms = await termsOf(session, datanet);
  const { gate, source } = await gateOf(session, terms);
  const book = createBook(session);
  await book.refresh();
  const contents = await openContents(options.contents, undefined);
  const salt = await saltOf(session, datanet);
  let unseen = 0;
  const earlier = inOrder(book, datanet).filter(
    ({ status }) => status === ContributionStatus.Accepted || status === ContributionStatus.Pending,
  );
  for (const { id, contentRoot, licence } of earlier) {
    const text = await contents.find(contentRoot, salt);
    if (text === undefined) unseen++;
    else gate.remember({ key: id, text, licence });
  }
  if (!options.json) output.say(`· Datanet ${datanet}: compared with ${earlier.length - unseen} items, by ${source}`);
  if (unseen > 0) output.warn(`the texts of ${unseen} items are nowhere; name more places with --content`);
  return gate;
}

async function filesIn(place: string): Promise<readonly string[]> {
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) throw new UsageError(`${place} is no file or folder`);
  if (found.isFile()) return [place];
  const names = await readdir(place, { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

async function readText(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || !found.isFile()) throw new UsageError(`${file} is no file`);
  if (found.size > mostBytes) throw new UsageError(`${file} has ${found.size} bytes; items have at most 1,048,576`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch {
    throw new UsageError(`${file} is not UTF-8; encode it as UTF-8`);
  }
}
