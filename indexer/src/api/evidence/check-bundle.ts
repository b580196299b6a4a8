import { contextRoot, evidenceRoot, merkleRoot, recordsRoot, requestHash, retrievedRoot } from "@openledger/sdk";
import type { Hex } from "viem";

import type { Bundle } from "./bundle.ts";

/** What the chain says of a receipt. */
export interface ReceiptFacts {
  readonly contextRoot: Hex;
  /** Attribution method of the receipt's offering; null if the offering is unknown. */
  readonly methodId: Hex | null;
  /** In order. `weight` is of the receipt's weightTotal, `amount` nano-OPEN. */
  readonly legs: readonly {
    readonly contributionId: bigint;
    readonly class: Bundle["evidence"][number]["class"];
    readonly weight: number;
    readonly amount: bigint;
  }[];
  /** Item roots of the snapshots that the bundle names, by `datanet-number`, as published on chain. */
  readonly itemRoots: ReadonlyMap<string, Hex>;
}

const keyOf = (part: { readonly contributionId: bigint; readonly class: string }): string => `${part.contributionId}/${part.class}`;

const snapshotRootOf = ({ snapshots }: Bundle): Hex | null => {
  const roots = snapshots.map(({ itemRoot }) => itemRoot);
  if (roots.length === 0) return null;
  return roots.length === 1 ? roots[0]! : merkleRoot(roots);
};

const evidenceRootOf = ({ evidence, outputTokensRoot, retrieved }: Bundle): Hex =>
  evidenceRoot({ recordsRoot: recordsRoot(evidence), outputTokensRoot, retrievedRoot: retrievedRoot(retrieved) });

/**
 * Checks a bundle against what the receipt committed to on chain.
 * @returns What is wrong, in words; null if nothing is.
 */
export const findFault = (bundle: Bundle, facts: ReceiptFacts): string | null => {
  if (contextRoot(bundle) !== facts.contextRoot) return "its roots do not give the receipt's context root";
  if (evidenceRootOf(bundle) !== bundle.evidenceRoot) return "its records and retrieved items do not give its evidence root";
  if (bundle.requestId !== undefined && requestHash(bundle.requestId) !== bundle.requestHash)
    return "its request id does not give its request hash";
  if (facts.methodId !== null && bundle.methodId !== facts.methodId) return "its method is not the offering's";
  if (snapshotRootOf(bundle) !== bundle.snapshotRoot) return "its snapshots do not give its snapshot root";
  for (const { datanet, number, itemRoot } of bundle.snapshots) {
    if (facts.itemRoots.get(`${datanet}-${number}`) !== itemRoot)
      return `snapshot ${number} of Datanet ${datanet} was not published with this item root`;
  }
  const legs = new Set(facts.legs.map(keyOf));
  const recorded = new Set(bundle.evidence.map(keyOf));
  for (const key of recorded) if (!legs.has(key)) return `it has a record of ${key}, but the receipt has no such leg`;
  for (const key of legs) if (!recorded.has(key)) return `the receipt's leg ${key} has no record`;
  const positions = new Set(bundle.evidence.map(positionOf));
  for (const span of bundle.spans)
    if (!positions.has(positionOf(span))) return `a span of contribution ${span.contributionId} has no record`;
  return null;
};

/** What ties the words of a span to its record. */
export const positionOf = (span: Omit<Bundle["spans"][number], "words">): string =>
  [span.contributionId, span.outputStart, span.outputLength, span.itemStart, span.documents].join("/");
