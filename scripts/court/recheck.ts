import { decodeReceipt } from "@openledger/sdk";
import type { Hex } from "viem";

import { missingAllowance } from "../epoch-rail/missing-allowance.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import { isSignedByGateway } from "../epoch-rail/signed-receipt.ts";
import { legsRootOf, Unserved } from "../panel/receipt-legs.ts";
import { WITHHELD } from "../panel/votes.ts";
import type { CourtContext } from "./context.ts";
import { openingOf, readEvidence, type KnownEvidence } from "./evidence.ts";
import { SnapshotError, type CorpusReader } from "./snapshot-index.ts";
import type { ServedReceipt } from "./source.ts";

/** How a receipt is brought before a panel. */
export type RecheckOptions = {
  /** The challenger's account. */
  readonly account: number;
  /** Whose seats judge; the first of the receipt's snapshots if none is named. */
  readonly datanet: number | undefined;
  /** Whether to ask a panel about what is not shown. */
  readonly asksUnseen: boolean;
};

/** Pays for a case and opens it. */
async function openCase(
  context: CourtContext,
  { file }: ServedReceipt,
  { evidence, datanet, account, claimed }: { evidence: KnownEvidence; datanet: number; account: number; claimed: Hex },
): Promise<void> {
  const { session } = context;
  const known = await session.read<number>("RerunPanel", "caseNumberOf", [file.receipt_id, datanet]);
  if (known !== 0) return context.report({ kind: "true", receipt: file.receipt_id, says: `case ${known} is about it already` });
  const approval = await missingAllowance(session, "RerunPanel", await session.read<bigint>("RerunPanel", "openingCost"));
  if (approval) await context.send(approval);
  try {
    const args = [openingOf(file), evidence.context, datanet, account, claimed];
    const transaction = await context.send({ contract: "RerunPanel", functionName: "open", args });
    const number = await session.read<number>("RerunPanel", "caseNumberOf", [file.receipt_id, datanet]);
    context.report({
      kind: "filed",
      receipt: file.receipt_id,
      says: `opened case ${number} before the seats of Datanet ${datanet}`,
      transaction,
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    context.report({ kind: "refused", receipt: file.receipt_id, says: error.message });
  }
}

/** Runs a receipt's attribution again, and asks a panel to if something else comes out. */
export async function recheckReceipt(
  context: CourtContext,
  served: ServedReceipt,
  { account, datanet, asksUnseen }: RecheckOptions,
  { read, priorOf }: { readonly read: CorpusReader; readonly priorOf: (root: Hex) => Promise<string> },
): Promise<void> {
  const { session } = context;
  const { file } = served;
  const receipt = decodeReceipt(file.packed);
  const { isSigned, isKeyValid } = await isSignedByGateway(session, file);
  if (!isSigned || !isKeyValid) throw new Error("it is no receipt that its gateway answers for: signature or key is wrong");
  const evidence = readEvidence(served.evidence, receipt);
  const judges = datanet ?? evidence.snapshots[0]?.datanet;
  if (judges === undefined) throw new Error("it names no Datanet whose seats could judge it");
  const bring = (claimed: Hex) => openCase(context, served, { evidence, datanet: judges, account, claimed });
  let found: Hex;
  try {
    found = await legsRootOf(session, { receipt, evidence, read, fetchPrior: (_, { root }) => priorOf(root) });
  } catch (error) {
    if (!(error instanceof Unserved || error instanceof SnapshotError)) throw error;
    context.report({ kind: "unseen", receipt: file.receipt_id, says: error.message });
    return asksUnseen ? bring(WITHHELD) : undefined;
  }
  if (found === receipt.legsRoot) return context.report({ kind: "true", receipt: file.receipt_id, says: "a re-run gives its legs" });
  context.report({ kind: "lie", receipt: file.receipt_id, says: `a re-run gives legs of root ${found}, it has ${receipt.legsRoot}` });
  await bring(found);
}

/** Pays out what cases and challenges of priors left to an account. */
export async function payOut(context: CourtContext, account: number): Promise<void> {
  for (const contract of ["RerunPanel", "InfluencePriors"] as const) {
    const credit = await context.session.read<bigint>(contract, "creditOf", [account]);
    if (credit === 0n) continue;
    const transaction = await context.send({ contract, functionName: "withdrawCredit", args: [account] });
    context.report({ kind: "did", says: `paid ${credit} nano-OPEN of ${contract} to account ${account}`, transaction });
  }
}
