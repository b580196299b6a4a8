/**
 * Whether a declared licence lets a Datanet use a text, and whether the text agrees with it.
 * @param declared SPDX id the contributor declared; may be empty.
 * @param licences SPDX ids the Datanet accepts.
 * @returns nothing if all is well, else the reason and an explanation.
 */
export function licenceProblem(
  declared: string,
  text: string,
  licences: readonly string[],
): { reason: "LicenceMissing" | "LicenceIncompatible"; explanation: string } | undefined {
  const header = /^\s*(?:\/\/|#|\/\*|<!--)\s*SPDX-License-Identifier:\s*([\w.+-]+)/.exec(text)?.[1];
  if (declared === "" || declared === "NONE" || declared === "NOASSERTION") {
    return { reason: "LicenceMissing", explanation: "no licence is declared, so nobody may use the text" };
  }
  if (declared === "UNLICENSED" || header === "UNLICENSED") {
    return { reason: "LicenceMissing", explanation: "the text says UNLICENSED: all rights reserved" };
  }
  if (header !== undefined && header !== declared) {
    return { reason: "LicenceIncompatible", explanation: `declared ${declared}, but the text itself says ${header}` };
  }
  if (!licences.includes(declared)) {
    return { reason: "LicenceIncompatible", explanation: `${declared} is not among the Datanet's licences: ${licences.join(", ")}` };
  }
  return undefined;
}
