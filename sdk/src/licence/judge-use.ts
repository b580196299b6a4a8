import { Consent } from "../codes/consent.ts";
import { ForbiddenUseError, LicenceSyntaxError, UnknownLicenceError } from "./errors.ts";
import { COMPATIBLE_CLASSES, LicenceClass } from "./licence-class.ts";
import { licenceClassOf } from "./licence-table.ts";
import { parseLicence, type LicenceChoices, type LicenceTerm } from "./parse-licence.ts";

/** What is done with the works: train a model or adapter on them, answer from them for a fee, or extract facts and statistics. */
export type LicensedUse = "train" | "infer" | "mine";

/** Something that is used, and the terms it stands under. */
export interface LicensedSource {
  /** For messages: for example `Datanet 3` or `contribution 184549377`. */
  readonly name: string;
  /** SPDX licence expression. */
  readonly licence: string;
  /** What the terms say of this use. */
  readonly consent: Consent;
}

export interface UseVerdict {
  /** `constrained`: allowed, under the conditions of the sources named in `conditions`. */
  readonly verdict: "allowed" | "constrained" | "forbidden";
  /** Why it is forbidden; empty otherwise. The first names one source or one pair. */
  readonly reasons: readonly string[];
  /** Sources whose own conditions must be read: constrained consent, or a licence of somebody's own. */
  readonly conditions: readonly string[];
}

/** Exceptions that let a copyleft work be combined with anything. */
export const LINKING_EXCEPTIONS: ReadonlySet<string> = new Set([
  "classpath-exception-2.0",
  "llvm-exception",
  "gcc-exception-3.1",
  "gpl-cc-1.0",
  "linux-syscall-note",
]);
const MOST_CHOICES = 64;
/** Whoever writes expressions to make the search long gets a refusal. */
const MOST_STEPS = 10_000;
const inWords = { train: "train on them together", infer: "answer from them together", mine: "mine them" } as const;
const forbidding: Readonly<Partial<Record<LicenceClass, string>>> = {
  [LicenceClass.NonCommercial]: "does not allow commercial use",
  [LicenceClass.NoDerivatives]: "does not allow adapted works",
  [LicenceClass.SourceAvailable]: "restricts use",
  [LicenceClass.Reserved]: "reserves all rights",
};

/**
 * Whether works may be used together. Pure: no network, no clock. A policy and not legal advice: where law is unsettled (is a model an adapted
 * work of its texts?) it takes the careful side. Mining needs consent and a licence, nothing more.
 *
 * Of a choice (`MIT OR GPL-2.0-only`) any alternative will do that fits all other sources; of a conjunction all terms hold.
 * @param use What is done. A gateway is paid, so `infer` is commercial; so is what is trained for it.
 * @param sources At most some hundreds of distinct terms; equal ones are judged once.
 * @throws nothing: an expression that cannot be read is a reason of its own.
 */
export function judgeUse(use: LicensedUse, sources: readonly LicensedSource[]): UseVerdict {
  const conditions: string[] = [];
  const reasons: string[] = [];
  const distinct = new Map<string, { readonly source: LicensedSource; readonly choices: LicenceChoices }>();
  for (const source of sources) {
    if (source.consent === Consent.NotAllowed) reasons.push(`${source.name} does not consent to ${use}`);
    if (source.consent === Consent.Constrained) conditions.push(source.name);
    if (distinct.has(source.licence)) continue;
    const usable = usableChoices(use, source);
    if ("reason" in usable) reasons.push(usable.reason);
    else distinct.set(source.licence, { source, choices: usable.choices });
    if (/LicenseRef-/.test(source.licence)) conditions.push(source.name);
  }
  if (reasons.length === 0 && use !== "mine") {
    const conflict = findConflict([...distinct.values()].sort((a, b) => a.choices.length - b.choices.length));
    if (conflict !== undefined) reasons.push(conflict);
  }
  if (reasons.length > 0) return { verdict: "forbidden", reasons, conditions: [] };
  return { verdict: conditions.length > 0 ? "constrained" : "allowed", reasons: [], conditions: [...new Set(conditions)] };
}

/**
 * As {@link judgeUse}, for who goes on only if it is not forbidden.
 * @throws ForbiddenUseError with every reason.
 */
export function requireUse(use: LicensedUse, sources: readonly LicensedSource[]): UseVerdict {
  const verdict = judgeUse(use, sources);
  if (verdict.verdict === "forbidden") throw new ForbiddenUseError({ use: inWords[use], reasons: verdict.reasons });
  return verdict;
}

/** Whether two single licences may be combined. Symmetric. */
export function mayCombine(a: LicenceTerm, b: LicenceTerm): boolean {
  if (a.id === b.id) return (COMPATIBLE_CLASSES[classOf(a)] ?? 0) !== 0;
  return ((COMPATIBLE_CLASSES[classOf(a)]! >> classOf(b)) & 1) === 1;
}

function classOf({ id, exception }: LicenceTerm): LicenceClass {
  const code = licenceClassOf(id);
  const isCopyleft = code >= LicenceClass.Gpl2Only && code <= LicenceClass.Agpl3;
  return isCopyleft && exception !== undefined && LINKING_EXCEPTIONS.has(exception.toLowerCase()) ? LicenceClass.WeakCopyleft : code;
}

/** The alternatives of one source that allow the use at all. */
function usableChoices(use: LicensedUse, { name, licence }: LicensedSource): { choices: LicenceChoices } | { reason: string } {
  let choices: LicenceChoices;
  try {
    choices = parseLicence(licence);
  } catch (error) {
    if (error instanceof LicenceSyntaxError) return { reason: `${name}: ${error.shortMessage.replace(/\.$/, "")}` };
    throw error;
  }
  if (choices.length > MOST_CHOICES) return { reason: `${name}: ${licence} has more than ${MOST_CHOICES} alternatives` };
  let problem = "";
  const usable = choices.filter((terms) => {
    const bad = terms.find((term) => problemOf(use, term) !== undefined);
    if (bad !== undefined) problem ||= `${bad.id} ${problemOf(use, bad)}`;
    return bad === undefined;
  });
  return usable.length > 0 ? { choices: usable } : { reason: `${name}: ${problem}` };
}

function problemOf(use: LicensedUse, term: LicenceTerm): string | undefined {
  const code = classOf(term);
  if (code === LicenceClass.Unknown)
    return new UnknownLicenceError(term.id).shortMessage.replace(/^The licence "[^"]*" /, "").replace(/\.$/, "");
  if (use === "mine") return code === LicenceClass.Reserved ? forbidding[code] : undefined;
  return forbidding[code];
}

type Entry = { readonly source: LicensedSource; readonly choices: LicenceChoices };

/** One pair that cannot stand together whatever is chosen; undefined if some choice fits all. */
function findConflict(entries: readonly Entry[]): string | undefined {
  let conflict: string | undefined;
  let deepest = -1;
  let steps = 0;
  const choose = (index: number, taken: readonly { term: LicenceTerm; name: string }[]): boolean => {
    if (index === entries.length) return true;
    if (++steps > MOST_STEPS) {
      conflict = `${entries.length} licences with alternatives are too many to choose from`;
      return false;
    }
    const { source, choices } = entries[index]!;
    for (const terms of choices) {
      const clash = clashOf(terms, taken);
      if (clash === undefined) {
        if (choose(index + 1, [...taken, ...terms.map((term) => ({ term, name: source.name }))])) return true;
      } else if (index > deepest && steps <= MOST_STEPS) {
        deepest = index;
        conflict = `${clash.mine.id} (${source.name}) and ${clash.other.term.id} (${clash.other.name}) may not be combined`;
      }
    }
    return false;
  };
  return choose(0, []) ? undefined : conflict;
}

function clashOf(terms: readonly LicenceTerm[], taken: readonly { term: LicenceTerm; name: string }[]) {
  for (const mine of terms) {
    const other = taken.find(({ term }) => !mayCombine(mine, term));
    if (other !== undefined) return { mine, other };
  }
  return undefined;
}
