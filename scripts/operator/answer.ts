import { chunkHints, decodeChunk } from "@openledger/sdk";
import { bytesToHex, type Hex } from "viem";

import { childrenOf, findNode, topOf, type ClaimedNode } from "../epoch-rail/claimed-tree.ts";
import { committedEpochs, headsOf } from "../epoch-rail/chain-state.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import type { CommittedEpoch } from "../epoch-rail/rail-log.ts";
import type { Call } from "../epoch-rail/session.ts";
import type { OperatorContext } from "./context.ts";

async function answerFor(context: OperatorContext, epoch: CommittedEpoch, node: ClaimedNode): Promise<Call | undefined> {
  const { read, session } = context;
  if (node.fields.level > 0) {
    const children = await childrenOf(node, read);
    const args = children && [epoch.bytes, node.way, children.map(({ packed }) => packed)];
    return args && { contract: "ChunkProofs", functionName: "answerWithChildren", args };
  }
  const bytes = await read("chunks", node.fields.body as Hex);
  if (bytes === undefined) return undefined;
  const receipts = decodeChunk(bytes);
  const accounts = new Set([await session.read<number>("EpochLedger", "commons")]);
  for (const id of new Set(receipts.map(({ receipt }) => receipt.offeringId)))
    for (const { account } of (await context.offering(id))?.split ?? []) accounts.add(account);
  const args = [epoch.bytes, node.way, bytesToHex(bytes), chunkHints({ receipts }, accounts)];
  return { contract: "ChunkProofs", functionName: "answerWithChunk", args };
}

/** Answers everybody who asked on chain for data of this gateway's epochs; the bond of who asked is the answer's. */
export async function answerStep(context: OperatorContext): Promise<void> {
  const { session, log, gatewayId } = context;
  const { nextEpoch, nextFinal } = await headsOf(session, gatewayId);
  const epochs = new Map((await committedEpochs(session, log, gatewayId, [nextFinal, nextEpoch])).map((epoch) => [epoch.hash, epoch]));
  for (const { recordHash, node: hash, deadline } of log.openChallenges()) {
    const epoch = epochs.get(recordHash);
    if (epoch === undefined) continue;
    const node = await findNode(topOf(epoch), hash, context.read);
    const call = node && (await answerFor(context, epoch, node));
    if (call === undefined) {
      const says = `somebody asked for the data of node ${hash} and ${context.store.place} does not have it: restore the store within ${deadline} s of the commit, or the bond is lost`;
      context.report({ step: "answer", kind: "warns", epoch: epoch.epoch, says });
      continue;
    }
    try {
      const transaction = await context.send(call);
      context.report({ step: "answer", kind: "did", epoch: epoch.epoch, says: `showed the data of node ${hash} on chain`, transaction });
    } catch (error) {
      if (!(error instanceof Refusal && error.errorName === "ChunkProofs_NotChallenged")) throw error;
    }
  }
  await log.refresh();
}
