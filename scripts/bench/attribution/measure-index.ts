import { attribute } from "../../../gateway/src/attribution/attribute.ts";
import { buildIndex } from "../../../gateway/src/attribution/build-index.ts";
import { findSpans, maximalRuns } from "../../../gateway/src/attribution/find-spans.ts";
import { bytesOf as bytesOfIndex, type LexicalIndex } from "../../../gateway/src/attribution/lexical-index.ts";
import { DEFAULT_OPTIONS } from "../../../gateway/src/attribution/options.ts";
import { readOutput } from "../../../gateway/src/attribution/read-output.ts";
import { asSegmented } from "../../../gateway/src/attribution/segmented-index.ts";
import { tokenise } from "../../../gateway/src/attribution/tokenise.ts";
import { continueText } from "../../../gateway/src/model/continue-text.ts";
import { figure, type BenchRow } from "../indexer/row.ts";
import { measureMiniSearch } from "./mini-search.ts";
import type { BenchOptions } from "./options.ts";
import { makeOutputs } from "./outputs.ts";
import { scanForRuns } from "./scan.ts";
import { bytesOf, itemsOf, takeBytes, type BenchTexts } from "./texts.ts";
import { percentile, timeEach, timeOnce } from "./timing.ts";

const SCANNED_OUTPUTS = 6;

/** Spans of an output with all that hold them: from its text on, as a request does it. */
function spansOf(index: LexicalIndex, output: string) {
  const corpus = asSegmented(index);
  return findSpans(corpus, readOutput(corpus, tokenise(output).words), DEFAULT_OPTIONS);
}

/** The scan finds the same runs, or one of the two is wrong. */
function measureScan(index: LexicalIndex, outputs: readonly string[], spanTimes: readonly number[], size: number): BenchRow[] {
  const corpus = asSegmented(index);
  const step = Math.max(1, Math.floor(outputs.length / SCANNED_OUTPUTS));
  const chosen = outputs.map((_, i) => i).filter((i) => i % step === 0);
  const times = chosen.map((i) => {
    const read = readOutput(corpus, tokenise(outputs[i]!).words);
    const { result, seconds } = timeOnce(() =>
      scanForRuns(index.tokens, read.patterns[0]!, index.vocabularyHashes.length, DEFAULT_OPTIONS.minimumSpanLength),
    );
    const runs = [...maximalRuns(corpus, read, DEFAULT_OPTIONS.minimumSpanLength)];
    if (JSON.stringify(runs) !== JSON.stringify(result)) throw new Error(`The scan and the index find different runs in output ${i}.`);
    return 1_000 * seconds;
  });
  const scan = percentile(times, 0.5);
  const own = percentile(
    chosen.map((i) => spanTimes[i]!),
    0.5,
  );
  return [
    {
      ...figure(`ratio_scan_${size}mb`, scan / own, "x"),
      peer: "streaming scan, ms",
      peerValue: Math.round(scan),
      ratio: Math.round(scan / own),
    },
  ];
}

function measureGeneration(texts: BenchTexts, index: LexicalIndex): BenchRow[] {
  const items = texts.indexed;
  const sources = [{ index, textOf: (id: bigint): string => items[Number(id) - 1]!.text }];
  let words = 0;
  const { seconds, cpuSeconds } = timeOnce(() => {
    for (let i = 0; words < 40_000 && i < 4_000; i++) {
      const { text } = texts.heldOut[i % texts.heldOut.length]!;
      const prompt = text.slice((i * 97) % Math.max(1, text.length - 120)).slice(0, 120);
      for (const _ of continueText(sources, { prompt, maxWords: 400, excluded: new Set() })) words++;
    }
  });
  return [
    figure("generation_tokens_s", words / seconds, "words/s"),
    figure("generation_tokens_cpu_s", words / cpuSeconds, "words/s of processor time"),
  ];
}

/** Every figure of the index itself, at each size, as they come. */
export function* measureIndex(texts: BenchTexts, options: BenchOptions, note: (text: string) => void): Generator<readonly BenchRow[]> {
  const p50s = new Map<number, number>();
  const sizes = [...new Set([...options.sizes, options.miniSearchSize])].sort((a, b) => a - b);
  for (const size of sizes) {
    const chosen = takeBytes(texts.indexed, size * 1e6);
    const bytes = bytesOf(chosen);
    note(`${size} MB: building`);
    const items = itemsOf(chosen);
    const { result: index, seconds, cpuSeconds } = timeOnce(() => buildIndex(items));
    const outputs = makeOutputs(chosen, texts.heldOut, options.outputs);
    note(`${size} MB: ${outputs.length} outputs`);
    const spans = timeEach(outputs, options.rounds, (output) => spansOf(index, output));
    p50s.set(size, percentile(spans, 0.5));
    if (size === options.miniSearchSize) {
      note(`${size} MB: MiniSearch`);
      yield measureMiniSearch(chosen, outputs, percentile(spans, 0.5), size);
    }
    if (!options.sizes.includes(size)) continue;
    const whole = timeEach(outputs, options.rounds, (output) => attribute(index, { output }));
    const found = outputs.reduce((sum, output) => sum + spansOf(index, output).length, 0);
    yield [
      figure(`corpus_mb_${size}mb`, bytes / 1e6, "MB"),
      figure(`words_${size}mb`, index.tokens.length / 1e6, "million"),
      figure(`build_mb_s_${size}mb`, bytes / 1e6 / seconds, "MB/s"),
      figure(`build_mb_cpu_s_${size}mb`, bytes / 1e6 / cpuSeconds, "MB/s of processor time"),
      figure(`span_p50_ms_${size}mb`, percentile(spans, 0.5), "ms"),
      figure(`span_p99_ms_${size}mb`, percentile(spans, 0.99), "ms"),
      figure(`attribute_p50_ms_${size}mb`, percentile(whole, 0.5), "ms"),
      figure(`attribute_p99_ms_${size}mb`, percentile(whole, 0.99), "ms"),
      figure(`spans_per_output_${size}mb`, found / outputs.length, "spans"),
    ];
    if (size !== options.sizes.at(-1)) continue;
    note(`${size} MB: scan and generation`);
    yield measureScan(index, outputs, spans, size);
    yield [figure("bytes_per_byte", bytesOfIndex(index) / bytes, "bytes"), ...measureGeneration({ ...texts, indexed: chosen }, index)];
  }
  const [first, last] = [options.sizes[0]!, options.sizes.at(-1)!];
  const growth = last / first;
  yield [figure(`growth_${Math.round(growth)}x`, p50s.get(last)! / p50s.get(first)!, "x")];
}
