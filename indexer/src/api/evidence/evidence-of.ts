import type { Hex } from "viem";

import { findFault, type ReceiptFacts } from "./check-bundle.ts";
import { explainSpans, type ExplainedSpan } from "./explain-spans.ts";
import { fetchBundle } from "./fetch-bundle.ts";

/** The evidence of a receipt, as far as anybody may see it. */
export interface Evidence {
  /** `verified`: it gives the receipt's context root; `mismatch`: it does not; `missing`: the gateway does not show it. */
  readonly status: "verified" | "mismatch" | "missing";
  readonly verified: boolean;
  /** Why it is not verified; null if it is. */
  readonly problem: string | null;
  readonly methodId: Hex | null;
  readonly spans: readonly ExplainedSpan[];
}

/** What evidence needs of the tables. */
export interface EvidenceReads {
  /** The gateway's endpoint and the receipt's facts, without the snapshots; null for an unknown receipt. */
  receipt(id: Hex): Promise<{ readonly endpoint: string | null; readonly facts: Omit<ReceiptFacts, "itemRoots"> } | null>;
  itemRoots(snapshotIds: readonly string[]): Promise<ReadonlyMap<string, Hex>>;
}

const CACHE_SIZE = 2_000;

const without = (status: "mismatch" | "missing", problem: string): Evidence => ({
  status,
  verified: false,
  problem,
  methodId: null,
  spans: [],
});

interface Options {
  readonly allowedHosts: readonly string[];
  readonly fetcher?: typeof fetch;
}

/** A gateway's refusal of a signed request: its status and its reason. */
export interface EvidenceRefusal {
  readonly refusal: number;
  readonly problem: string;
}

/** Fetches the evidence of a receipt and checks it against the chain. @returns Null for an unknown receipt. */
const readEvidence = async (
  reads: EvidenceReads,
  id: Hex,
  options: Options & { readonly request?: string },
): Promise<Evidence | EvidenceRefusal | null> => {
  const receipt = await reads.receipt(id);
  if (receipt === null) return null;
  if (receipt.endpoint === null) return without("missing", "the receipt's gateway is unknown");
  const fetched = await fetchBundle(receipt.endpoint, id, options);
  if ("problem" in fetched) {
    const { problem, isFalse, refusal } = fetched;
    return refusal === undefined ? without(isFalse ? "mismatch" : "missing", problem) : { refusal, problem };
  }
  const { bundle } = fetched;
  const itemRoots = await reads.itemRoots(bundle.snapshots.map(({ datanet, number }) => `${datanet}-${number}`));
  const facts = { ...receipt.facts, itemRoots };
  const fault = findFault(bundle, facts);
  if (fault !== null) return without("mismatch", fault);
  return { status: "verified", verified: true, problem: null, methodId: bundle.methodId, spans: explainSpans(bundle, facts) };
};

/** Where the evidence of a receipt that is in no table is served, and what it must agree with. */
export type EvidenceSource = NonNullable<Awaited<ReturnType<EvidenceReads["receipt"]>>>;

const readsOf = (reads: EvidenceReads, source: EvidenceSource | undefined): EvidenceReads =>
  source === undefined ? reads : { ...reads, receipt: async () => source };

/** Makes the function that fetches and checks the evidence of a receipt. Verified evidence cannot change, so it is kept. */
export const evidenceReader = (reads: EvidenceReads, options: Options) => {
  const verified = new Map<Hex, Evidence>();
  /** @param source Of a receipt that stands in an epoch, and so in no table. @returns Null for an unknown receipt. */
  return async (id: Hex, source?: EvidenceSource): Promise<Evidence | null> => {
    const known = verified.get(id);
    if (known !== undefined) return known;
    const evidence = (await readEvidence(readsOf(reads, source), id, options)) as Evidence | null;
    if (evidence?.verified !== true) return evidence;
    if (verified.size >= CACHE_SIZE) verified.delete(verified.keys().next().value!);
    verified.set(id, evidence);
    return evidence;
  };
};

/**
 * Makes the function that passes a signed request on to the receipt's gateway, which alone holds private words and decides who sees them. The
 * answer is checked as public evidence is, and never kept.
 */
export const privateEvidenceReader = (reads: EvidenceReads, options: Options) => (id: Hex, request: string, source?: EvidenceSource) =>
  readEvidence(readsOf(reads, source), id, { ...options, request });
