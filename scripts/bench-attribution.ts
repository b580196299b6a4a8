// `npm run bench:attribution`: how fast the attribution engine builds and answers, on real text of this machine, beside a scan and MiniSearch in the
// same run. Prints a table and, as its last line, one JSON object. docs/benchmarks/attribution.md says what each figure is.
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";

import { measureGateway } from "./bench/attribution/measure-gateway.ts";
import { measureIndex } from "./bench/attribution/measure-index.ts";
import { optionsOf, USAGE } from "./bench/attribution/options.ts";
import { readTexts } from "./bench/attribution/texts.ts";
import { figure, linesOf, type BenchRow } from "./bench/indexer/row.ts";

const { values } = parseArgs({
  options: { sizes: { type: "string" }, quick: { type: "boolean", default: false }, only: { type: "string" } },
});
const options = optionsOf(values);
if (typeof options === "string") {
  process.stderr.write(`${options}\n${USAGE}\n`);
  process.exit(2);
}
const note = (text: string): void => void process.stderr.write(`· ${text}\n`);
const wanted = options.sizes.at(-1)!;
note(`looking for ${wanted} MB of text`);
const texts = readTexts(wanted * 1e6);
if (texts.bytes < wanted * 0.9e6) note(`only ${Math.round(texts.bytes / 1e6)} MB of text were found; larger sizes are those`);
const rows: BenchRow[] = [];
const add = (more: readonly BenchRow[]): void => {
  rows.push(...more);
  for (const line of linesOf(more)) process.stdout.write(`${line}\n`);
};
add([figure("cores", cpus().length, ""), figure("load_1m_before", loadavg()[0]!, "")]);
add([figure("items", texts.indexed.length, ""), figure("corpus_mb", texts.bytes / 1e6, "MB")]);
if (options.parts.includes("index")) for (const more of measureIndex(texts, options, note)) add(more);
if (options.parts.includes("gateway")) add(await measureGateway(texts, options.outputs / 2, note));
add([figure("load_1m_after", loadavg()[0]!, "")]);
process.stdout.write(`${JSON.stringify({ bench: "attribution", rows })}\n`);
process.exit(0);
