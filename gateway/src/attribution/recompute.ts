import { evidenceRoot, outputTokens, recordsRoot, retrievedRoot } from "@openledger/sdk";
import type { Hex } from "viem";

import { attribute } from "./attribute.ts";
import { hashWords } from "./hash-output.ts";
import type { LexicalIndex } from "./lexical-index.ts";
import { methodText } from "./method-id.ts";
import type { SegmentedIndex } from "./segmented-index.ts";
import type { Attribution } from "./types.ts";

/** What a receipt says of its attribution, as its evidence bundle has it: numbers beyond 2^53 are decimal strings. */
export interface ClaimedAttribution {
  readonly methodId: string;
  readonly recordsRoot?: string;
  readonly evidenceRoot?: string;
  /** Of the output; without it the evidence root cannot be recomputed. */
  readonly salt?: Hex;
  readonly outputTokens: number;
  readonly retrieved: readonly string[];
  readonly evidence: readonly Readonly<Record<string, string | number>>[];
  readonly legs?: readonly Readonly<Record<string, string | number>>[];
  readonly unattributed?: number;
}

export type Recomputed =
  | { readonly isEqual: true; readonly attribution: Attribution }
  | { readonly isEqual: false; readonly firstDifference: string; readonly attribution: Attribution };

const asText = (record: object): Record<string, string> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]));

/** The first difference between two lists of records, in words. */
function differenceOf(name: string, claimed: readonly object[], found: readonly object[]): string | undefined {
  for (let i = 0; i < Math.max(claimed.length, found.length); i++) {
    if (i >= found.length) return `${name} ${i + 1} of ${claimed.length} is not there: there are ${found.length}`;
    if (i >= claimed.length) return `${name} ${i + 1} of ${found.length} is missing: only ${claimed.length} are claimed`;
    const [theirs, ours] = [asText(claimed[i]!), asText(found[i]!)];
    for (const field of Object.keys(ours)) {
      if (theirs[field] !== ours[field])
        return `${name} ${i + 1}: ${field} is ${ours[field]}, the receipt says ${theirs[field] ?? "nothing"}`;
    }
  }
  return undefined;
}

/**
 * Attributes an output again and compares every number with a receipt's.
 * @param index The corpus of the receipt's snapshots, whole.
 */
export function recompute(
  index: LexicalIndex | SegmentedIndex,
  { claimed, output }: { readonly claimed: ClaimedAttribution; readonly output: string },
): Recomputed {
  const attribution = attribute(index, { output, retrieved: claimed.retrieved.map(BigInt) });
  const root = recordsRoot(attribution.evidence);
  const whole = (salt: Hex): string =>
    evidenceRoot({
      recordsRoot: root,
      outputTokensRoot: outputTokens(hashWords(output), salt).root,
      retrievedRoot: retrievedRoot(claimed.retrieved.map(BigInt)),
    });
  const single = (name: string, theirs: string | number | undefined, ours: string | number): string | undefined =>
    theirs === undefined || String(theirs) === String(ours) ? undefined : `${name} is ${ours}, the receipt says ${theirs}`;
  const firstDifference =
    (claimed.methodId === attribution.methodId
      ? undefined
      : `the method here is ${attribution.methodId} (${methodText()}), the receipt's is ${claimed.methodId}`) ??
    single("the number of words in the output", claimed.outputTokens, attribution.outputTokens) ??
    differenceOf("evidence record", claimed.evidence, attribution.evidence) ??
    single("the records root", claimed.recordsRoot, root) ??
    (claimed.salt && single("the evidence root", claimed.evidenceRoot, whole(claimed.salt))) ??
    (claimed.legs && differenceOf("leg", claimed.legs, attribution.legs)) ??
    single("the unattributed weight", claimed.unattributed, attribution.unattributed);
  return firstDifference === undefined ? { isEqual: true, attribution } : { isEqual: false, firstDifference, attribution };
}
