import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import type { Hex } from "viem";

import { attribute } from "../../gateway/src/attribution/attribute.ts";
import { hashWords } from "../../gateway/src/attribution/hash-output.ts";
import { DEFAULT_OPTIONS } from "../../gateway/src/attribution/options.ts";
import { manifestId, outputTokens, proveSpan } from "../../sdk/src/index.ts";
import { plain } from "../explain/paint.ts";
import type { Command } from "./command.ts";
import { commitCorpus } from "./commit-corpus.ts";
import { indexFileOf, openIndexOf } from "./open-index.ts";
import { readCorpus } from "./read-corpus.ts";
import { writeProof } from "./span-proof-file.ts";

/** `prove <folder> <text>`: proofs of all spans of an output, for whoever has neither folder nor output. */
export const proveSpans: Command = {
  usage: "prove <folder> <text … | --output FILE> [--to FILE] [--index FILE] [--salt HEX]",
  run: async (args, paint) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { index: { type: "string" }, output: { type: "string" }, to: { type: "string" }, salt: { type: "string" } },
      allowPositionals: true,
    });
    const [folder, ...words] = positionals;
    if (folder === undefined || (values.output === undefined) === (words.length === 0)) throw new Error(`usage: ${proveSpans.usage}`);
    const text = values.output === undefined ? words.join(" ") : readFileSync(values.output, "utf8");
    const salt = (values.salt ?? `0x${randomBytes(32).toString("hex")}`) as Hex;
    const corpus = readCorpus(folder);
    const { index } = openIndexOf(corpus, values.index ?? indexFileOf(folder));
    const committed = commitCorpus(corpus, index);
    const output = outputTokens(hashWords(text), salt);
    const { spans } = attribute(index, { output: text });
    const start = performance.now();
    const proofs = spans.map(({ words: _words, outputRange: _range, ...record }) => ({
      record,
      proof: proveSpan({ index: committed, output, record }),
    }));
    const { minimumSpanLength, maximumFrequency, firstSeenLength, maximumLegs, weightTotal, spanSharePpm, judgedSharePpm } =
      DEFAULT_OPTIONS;
    const rules = { minimumSpanLength, maximumFrequency, firstSeenLength, maximumLegs, weightTotal, spanSharePpm, judgedSharePpm };
    const file = writeProof({ manifest: committed.manifest, outputTokensRoot: output.root, rules, spans: proofs });
    if (values.to !== undefined) writeFileSync(values.to, file);
    const milliseconds = (performance.now() - start).toFixed(1);
    return {
      isGood: true,
      json: JSON.parse(file) as unknown,
      lines: [
        ...spans.map(({ words: shown, contributionId }) => `${paint.good(plain(shown, 70))} ${plain(corpus.nameOf(contributionId), 50)}`),
        `${proofs.length} spans proven in ${milliseconds} ms, ${file.length.toLocaleString("en")} bytes as text${values.to === undefined ? "" : `, in ${values.to}`}`,
        paint.faint(`manifest ${manifestId(committed.manifest)}`),
      ],
    };
  },
};
