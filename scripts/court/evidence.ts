import {
  contextRoot,
  encodeEvidence,
  evidenceRoot,
  merkleProof,
  outputTokens,
  recordsRoot,
  retrievedRoot,
  unpackHashes,
  type Evidence,
  type OutputTokens,
  type Receipt,
} from "@openledger/sdk";
import { concatHex, encodeAbiParameters, keccak256, type Hex } from "viem";

import type { ReceiptFile } from "../../gateway/src/epoch/receipt-file.ts";
import { parseEvidenceFile, type EvidenceFile } from "../../gateway/src/serving/evidence-file.ts";
import { AttributionLie } from "../../sdk/src/codes/attribution-lie.ts";
import { signedReceiptOf } from "../epoch-rail/signed-receipt.ts";
import type { SnapshotPlace } from "./snapshot-index.ts";

/** What is behind a receipt's context root, as `IAttributionProofs.Context`. */
export type Context = Pick<EvidenceFile, "requestHash" | "promptRoot" | "outputRoot" | "methodId" | "snapshotRoot" | "outputTokensRoot"> & {
  readonly recordsRoot: Hex;
  readonly retrievedRoot: Hex;
};

/** A receipt's evidence, which leads to its context root. */
export type KnownEvidence = {
  readonly context: Context;
  readonly records: readonly Evidence[];
  readonly snapshots: readonly SnapshotPlace[];
  /** Contributions that were put into the prompt. */
  readonly retrieved: readonly bigint[];
  /** Only if the words and the salt were shown. */
  readonly output: OutputTokens | undefined;
};

/**
 * Reads evidence as `GET /v1/receipts/{id}/evidence` gives it.
 * @throws Error that says in which way it is not this receipt's.
 */
export function readEvidence(json: unknown, receipt: Receipt): KnownEvidence {
  const {
    evidence,
    retrieved,
    snapshots,
    salt,
    outputHashes,
    evidenceRoot: claimed,
    outputTokensRoot,
    prior: _prior,
    ...head
  } = parseEvidenceFile(json);
  const records = evidence.map((record) => ({ ...record, contributionId: BigInt(record.contributionId), credit: BigInt(record.credit) }));
  const roots = { recordsRoot: recordsRoot(records), outputTokensRoot, retrievedRoot: retrievedRoot(retrieved.map(BigInt)) };
  if (contextRoot({ ...head, evidenceRoot: claimed }) !== receipt.contextRoot)
    throw new Error("the evidence is of another receipt: it does not lead to its context root");
  if (evidenceRoot(roots) !== claimed) throw new Error("the evidence's records are not those of its root");
  const output = salt === undefined || outputHashes === undefined ? undefined : outputTokens(unpackHashes(outputHashes), salt);
  if (output !== undefined && output.root !== outputTokensRoot) throw new Error("the words of the output are not those of its root");
  return { context: { ...head, ...roots }, records, snapshots, retrieved: retrieved.map(BigInt), output };
}

const NO_WAY = { nodes: [], indexes: [], paths: [] };

/** A receipt by its signature, as `IAttributionProofs.ReceiptOpening`. */
export function openingOf(file: ReceiptFile) {
  return { signed: signedReceiptOf(file), epochRecord: "0x", way: NO_WAY } as const;
}

/** A claim about one record, as `IAttributionProofs.Claim`. */
export function claimOf(file: ReceiptFile, { context, records }: KnownEvidence, place: number) {
  const leaves = records.map((record) => keccak256(encodeEvidence(record)));
  return {
    receipt: openingOf(file),
    context,
    record: encodeEvidence(records[place]!),
    index: BigInt(place),
    path: [...merkleProof(leaves, place)],
  };
}

/** All records, 36 bytes each. */
export const packedRecords = ({ records }: KnownEvidence): Hex => concatHex(records.map(encodeEvidence));

const offence = (receiptId: Hex, what: Hex | number): Hex =>
  keccak256(encodeAbiParameters([{ type: "bytes32" }, { type: typeof what === "number" ? "uint8" : "bytes32" }], [receiptId, what]));

/** Ids under which the court knows what a receipt can be false in. */
export const recordOffence = (receiptId: Hex, record: Evidence): Hex => offence(receiptId, keccak256(encodeEvidence(record)));
export const legsOffence = (receiptId: Hex): Hex => offence(receiptId, AttributionLie.FalseLegs);
export const evidenceOffence = (receiptId: Hex): Hex => offence(receiptId, AttributionLie.Unanswered);
