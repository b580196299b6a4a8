import {
  contextRoot,
  decodeReceipt,
  encodeReceipt,
  evidenceRoot,
  legsRoot,
  receiptId,
  receiptTypedData,
  recordsRoot,
  retrievedRoot,
  type Evidence,
  type Leg,
} from "@openledger/sdk";
import type { Hex, LocalAccount } from "viem";

import { parseEvidenceFile } from "../../gateway/src/serving/evidence-file.ts";
import type { ServedReceipt } from "../court/source.ts";

export type Said = { readonly records: readonly Evidence[]; readonly legs: readonly Leg[] };

/** What an honest receipt says of an answer. */
export function saidOf({ file, evidence }: ServedReceipt): Said {
  const withId = <T extends { readonly contributionId: string }>(part: T) => ({ ...part, contributionId: BigInt(part.contributionId) });
  return {
    records: parseEvidenceFile(evidence).evidence.map((record) => ({ ...withId(record), credit: BigInt(record.credit) })),
    legs: file.legs.map(withId),
  };
}

/** The receipt that a gateway would sign and show for the same answer if it said something else of it. For demonstrations and tests. */
export async function falseReceipt(
  { file, evidence }: ServedReceipt,
  { records, legs }: Said,
  { signer, chainId, router }: { readonly signer: LocalAccount; readonly chainId: number; readonly router: Hex },
): Promise<ServedReceipt> {
  const shown = parseEvidenceFile(evidence);
  const roots = {
    recordsRoot: recordsRoot(records),
    outputTokensRoot: shown.outputTokensRoot,
    retrievedRoot: retrievedRoot(shown.retrieved.map(BigInt)),
  };
  const context = { ...shown, evidenceRoot: evidenceRoot(roots) };
  const receipt = { ...decodeReceipt(file.packed), legCount: legs.length, legsRoot: legsRoot(legs), contextRoot: contextRoot(context) };
  const asText = <T extends { readonly contributionId: bigint }>(part: T) => ({ ...part, contributionId: `${part.contributionId}` });
  return {
    file: {
      receipt_id: receiptId(receipt),
      packed: encodeReceipt(receipt),
      legs: legs.map(asText),
      signature: await signer.signTypedData(receiptTypedData({ chainId, router, receipt }) as never),
      signer: signer.address,
    },
    evidence: { ...context, evidence: records.map((record) => ({ ...asText(record), credit: `${record.credit}` })) },
  };
}

/** The same evidence with the longest span a word shorter; undefined without a span that allows it. */
export function withCutSpan({ records, legs }: Said, shortest: number): Said | undefined {
  const place = records.reduce(
    (best, { class: kind, outputLength }, i) => (kind === "proven" && outputLength > (records[best]?.outputLength ?? shortest) ? i : best),
    -1,
  );
  if (place === -1) return undefined;
  const cut = (record: Evidence): Evidence => ({ ...record, outputLength: record.outputLength - 1, itemLength: record.itemLength - 1 });
  return { records: records.map((record, i) => (i === place ? cut(record) : record)), legs };
}
