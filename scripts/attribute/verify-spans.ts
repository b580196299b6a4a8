import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { manifestId, verifySpanProof } from "../../sdk/src/index.ts";
import type { Command } from "./command.ts";
import { readProof } from "./span-proof-file.ts";

/** `verify <proof.json>`: checks span proofs by roots alone, without corpus and output. */
export const verifySpans: Command = {
  usage: "verify <proof.json> [--manifest ID] [--output-root HEX]",
  run: async (args, paint) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { manifest: { type: "string" }, "output-root": { type: "string" } },
      allowPositionals: true,
    });
    const [name, ...rest] = positionals;
    if (name === undefined || rest.length > 0) throw new Error(`usage: ${verifySpans.usage}`);
    const file = readProof(readFileSync(name, "utf8"));
    const id = manifestId(file.manifest);
    const start = performance.now();
    const spans = file.spans.map(({ record, proof }) => ({ record, proven: verifySpanProof(proof, { ...file, record }) }));
    const milliseconds = (performance.now() - start).toFixed(1);
    const isManifest = values.manifest === undefined || values.manifest.toLowerCase() === id;
    const isOutput = values["output-root"] === undefined || values["output-root"].toLowerCase() === file.outputTokensRoot;
    const isGood = isManifest && isOutput && spans.every(({ proven }) => proven !== undefined);
    const lineOf = ({ record, proven }: (typeof spans)[number]): string =>
      proven === undefined
        ? paint.bad(`words ${record.outputStart} to ${record.outputStart + record.outputLength}: not proven`)
        : `words ${record.outputStart} to ${record.outputStart + record.outputLength}: ${paint.good("proven")}, in ${proven.occurrences} places, ${proven.contents ?? "many"} contents, first in contribution ${proven.earliest ?? "(too many to list)"}`;
    return {
      isGood,
      json: {
        manifest: id,
        isManifest,
        isOutput,
        spans: spans.map(({ record, proven }) => ({
          outputStart: record.outputStart,
          outputLength: record.outputLength,
          contributionId: String(record.contributionId),
          proven: proven === undefined ? null : { ...proven, earliest: proven.earliest === null ? null : String(proven.earliest) },
        })),
      },
      lines: [
        ...spans.map(lineOf),
        ...(isManifest ? [] : [paint.bad(`the manifest is ${id}`)]),
        ...(isOutput ? [] : [paint.bad(`the output's root is ${file.outputTokensRoot}`)]),
        `${spans.length} proofs checked in ${milliseconds} ms`,
      ],
    };
  },
};
