import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { chunkRoot } from "@openledger/sdk";
import type { Hex } from "viem";

import { buildIndex } from "../../gateway/src/attribution/build-index.ts";
import { recompute, type ClaimedAttribution } from "../../gateway/src/attribution/recompute.ts";
import { readPrior } from "../../gateway/src/influence/prior-file.ts";
import type { Command } from "./command.ts";
import { readCorpus } from "./read-corpus.ts";

/** An evidence bundle as `GET /v1/receipts/{id}/evidence` gives it to the payer, or as `query --json` prints it. */
interface Bundle extends ClaimedAttribution {
  readonly output?: string;
  readonly outputRoot?: Hex;
  readonly snapshots?: readonly { readonly itemRoot: Hex }[];
}

function readBundle(file: string): Bundle {
  const bundle = JSON.parse(readFileSync(file, "utf8")) as Partial<Bundle>;
  for (const field of ["methodId", "outputTokens", "retrieved", "evidence"] as const) {
    if (bundle[field] === undefined)
      throw new Error(`${file} has no ${field}; it is not what GET /v1/receipts/{id}/evidence or "query --json" gives.`);
  }
  return bundle as Bundle;
}

/** What of a bundle is about something else than the given output and corpora. */
function mismatchOf({ salt, outputRoot, snapshots }: Bundle, output: string, itemRoots: readonly (Hex | undefined)[]): string | undefined {
  if (salt !== undefined && outputRoot !== undefined && chunkRoot(new TextEncoder().encode(output), salt) !== outputRoot)
    return "the output is not the one that the receipt commits to";
  const missing = snapshots?.find(({ itemRoot }) => !itemRoots.includes(itemRoot));
  return missing && `the corpus does not hold the snapshot ${missing.itemRoot} that the receipt names`;
}

/** `recompute <evidence.json>`: attributes again and says "equal", or the first difference. */
export const recomputeReceipt: Command = {
  usage: "recompute <evidence.json> --corpus FOLDER [--corpus FOLDER …] [--output FILE] [--prior FILE]",
  run: async (args, paint) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { corpus: { type: "string", multiple: true }, output: { type: "string" }, prior: { type: "string" } },
      allowPositionals: true,
    });
    const [file, ...rest] = positionals;
    if (file === undefined || rest.length > 0 || !values.corpus) throw new Error(`usage: ${recomputeReceipt.usage}`);
    const bundle = readBundle(file);
    const output = values.output === undefined ? bundle.output : readFileSync(values.output, "utf8");
    if (output === undefined) throw new Error(`${file} does not hold the output; give it with --output FILE.`);
    const prior = values.prior === undefined ? undefined : readPrior(readFileSync(values.prior, "utf8"));
    const corpora = values.corpus.map(readCorpus);
    const mismatch = mismatchOf(
      bundle,
      output,
      corpora.map(({ itemRoot }) => itemRoot),
    );
    const result =
      mismatch === undefined
        ? recompute(buildIndex(corpora.flatMap(({ items }) => items)), { claimed: bundle, output, ...(prior && { prior }) })
        : undefined;
    const firstDifference = mismatch ?? (result!.isEqual ? undefined : result!.firstDifference);
    return firstDifference === undefined
      ? {
          isGood: true,
          json: { equal: true },
          lines: [paint.good(`equal: ${bundle.evidence.length} evidence records, every number of them`)],
        }
      : { isGood: false, json: { equal: false, firstDifference }, lines: [paint.bad(`not equal: ${firstDifference}`)] };
  },
};
