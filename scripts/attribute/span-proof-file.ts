import type { Hex } from "viem";

import type { Evidence, IndexManifest, MethodRules, SpanProof } from "../../sdk/src/index.ts";

/** What `prove` writes and `verify` reads: all that is needed, and nothing of corpus or output but what the proofs show. */
export interface SpanProofFile {
  readonly manifest: IndexManifest;
  readonly outputTokensRoot: Hex;
  readonly rules: MethodRules;
  readonly spans: readonly { readonly record: Evidence; readonly proof: SpanProof }[];
}

/** JSON; numbers beyond 2^53 as strings with an `n` behind them. */
export const writeProof = (file: SpanProofFile): string =>
  JSON.stringify(file, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));

/** @throws Error if it is no such file. */
export function readProof(text: string): SpanProofFile {
  const file = JSON.parse(text, (_, value: unknown) =>
    typeof value === "string" && /^\d+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
  ) as Partial<SpanProofFile>;
  if (file.manifest === undefined || file.outputTokensRoot === undefined || file.rules === undefined || !Array.isArray(file.spans))
    throw new Error("This is no file that `prove --to` wrote.");
  return file as SpanProofFile;
}
