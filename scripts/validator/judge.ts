import { readFile } from "node:fs/promises";

import { ContributionStatus, VerdictReason, type Consent, type Vote } from "@openledger/sdk";
import { datanetRegistryAbi } from "@openledger/sdk/abis";
import { zeroHash, type Hex } from "viem";

import { createAdmissionGate, type AdmissionGate, type AdmissionReport } from "../../gateway/src/admission/gate.ts";
import { parsePolicy } from "../../gateway/src/admission/policy.ts";
import { POLICY_FIELD, readPolicy, type FoundPolicy } from "../../gateway/src/admission/read-policy.ts";
import { inOrder, type Book } from "./book.ts";
import type { ContentPlaces } from "./contents.ts";
import { UsageError } from "./output.ts";
import type { Session } from "./session.ts";

export type Terms = {
  readonly licence: string;
  readonly metadataUri: string;
  readonly train: Consent;
  readonly infer: Consent;
  readonly mine: Consent;
  readonly isPrivate: boolean;
  readonly overlapPpm: number;
  readonly panelSize: number;
};

export type Judgement =
  | { readonly id: bigint; readonly kind: "judged"; readonly uri: string; readonly report: AdmissionReport }
  | { readonly id: bigint; readonly kind: "missing"; readonly uri: string };

/** What the gate says of items, and of how much it could compare them with. */
export type Judgements = {
  readonly byId: ReadonlyMap<bigint, Judgement>;
  /** Earlier items that were accepted and whose text no place has. */
  readonly unseen: number;
  readonly policySource: string;
};

export async function termsOf(session: Session, datanet: number): Promise<Terms> {
  return session.read<Terms>({ contract: "DatanetRegistry", abi: datanetRegistryAbi, functionName: "currentTermsOf", args: [datanet] });
}

/** The salt of a Datanet. @throws UsageError for a private one whose salt was not given. */
export async function saltOf(session: Session, datanet: number): Promise<Hex> {
  const salt = await session.read<Hex>({ contract: "DatanetRegistry", abi: datanetRegistryAbi, functionName: "saltOf", args: [datanet] });
  const known = salt === zeroHash ? session.options.salts.get(datanet) : salt;
  if (known === undefined)
    throw new UsageError(`Datanet ${datanet} is private; set OPENLEDGER_DATANET_SALTS=${datanet}=0x… to its members' salt`);
  return known;
}

/** The gate as the Datanet's terms want it. */
export async function gateOf(session: Session, terms: Terms): Promise<{ gate: AdmissionGate; source: string }> {
  const { policy, source } = await policyOf(session, terms);
  return { gate: createAdmissionGate(policy, terms), source };
}

async function policyOf({ options }: Session, terms: Terms): Promise<FoundPolicy> {
  if (options.metadata === undefined) return readPolicy(terms.metadataUri, { allowPrivateHosts: options.allowPrivateHosts });
  const metadata = JSON.parse(await readFile(options.metadata, "utf8")) as Record<string, unknown>;
  return { policy: parsePolicy(metadata[POLICY_FIELD] ?? {}), source: `the policy in ${options.metadata}` };
}

/**
 * Judges pending items of a Datanet against everything earlier: what was accepted, and what is pending and will be. The order is that of the
 * commits, which nobody can change afterwards, so all validators with the same texts come to the same votes.
 * @param wanted Items to report on.
 */
export async function judgeItems(
  session: Session,
  { book, contents, datanet, wanted }: { book: Book; contents: ContentPlaces; datanet: number; wanted: readonly bigint[] },
): Promise<Judgements> {
  const terms = await termsOf(session, datanet);
  const salt = await saltOf(session, datanet);
  const { gate, source } = await gateOf(session, terms);
  const open = new Set(wanted);
  const byId = new Map<bigint, Judgement>();
  let unseen = 0;
  for (const { id, status, contentRoot, licence, uri } of inOrder(book, datanet)) {
    if (open.size === 0) break;
    const isEarlier = status === ContributionStatus.Accepted || status === ContributionStatus.Withdrawn;
    if (!isEarlier && status !== ContributionStatus.Pending) {
      open.delete(id);
      continue;
    }
    const text = await contents.find(contentRoot, salt);
    if (text === undefined) {
      if (isEarlier) unseen++;
      else byId.set(id, { id, kind: "missing", uri });
    } else if (isEarlier) {
      gate.remember({ key: id, text, licence });
    } else {
      const report = gate.judge({ key: id, text, licence });
      if (report.isAccepted) gate.remember({ key: id, text, licence });
      byId.set(id, { id, kind: "judged", uri, report });
    }
    open.delete(id);
  }
  return { byId, unseen, policySource: source };
}

/** The vote that a judgement recommends. */
export function voteFor(judgement: Judgement | undefined): Vote {
  // An item that is not pending any more (withdrawn, proven a copy) counts as rejected in the end.
  if (judgement === undefined) return { reason: VerdictReason.ExactDuplicate, score: 0 };
  if (judgement.kind === "missing") return { reason: VerdictReason.ContentUnavailable, score: 0 };
  const { report } = judgement;
  return report.isAccepted ? { reason: VerdictReason.None, score: report.noveltyPpm } : { reason: VerdictReason[report.reason], score: 0 };
}

/** One line for a person. */
export function tell(id: bigint, judgement: Judgement | undefined): string {
  if (judgement === undefined) return `✗ ${id}  no longer pending`;
  const where = judgement.uri === "" ? "" : `  (${judgement.uri})`;
  if (judgement.kind === "missing") return `✗ ${id}  ContentUnavailable: no place has its text${where}`;
  const { report } = judgement;
  if (report.isAccepted) return `✓ ${id}  novelty ${report.noveltyPpm} ppm: ${report.explanation}${where}`;
  return `✗ ${id}  ${report.problems.map(({ reason, explanation }) => `${reason}: ${explanation}`).join("; ")}${where}`;
}
