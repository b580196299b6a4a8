import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { recordsRoot } from "@openledger/sdk";

import { attribute } from "../../gateway/src/attribution/attribute.ts";
import type { Attribution } from "../../gateway/src/attribution/types.ts";
import { percent, plain, type Paint } from "../explain/paint.ts";
import type { Command } from "./command.ts";
import { indexFileOf, openIndexOf } from "./open-index.ts";
import { paintSpans } from "./paint-spans.ts";
import { readCorpus, type Corpus } from "./read-corpus.ts";

const WORDS_SHOWN = 90;

/** What a receipt's evidence bundle would say, with the output. */
function bundleOf(attribution: Attribution, output: string, retrieved: readonly bigint[], corpus: Corpus): Record<string, unknown> {
  const asStrings = <T extends { readonly contributionId: bigint }>(record: T) => ({
    ...record,
    contributionId: String(record.contributionId),
  });
  return {
    methodId: attribution.methodId,
    recordsRoot: recordsRoot(attribution.evidence),
    outputTokens: attribution.outputTokens,
    retrieved: retrieved.map(String),
    weightTotal: attribution.weightTotal,
    unattributed: attribution.unattributed,
    legs: attribution.legs.map((leg) => ({ ...asStrings(leg), name: corpus.nameOf(leg.contributionId) })),
    evidence: attribution.evidence.map((record) => ({ ...asStrings(record), credit: String(record.credit) })),
    spans: attribution.spans.map((span) => ({ ...asStrings(span), credit: String(span.credit) })),
    output,
  };
}

function linesOf({ legs, spans, unattributed, weightTotal }: Attribution, output: string, corpus: Corpus, paint: Paint): string[] {
  const whole = BigInt(weightTotal);
  const share = (weight: number): string => `${paint.bar(BigInt(weight), whole)} ${percent(BigInt(weight), whole).padStart(7)}`;
  const byWeight = [...legs].sort((a, b) => b.weight - a.weight);
  return [
    ...paintSpans(output, spans, paint).split("\n"),
    "",
    ...byWeight.map(
      ({ contributionId, weight, class: kind }) => `${share(weight)}  ${plain(corpus.nameOf(contributionId), 70)} ${paint.faint(kind)}`,
    ),
    `${share(unattributed)}  ${paint.bad("unattributed")}`,
    ...(spans.length > 0 ? ["", paint.strong("spans")] : []),
    ...spans.map(
      ({ contributionId, words, outputLength, documents, itemStart }) =>
        `${String(outputLength).padStart(4)} words at word ${itemStart} of ${plain(corpus.nameOf(contributionId), 50)}${documents > 1 ? `, in ${documents} texts` : ""}: ${paint.good(plain(words, WORDS_SHOWN))}`,
    ),
  ];
}

/** `query <folder> <text>`: which items of a folder an output goes back to. */
export const queryFolder: Command = {
  usage: "query <folder> <text … | --output FILE | -> [--index FILE] [--retrieved ID,ID …]",
  run: async (args, paint) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { index: { type: "string" }, output: { type: "string" }, retrieved: { type: "string" } },
      allowPositionals: true,
    });
    const [folder, ...words] = positionals;
    if (folder === undefined || (values.output === undefined) === (words.length === 0)) throw new Error(`usage: ${queryFolder.usage}`);
    const isStandardInput = words.length === 1 && words[0] === "-";
    const output =
      values.output !== undefined ? readFileSync(values.output, "utf8") : isStandardInput ? readFileSync(0, "utf8") : words.join(" ");
    const ids = (values.retrieved ?? "").split(",").filter((id) => id !== "");
    const wrong = ids.find((id) => !/^\d{1,17}$/.test(id));
    if (wrong !== undefined) throw new Error(`--retrieved has ${JSON.stringify(wrong)}, which is no contribution id.`);
    const retrieved = ids.map(BigInt);
    const corpus = readCorpus(folder);
    const opened = openIndexOf(corpus, values.index ?? indexFileOf(folder));
    const start = performance.now();
    const attribution = attribute(opened.index, { output, retrieved });
    const took = `${attribution.outputTokens} words against ${opened.index.wordCount.toLocaleString("en")} in ${(performance.now() - start).toFixed(1)} ms`;
    return {
      isGood: true,
      json: bundleOf(attribution, output, retrieved, corpus),
      lines: [
        ...(opened.reason === undefined ? [] : [paint.faint(`built ${opened.file} in ${opened.seconds.toFixed(2)} s: ${opened.reason}`)]),
        ...linesOf(attribution, output, corpus, paint),
        paint.faint(took),
      ],
    };
  },
};
