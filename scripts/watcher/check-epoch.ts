import type { Hex } from "viem";

import { topOf, type ReadObject } from "../epoch-rail/claimed-tree.ts";
import type { OnChainOffering } from "../epoch-rail/offerings.ts";
import { falseWord } from "../epoch-rail/payouts.ts";
import type { CommittedEpoch } from "../epoch-rail/rail-log.ts";
import type { RailSession } from "../epoch-rail/session.ts";
import type { CheckContext } from "./check-context.ts";
import { checkDoubleSigned, checkOmitted, type SeenChunk } from "./check-signed.ts";
import { checkNode } from "./check-tree.ts";
import { TREES, type Finding } from "./finding.ts";
import type { SignedReceipt } from "./signed-receipts.ts";

export type CheckInput = {
  readonly session: RailSession;
  readonly epoch: CommittedEpoch;
  readonly read: ReadObject;
  readonly offering: (id: number) => Promise<OnChainOffering | undefined>;
  readonly nodesShown: (question: Hex) => readonly Hex[] | undefined;
  readonly commons: number;
  /** Receipts that are known to be signed, of any gateway and epoch. */
  readonly signed: readonly SignedReceipt[];
};

/**
 * Rebuilds a committed epoch from its data and compares everything: receipts, legs, amounts, vectors, nodes, payout words.
 * @returns What is false or missing, in the order found; nothing if all of it is true.
 */
export async function checkEpoch({ signed, ...input }: CheckInput): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const chunks: SeenChunk[] = [];
  const context: CheckContext = {
    ...input,
    find: (finding) => findings.push(finding),
    saw: (node, ids) => chunks.push({ node, ids }),
  };
  const { epoch } = input;
  const own = signed.filter(({ gatewayId, epoch: number }) => gatewayId === epoch.gatewayId && number === epoch.epoch);
  checkDoubleSigned(context, own);
  const sums = findings.length > 0 ? undefined : await checkNode(context, topOf(epoch));
  if (sums === undefined) return findings;
  checkOmitted(context, own, chunks);
  const word = await falseWord(epoch, sums.credits, input.read, input.nodesShown);
  if (word === undefined) return findings;
  if ("call" in word) context.find({ kind: "lie", says: word.says, proofs: [{ lie: "Word", call: word.call }] });
  else context.find({ kind: "hidden", says: word.says, asked: { way: topOf(epoch).way, tree: TREES.words, place: word.place } });
  return findings;
}
