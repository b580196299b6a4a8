import type { Consent } from "@openledger/sdk";

/** Thresholds of the admission gate. Shares are in ppm (millionths) of an item's words. A Datanet's terms may set them: docs/validating.md. */
export type AdmissionPolicy = {
  /** SPDX ids whose texts the Datanet may publish under its own licence. */
  readonly licences: readonly string[];
  /** Fewer words than this cannot be judged. */
  readonly leastWords: number;
  /** Covered by runs of six words from earlier items: from here on a near copy. */
  readonly nearDuplicatePpm: number;
  /** Covered by runs of four words: from here on stitched together from common phrases. */
  readonly stitchedPpm: number;
  /** Copied or rewritten from one item, window by window: from here on a rewritten copy, if runs of six do not explain it. */
  readonly rewrittenPpm: number;
  /** `en`: function words are expected. `any`: no language test but those by words that earlier items know. */
  readonly language: "en" | "any";
  /** Fewer function words than this is no language. */
  readonly leastStopwordsPpm: number;
  /** One word more often than this is stuffing. */
  readonly mostRepeatedWordPpm: number;
  /** More words than this in runs of eight that stood earlier in the same text is padding. */
  readonly mostSelfRepeatedPpm: number;
  /** Fewer known word pairs than this is a list of keywords. */
  readonly leastKnownPairsPpm: number;
  /** More private addresses and telephone numbers than this are personal data. */
  readonly mostContacts: number;
};

/** What the gate needs of a Datanet's terms on chain. */
export type AdmissionTerms = {
  readonly licence: string;
  readonly train: Consent;
  readonly infer: Consent;
  readonly mine: Consent;
  /** See `DatanetRegistry`: from this share of verbatim bytes on anybody can prove a duplicate. */
  readonly overlapPpm: number;
};

export const defaultPolicy: AdmissionPolicy = {
  licences: ["MIT", "MIT-0", "0BSD", "ISC", "CC0-1.0", "Unlicense", "BSD-2-Clause", "BSD-3-Clause"],
  leastWords: 40,
  nearDuplicatePpm: 750_000,
  stitchedPpm: 900_000,
  rewrittenPpm: 900_000,
  language: "en",
  leastStopwordsPpm: 20_000,
  mostRepeatedWordPpm: 200_000,
  mostSelfRepeatedPpm: 900_000,
  leastKnownPairsPpm: 300_000,
  mostContacts: 2,
};

/** Bounds of each number, so that no terms can switch the gate off or shut everybody out by mistake. */
const bounds: Readonly<Record<Exclude<keyof AdmissionPolicy, "licences" | "language">, readonly [number, number]>> = {
  leastWords: [10, 10_000],
  nearDuplicatePpm: [300_000, 1_000_000],
  stitchedPpm: [300_000, 1_000_000],
  rewrittenPpm: [500_000, 1_000_000],
  leastStopwordsPpm: [0, 300_000],
  mostRepeatedWordPpm: [50_000, 1_000_000],
  mostSelfRepeatedPpm: [100_000, 1_000_000],
  leastKnownPairsPpm: [0, 700_000],
  mostContacts: [0, 1_000],
};
const mostLicences = 64;

/**
 * Reads the policy that a Datanet's metadata carries; what it leaves out is the default.
 * @throws Error naming the field, its value and its bounds.
 */
export function parsePolicy(value: unknown): AdmissionPolicy {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("the admission policy is no JSON object");
  const policy: Record<string, unknown> = { ...defaultPolicy };
  for (const [name, given] of Object.entries(value)) {
    if (name === "licences") {
      const isList = Array.isArray(given) && given.every((id) => typeof id === "string" && /^[\w.+-]{1,64}$/.test(id));
      if (!isList || given.length === 0 || given.length > mostLicences)
        throw new Error(`the admission policy's licences must be 1 to ${mostLicences} SPDX ids, not ${shown(given)}`);
      policy[name] = given;
    } else if (name === "language") {
      if (given !== "en" && given !== "any")
        throw new Error(`the admission policy's language is ${shown(given)}; it must be "en" or "any"`);
      policy[name] = given;
    } else if (Object.hasOwn(bounds, name)) {
      const [least, most] = bounds[name as keyof typeof bounds];
      if (!Number.isInteger(given) || (given as number) < least || (given as number) > most)
        throw new Error(`the admission policy's ${name} is ${shown(given)}; it must be an integer from ${least} to ${most}`);
      policy[name] = given;
    } else {
      throw new Error(`the admission policy has "${name.slice(0, 40)}", which is none of ${Object.keys(defaultPolicy).join(", ")}`);
    }
  }
  return policy as AdmissionPolicy;
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 60);
}
