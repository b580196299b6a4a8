import { judgeUse, licenceClassOf, LicenceClass, LicenceSyntaxError, parseLicence, type LicensedSource } from "@openledger/sdk";

import type { AdmissionTerms } from "./policy.ts";

export type LicenceProblem = { readonly reason: "LicenceMissing" | "LicenceIncompatible"; readonly explanation: string };

/**
 * Whether a declared licence lets a Datanet use a text, and whether the text agrees with it.
 * @param declared SPDX expression the contributor declared; may be empty.
 * @param licences SPDX ids the Datanet accepts.
 * @param terms The Datanet's terms: the licence must allow every use they allow, beside their own licence.
 * @returns nothing if all is well, else the reason and an explanation.
 */
export function licenceProblem(
  declared: string,
  text: string,
  licences: readonly string[],
  terms?: Pick<AdmissionTerms, "licence" | "train" | "infer" | "mine">,
): LicenceProblem | undefined {
  const header = /^\s*(?:\/\/|#|\/\*|<!--)\s*SPDX-License-Identifier:\s*([\w.+-]+)/.exec(text)?.[1];
  if (declared === "" || declared === "NONE" || declared === "NOASSERTION") {
    return { reason: "LicenceMissing", explanation: "no licence is declared, so nobody may use the text" };
  }
  if (declared === "UNLICENSED" || header === "UNLICENSED") {
    return { reason: "LicenceMissing", explanation: "the text says UNLICENSED: all rights reserved" };
  }
  let choices;
  try {
    choices = parseLicence(declared);
  } catch (error) {
    if (error instanceof LicenceSyntaxError) return { reason: "LicenceIncompatible", explanation: error.shortMessage.replace(/\.$/, "") };
    throw error;
  }
  if (header !== undefined && !choices.some((terms) => terms.some(({ id }) => id === header))) {
    return { reason: "LicenceIncompatible", explanation: `declared ${declared}, but the text itself says ${header}` };
  }
  const unknown = choices.flat().find(({ id }) => licenceClassOf(id) === LicenceClass.Unknown);
  if (unknown !== undefined) {
    return { reason: "LicenceIncompatible", explanation: `${unknown.id} is no licence that is known here; use an SPDX id` };
  }
  if (!choices.some((terms) => terms.every(({ id }) => licences.includes(id)))) {
    return { reason: "LicenceIncompatible", explanation: `${declared} is not among the Datanet's licences: ${licences.join(", ")}` };
  }
  return terms === undefined ? undefined : againstTerms(declared, terms);
}

function againstTerms(declared: string, terms: Pick<AdmissionTerms, "licence" | "train" | "infer" | "mine">): LicenceProblem | undefined {
  for (const use of ["train", "infer", "mine"] as const) {
    // A use that the terms forbid to everybody asks nothing of the licence.
    if (terms[use] === 0) continue;
    const sources: LicensedSource[] = [
      { name: "the text", licence: declared, consent: 2 },
      { name: "the Datanet", licence: terms.licence, consent: 2 },
    ];
    const { verdict, reasons } = judgeUse(use, sources);
    if (verdict === "forbidden") return { reason: "LicenceIncompatible", explanation: `the terms allow to ${use}: ${reasons[0]}` };
  }
  return undefined;
}
