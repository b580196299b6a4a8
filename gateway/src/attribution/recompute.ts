import {
  evidenceRoot,
  localOfContribution,
  outputTokens,
  recordsRoot,
  retrievedRoot,
  sortLegs,
  type Evidence,
  type Leg,
} from "@openledger/sdk";
import type { Hex } from "viem";

import { priorRoot, type InfluencePrior } from "../influence/prior.ts";
import { priorWeights } from "../influence/prior-weights.ts";
import { attribute } from "./attribute.ts";
import { hashWords } from "./hash-output.ts";
import type { LexicalIndex } from "./lexical-index.ts";
import { methodText } from "./method-id.ts";
import { methodOf } from "./methods.ts";
import { DEFAULT_OPTIONS } from "./options.ts";
import type { SegmentedIndex } from "./segmented-index.ts";
import type { Attribution } from "./types.ts";

/** What a receipt says of its attribution, as its evidence bundle has it: numbers beyond 2^53 are decimal strings. */
export interface ClaimedAttribution {
  readonly methodId: string;
  readonly recordsRoot?: string;
  readonly evidenceRoot?: string;
  readonly outputTokensRoot?: string;
  /** The request's, which the payer knows. */
  readonly salt?: Hex;
  readonly outputTokens: number;
  readonly retrieved: readonly string[];
  readonly evidence: readonly Readonly<Record<string, string | number>>[];
  readonly legs?: readonly Readonly<Record<string, string | number>>[];
  readonly unattributed?: number;
  readonly snapshotRoot?: string;
  /** The influence prior that judged records name, as it is published on chain. */
  readonly prior?: { readonly number: number; readonly root: string };
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

/** Contributions that were withdrawn when the receipt was signed: it names number 0 of their Datanet's account instead. Their records keep their places. */
function redirectsOf(claimed: ClaimedAttribution, found: Attribution): ReadonlyMap<bigint, bigint> {
  const redirects = new Map<bigint, bigint>();
  for (const [i, { contributionId }] of found.evidence.entries()) {
    const named = claimed.evidence[i]?.["contributionId"];
    if (named !== undefined && localOfContribution(BigInt(named)) === 0) redirects.set(contributionId, BigInt(named));
  }
  return redirects;
}

/** An attribution in a receipt's names; legs of one class that come to name the same are added up. */
function redirect({ evidence, legs }: Attribution, redirects: ReadonlyMap<bigint, bigint>): { evidence: Evidence[]; legs: readonly Leg[] } {
  const renamed = <T extends { readonly contributionId: bigint }>(record: T): T => ({
    ...record,
    contributionId: redirects.get(record.contributionId) ?? record.contributionId,
  });
  const byName = new Map<string, Leg>();
  for (const leg of legs.map(renamed)) {
    const key = `${leg.contributionId}/${leg.class}`;
    byName.set(key, { ...leg, weight: leg.weight + (byName.get(key)?.weight ?? 0) });
  }
  return { evidence: evidence.map(renamed), legs: sortLegs([...byName.values()]) };
}

/** What keeps a prior from being the one that a receipt's judged records name, in words. */
function priorProblem(claimed: ClaimedAttribution, prior: InfluencePrior | undefined): string | undefined {
  const judged = claimed.evidence.filter((record) => record["class"] === "judged");
  if (judged.length === 0) return undefined;
  const number = Number(judged[0]!["itemStart"]);
  const named = `influence prior ${number}, which its judged records name`;
  if (prior === undefined) return `the file of ${named}, is not given`;
  if (claimed.prior === undefined) return `the evidence does not say the root of ${named}`;
  if (claimed.prior.number !== number)
    return `the evidence is about influence prior ${claimed.prior.number}, its judged records name ${number}`;
  const root = priorRoot(prior);
  if (root !== claimed.prior.root) return `the file given has root ${root}; ${named}, has ${claimed.prior.root}`;
  if (claimed.snapshotRoot !== undefined && claimed.snapshotRoot !== prior.snapshotRoot)
    return `${named}, is about snapshot ${prior.snapshotRoot}, the receipt about ${claimed.snapshotRoot}`;
  return undefined;
}

/**
 * Attributes an output again and compares every number with a receipt's.
 * @param index The corpus of the receipt's snapshots, whole. @param output Its text, or the hashes of its words. @param prior That the receipt's judged records name, if it has any.
 */
export function recompute(
  index: LexicalIndex | SegmentedIndex,
  {
    claimed,
    output,
    prior,
  }: { readonly claimed: ClaimedAttribution; readonly output: string | readonly bigint[]; readonly prior?: InfluencePrior },
): Recomputed {
  const retrieved = claimed.retrieved.map(BigInt);
  const problem = priorProblem(claimed, prior);
  const isJudged = prior !== undefined && problem === undefined && claimed.prior !== undefined;
  const attribution = attribute(index, {
    ...{ output, retrieved, options: methodOf(claimed.methodId as Hex) ?? DEFAULT_OPTIONS },
    ...(isJudged && { prior: priorWeights(claimed.prior.number, prior) }),
  });
  const { evidence, legs } = redirect(attribution, redirectsOf(claimed, attribution));
  const records = recordsRoot(evidence);
  const words =
    claimed.salt === undefined
      ? claimed.outputTokensRoot
      : outputTokens(typeof output === "string" ? hashWords(output) : output, claimed.salt).root;
  const root = words && evidenceRoot({ recordsRoot: records, outputTokensRoot: words as Hex, retrievedRoot: retrievedRoot(retrieved) });
  const single = (name: string, theirs: string | number | undefined, ours: string | number | undefined): string | undefined =>
    theirs === undefined || ours === undefined || String(theirs) === String(ours)
      ? undefined
      : `${name} is ${ours}, the receipt says ${theirs}`;
  const firstDifference =
    (claimed.methodId === attribution.methodId
      ? undefined
      : `the method here is ${attribution.methodId} (${methodText()}), the receipt's is ${claimed.methodId}`) ??
    problem ??
    single("the number of words in the output", claimed.outputTokens, attribution.outputTokens) ??
    differenceOf("evidence record", claimed.evidence, evidence) ??
    single("the root of the records", claimed.recordsRoot, records) ??
    single("the root of the output's words", claimed.outputTokensRoot, words) ??
    single("the evidence root", claimed.evidenceRoot, root) ??
    (claimed.legs && differenceOf("leg", claimed.legs, legs)) ??
    single("the unattributed weight", claimed.unattributed, attribution.unattributed);
  return firstDifference === undefined ? { isEqual: true, attribution } : { isEqual: false, firstDifference, attribution };
}
