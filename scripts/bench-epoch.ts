// `npm run bench:epoch`: how fast receipts are signed, trees hashed, legs netted and epochs built, each beside its peer in the same run, in processor
// time. Prints a table and, as its last line, one JSON object. docs/benchmarks/epoch.md says what each figure is.
import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";

import { measureNetting } from "./bench/epoch/net.ts";
import { measureSigning } from "./bench/epoch/sign.ts";
import { measureStream } from "./bench/epoch/stream.ts";
import { measureTrees } from "./bench/epoch/tree.ts";
import { figure, linesOf, type BenchRow } from "./bench/indexer/row.ts";

const { quick } = parseArgs({ options: { quick: { type: "boolean", default: false } } }).values;
const note = (text: string) => void process.stderr.write(`· ${text}\n`);

// Other work on the machine lowers every figure, the ratios least.
const rows: BenchRow[] = [figure("cores", cpus().length, ""), figure("load_1m", loadavg()[0]!, "")];
note("signing");
rows.push(...(await measureSigning(quick ? { receipts: 65_536, singles: 300 } : { receipts: 262_144, singles: 2_000 })));
note("trees");
rows.push(...(await measureTrees(quick ? { leaves: 2 ** 17, sample: 2 ** 12 } : { leaves: 2 ** 20, sample: 2 ** 16 })));
note("netting");
rows.push(...(await measureNetting(quick ? { legs: 2 ** 19 } : { legs: 2 ** 21 })));
note("epochs");
rows.push(...(await measureStream(quick ? { receipts: 2_000, sample: 64 } : { receipts: 20_000, sample: 512 })));
for (const line of linesOf(rows)) process.stdout.write(`${line}\n`);
process.stdout.write(`${JSON.stringify({ bench: "epoch", rows })}\n`);
