import { consentProblem } from "./consent.ts";
import { licenceProblem } from "./licence.ts";
import { createMeasurer, type Measures, type Nearest } from "./measure.ts";
import { findContacts, findIdentifiers } from "./personal-data.ts";
import { defaultPolicy, type AdmissionPolicy, type AdmissionTerms } from "./policy.ts";
import { findSecrets } from "./secrets.ts";

export { defaultPolicy, type AdmissionPolicy, type AdmissionTerms } from "./policy.ts";

/** One text to judge. `key` is any number that names it; the contribution id, as a rule. */
export type AdmissionItem = { readonly key: bigint; readonly text: string; readonly licence: string };

export type AdmissionReason =
  "None" | "NearDuplicate" | "Stuffing" | "LowQuality" | "LicenceMissing" | "LicenceIncompatible" | "PersonalData";

/** One thing that is wrong with an item, in plain words. */
export type AdmissionProblem = { readonly reason: Exclude<AdmissionReason, "None">; readonly explanation: string };

export type AdmissionReport = {
  readonly key: bigint;
  readonly isAccepted: boolean;
  readonly reason: AdmissionReason;
  /** Share of the item's words that earlier items neither hold nor explain: the weight its credit gets. 0 if rejected, else at least 1. */
  readonly noveltyPpm: number;
  readonly coverage4Ppm: number;
  readonly coverage6Ppm: number;
  readonly rewrittenPpm: number;
  /** The earlier item with the largest overlap, and its share of the words. */
  readonly nearest: Nearest | undefined;
  /** The earlier item that it repeats verbatim, and the share of bytes: from the terms' `overlapPpm` on anybody can prove it on chain. */
  readonly verbatim: Nearest | undefined;
  /** For the contributor, in plain words: the first problem, or what is new. */
  readonly explanation: string;
  /** Everything that is wrong, the weightiest first. */
  readonly problems: readonly AdmissionProblem[];
};

export type AdmissionGate = {
  /** Judges an item against everything remembered so far. Changes nothing. */
  judge(item: AdmissionItem): AdmissionReport;
  /** Remembers an item as earlier: call it for whatever was accepted. */
  remember(item: AdmissionItem): void;
};

const million = 1_000_000;
/** Without terms: half the bytes, as most Datanets have it. */
const usualOverlapPpm = 500_000;
/** Fewer replaced words say nothing of how they were replaced. */
const leastReplacements = 12;
/** Of a variant's replaced words at most so many are replaced so but once; of a disguised copy's nearly all. */
const mostSingleReplacementsPpm = 750_000;
/** A family of texts shares passages; a rewritten copy shares words between changed ones. This much more in windows than in runs tells them apart. */
const rewrittenBeyondRunsPpm = 300_000;

/**
 * A deterministic gate for admission: exact, near, rewritten and stitched overlap with earlier items, stuffing, licence and consent, secrets and
 * personal data. Whole copies are caught on chain by content root; this catches edited copies, collages and lists of keywords, and weighs the rest by how
 * much of it is new. A text told anew in other words leaves nothing that it could find.
 * @param terms The Datanet's terms; without them licence conflicts with the Datanet's own licence and consent are not judged.
 */
export function createAdmissionGate(policy: AdmissionPolicy = defaultPolicy, terms?: AdmissionTerms): AdmissionGate {
  const measurer = createMeasurer();
  return {
    judge(item) {
      const measures = measurer.measure(item.text);
      const problems = [
        ...legalProblems(item, policy, terms),
        ...overlapProblems(measures, policy, terms),
        ...languageProblems(measures, policy),
      ];
      const [first] = problems;
      const newPpm = million - Math.max(measures.rewrittenPpm, isVariant(measures, policy) ? measures.source!.sharePpm : 0);
      return {
        key: item.key,
        isAccepted: first === undefined,
        reason: first?.reason ?? "None",
        noveltyPpm: first === undefined ? Math.max(1, newPpm) : 0,
        coverage4Ppm: measures.coverage4Ppm,
        coverage6Ppm: measures.coverage6Ppm,
        rewrittenPpm: measures.rewrittenPpm,
        nearest: measures.nearest,
        verbatim: measures.verbatim,
        explanation:
          first?.explanation ??
          (isVariant(measures, policy) ? `a variant of contribution ${measures.source!.key}, ` : "") + `${percent(newPpm)} new`,
        problems,
      };
    },
    remember(item) {
      measurer.remember(item.key, item.text);
    },
  };
}

function* legalProblems(
  { text, licence }: AdmissionItem,
  policy: AdmissionPolicy,
  terms: AdmissionTerms | undefined,
): Generator<AdmissionProblem> {
  const problem = licenceProblem(licence, text, policy.licences, terms);
  if (problem !== undefined) yield problem;
  const refusal = terms === undefined ? undefined : consentProblem(text, terms);
  if (refusal !== undefined) yield { reason: "LicenceIncompatible", explanation: refusal };
  const found = [...findSecrets(text), ...findIdentifiers(text)];
  if (found[0] !== undefined) {
    const more = found.length === 1 ? "" : ` and ${found.length - 1} more`;
    yield { reason: "PersonalData", explanation: `it holds ${found[0].what} at character ${found[0].position + 1}${more}` };
  }
  const contacts = findContacts(text);
  if (contacts.length > policy.mostContacts) {
    yield {
      reason: "PersonalData",
      explanation: `it holds ${contacts.length} private mail addresses or telephone numbers, the first at character ${contacts[0]!.position + 1}; at most ${policy.mostContacts} are allowed`,
    };
  }
}

function* overlapProblems(measures: Measures, policy: AdmissionPolicy, terms: AdmissionTerms | undefined): Generator<AdmissionProblem> {
  if (measures.words < policy.leastWords) {
    yield { reason: "LowQuality", explanation: `only ${measures.words} words; at least ${policy.leastWords} are needed to judge a text` };
    return;
  }
  const { verbatim, nearest, source, coverage6Ppm } = measures;
  const overlapPpm = terms?.overlapPpm ?? usualOverlapPpm;
  const whom = nearest === undefined ? "" : `, ${percent(nearest.sharePpm)} in contribution ${nearest.key}`;
  if (coverage6Ppm >= policy.nearDuplicatePpm) {
    yield {
      reason: "NearDuplicate",
      explanation: `${percent(coverage6Ppm)} of its words stand in earlier items in runs of six or more${whom}`,
    };
  }
  if (verbatim !== undefined && verbatim.sharePpm >= overlapPpm) {
    yield {
      reason: "NearDuplicate",
      explanation: `${percent(verbatim.sharePpm)} of its bytes stand verbatim in contribution ${verbatim.key}; anybody could prove that on chain from ${percent(overlapPpm)} on`,
    };
  }
  if (isRewritten(measures, policy) && !isVariant(measures, policy)) {
    yield { reason: "NearDuplicate", explanation: `${percent(source!.sharePpm)} of it is contribution ${source!.key} with words changed` };
  }
}

/** Whether it follows one earlier item window by window, more than runs of words say. */
function isRewritten({ source, coverage6Ppm }: Measures, policy: AdmissionPolicy): boolean {
  return source !== undefined && source.sharePpm >= policy.rewrittenPpm && source.sharePpm - coverage6Ppm >= rewrittenBeyondRunsPpm;
}

/** Whether what follows an earlier item was written as a variant of it: the same words replaced by the same words. It may stand, and is weighed as what it is. */
function isVariant(measures: Measures, policy: AdmissionPolicy): boolean {
  const { total, single } = measures.source?.replacements ?? { total: 0, single: 0 };
  return isRewritten(measures, policy) && total >= leastReplacements && single * million <= mostSingleReplacementsPpm * total;
}

function* languageProblems(measures: Measures, policy: AdmissionPolicy): Generator<AdmissionProblem> {
  if (measures.words < policy.leastWords) return;
  const { repeated, stopwordsPpm, knownPairsPpm, coverage4Ppm, selfRepeatedPpm } = measures;
  if (repeated.ppm >= policy.mostRepeatedWordPpm) {
    yield { reason: "Stuffing", explanation: `the word "${repeated.word.slice(0, 40)}" is ${percent(repeated.ppm)} of the text` };
  }
  if (selfRepeatedPpm >= policy.mostSelfRepeatedPpm) {
    yield { reason: "Stuffing", explanation: `${percent(selfRepeatedPpm)} of its words repeat what it said before` };
  }
  if (policy.language === "en" && stopwordsPpm < policy.leastStopwordsPpm) {
    yield { reason: "Stuffing", explanation: `only ${percent(stopwordsPpm)} function words: a list, not language` };
  }
  if (knownPairsPpm < policy.leastKnownPairsPpm) {
    yield {
      reason: "Stuffing",
      explanation: `only ${percent(knownPairsPpm)} of its word pairs occur in other texts: keywords in no order`,
    };
  }
  if (coverage4Ppm >= policy.stitchedPpm) {
    yield { reason: "Stuffing", explanation: `${percent(coverage4Ppm)} of its words are common phrases from earlier items` };
  }
}

function percent(ppm: number): string {
  return `${(ppm / 10_000).toFixed(1)} %`;
}
