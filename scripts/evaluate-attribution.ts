// `npm run evaluate:attribution [-- --seeds N --first N --subsets N]`: retrains a small language model on subsets of contributors and compares attribution methods with what
// really came out. Prints a table; the last line is JSON. Ends with code 1 if a figure is below its floor.
import { parseArgs } from "node:util";

import { evaluateDomain, type Sample } from "./evaluate/evaluate-domain.ts";
import { floors, mostBelowBm25, mostRandom } from "./evaluate/floors.ts";
import { methodNames } from "./evaluate/methods.ts";
import { wholeOption } from "./evaluate/options.ts";
import { mean, standardError } from "./evaluate/statistics.ts";
import { readProse } from "./evaluate/texts.ts";
import { columns } from "./simulate/report.ts";

const number = { type: "string" } as const;
const { values } = parseArgs({ options: { seeds: number, first: number, subsets: number } });
const seeds = wholeOption("seeds", values.seeds, { usual: 1, least: 1, most: 50 });
const first = wholeOption("first", values.first, { usual: 1, least: 0, most: 2 ** 31 });
const subsets = wholeOption("subsets", values.subsets, { usual: 40, least: 8, most: 1_000 });
const say = (line: string) => void process.stdout.write(`${line}\n`);

const prose = await readProse();
const samples: Sample[] = [];
for (let seed = first; seed < first + seeds; seed++) {
  const startedAt = Date.now();
  const found = await evaluateDomain(prose, { seed, subsets });
  samples.push(...found);
  const scoresOf = (method: string): string =>
    ["lds_quote", "lds_held", "lds_own"]
      .map((measure) => mean(found.find((sample) => sample.measure === measure && sample.method === method)!.values).toFixed(3))
      .join(" / ");
  say(
    `seed ${seed}: LDS ${scoresOf("ours")}, BM25 ${scoresOf("bm25")} (quote / held / own), ${((Date.now() - startedAt) / 1000).toFixed(0)} s`,
  );
}

const measures = [...new Set(samples.map(({ measure }) => measure))];
const valuesOf = (measure: string, method: string) =>
  samples.filter((sample) => sample.measure === measure && sample.method === method).flatMap((sample) => sample.values);
const valueOf = (measure: string, method: string) => mean(valuesOf(measure, method));
const shown = (list: readonly number[]) => (list.length === 0 ? "–" : `${mean(list).toFixed(3)} ±${standardError(list).toFixed(3)}`);
say("");
say(`${seeds} seeds, ${subsets} retrained halves and one retraining without each contributor a seed; mean over outputs ± standard error`);
say("");
for (const line of columns([
  ["measure", "outputs", ...methodNames, "floor"],
  ...measures.map((measure) => [
    measure,
    `${valuesOf(measure, "ours").length}`,
    ...methodNames.map((method) => shown(valuesOf(measure, method))),
    `${floors[measure] ?? "–"}`,
  ]),
]))
  say(line);
say("");
for (const measure of measures) {
  const [ours, bm25] = [valuesOf(measure, "ours"), valuesOf(measure, "bm25")];
  say(`${measure}: ours − BM25 ${shown(ours.map((value, i) => value - bm25[i]!))}`);
}

const problems = [
  ...measures
    .filter((measure) => valueOf(measure, "ours") < (floors[measure] ?? -Infinity))
    .map((measure) => `${measure} is ${valueOf(measure, "ours").toFixed(3)}, below its floor of ${floors[measure]}`),
  ...measures
    .filter((measure) => measure.startsWith("lds_") && valueOf(measure, "ours") < valueOf(measure, "bm25") - mostBelowBm25)
    .map((measure) => `${measure} is more than ${mostBelowBm25} below BM25`),
  ...measures
    .filter((measure) => measure.startsWith("lds_") && Math.abs(valueOf(measure, "random")) > mostRandom)
    .map((measure) => `${measure} of random shares is ${valueOf(measure, "random").toFixed(3)}: the measure itself is off`),
];
for (const problem of problems) say(`✗ ${problem}`);
const rows = measures.flatMap((measure) =>
  methodNames
    .filter((method) => valuesOf(measure, method).length > 0)
    .map((method) => {
      const [value, peerValue] = [valueOf(measure, method), valueOf(measure, "bm25")];
      return {
        name: method === "ours" ? measure : `${measure}_${method}`,
        value,
        unit: "",
        peer: "bm25",
        peerValue,
        ratio: value / peerValue,
      };
    }),
);
say(JSON.stringify({ bench: "attribution-quality", rows }));
process.exitCode = problems.length === 0 ? 0 : 1;
