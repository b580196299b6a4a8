// `npm run bench:indexer`: how fast the indexer folds, resumes, follows and answers, on chains generated for it, beside the least that could be done
// for the same rows. Prints a table and, as its last line, one JSON object. docs/benchmarks/indexer.md says what each figure is.
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { cpus, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

import { measureAnswers } from "./bench/indexer/answers.ts";
import { atEnd, isEnding } from "./bench/indexer/at-end.ts";
import { measureFills } from "./bench/indexer/fills.ts";
import { DEPLOYMENT } from "./bench/indexer/make-chain.ts";
import { optionsOf, USAGE } from "./bench/indexer/options.ts";
import { startPostgres } from "./bench/indexer/postgres.ts";
import { figure, linesOf, type BenchRow } from "./bench/indexer/row.ts";

const { values } = parseArgs({
  options: {
    legs: { type: "string" },
    "query-legs": { type: "string" },
    quick: { type: "boolean", default: false },
    only: { type: "string" },
  },
});
const options = optionsOf(values);
if (typeof options === "string") {
  process.stderr.write(`${options}\n${USAGE}\n`);
  process.exit(2);
}

const note = (text: string) => void process.stderr.write(`· ${text}\n`);
const folder = await mkdtemp(path.join(tmpdir(), "openledger-bench-indexer-"));
const removeFolder = async () => rm(folder, { recursive: true, force: true });
atEnd(removeFolder);
const deploymentFile = path.join(folder, "deployment.json");
await writeFile(deploymentFile, JSON.stringify(DEPLOYMENT));
const postgres = await startPostgres();
// Other work on the machine lowers every figure.
const rows: BenchRow[] = [figure("cores", cpus().length, ""), figure("load_1m_before", loadavg()[0]!, "")];
try {
  const bench = { options, folder, deploymentFile, postgres, note };
  if (options.parts.includes("fill")) rows.push(...(await measureFills(bench)));
  if (options.parts.includes("query")) rows.push(...(await measureAnswers(bench)));
} catch (error) {
  // `atEnd` exits once everything is stopped.
  if (isEnding()) await new Promise(() => undefined);
  throw error;
} finally {
  await postgres.stop();
  await removeFolder();
}
rows.push(figure("load_1m_after", loadavg()[0]!, ""));
for (const line of linesOf(rows)) process.stdout.write(`${line}\n`);
process.stdout.write(`${JSON.stringify({ bench: "indexer", rows })}\n`);
