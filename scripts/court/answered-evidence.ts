import { contextRoot, decodeEvidence, evidenceRoot, recordsRoot, type Receipt } from "@openledger/sdk";
import { evidenceProofsAbi } from "@openledger/sdk/abis";
import { decodeFunctionData, isAddressEqual, type Hex } from "viem";

import type { RailSession } from "../epoch-rail/session.ts";
import type { Context, KnownEvidence } from "./evidence.ts";

const RECORD_DIGITS = 2 * 36;

/**
 * A receipt's evidence as it was shown on chain: its roots and records, without words and without the list of snapshots.
 * @param transaction That answered the challenge.
 * @returns Undefined if a contract sent the answer, behind whose calldata it cannot be found.
 */
export async function answeredEvidence(session: RailSession, transaction: Hex, receipt: Receipt): Promise<KnownEvidence | undefined> {
  const { to, input } = await session.client.getTransaction({ hash: transaction });
  if (!to || !isAddressEqual(to, session.address("EvidenceProofs"))) return undefined;
  const { functionName, args } = decodeFunctionData({ abi: evidenceProofsAbi, data: input });
  if (functionName !== "answerEvidence") return undefined;
  const [, context, packed] = args;
  const records = (packed.slice(2).match(new RegExp(`.{${RECORD_DIGITS}}`, "g")) ?? []).map((record) => decodeEvidence(`0x${record}`));
  return leadsTo(receipt, context) && recordsRoot(records) === context.recordsRoot
    ? { context, records, snapshots: [], retrieved: [], output: undefined }
    : undefined;
}

/** The contract has checked it; an RPC may still make something up. */
function leadsTo(receipt: Receipt, context: Context): boolean {
  const { requestHash, promptRoot, outputRoot, methodId, snapshotRoot } = context;
  return (
    contextRoot({ requestHash, promptRoot, outputRoot, methodId, snapshotRoot, evidenceRoot: evidenceRoot(context) }) ===
    receipt.contextRoot
  );
}
