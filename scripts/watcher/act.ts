import { chunkProofsAbi } from "@openledger/sdk/abis";
import { concatBytes, decodeFunctionData, hexToBytes, type Hex } from "viem";

import { writeObject } from "../../gateway/src/epoch/store/epoch-store.ts";
import type { ClaimedNode } from "../epoch-rail/claimed-tree.ts";
import type { CommittedEpoch } from "../epoch-rail/rail-log.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import { sendCall } from "../epoch-rail/send-call.ts";
import type { Call } from "../epoch-rail/session.ts";
import type { WatcherContext } from "./context.ts";
import type { Finding } from "./finding.ts";
import type { Checked } from "./survey.ts";

/** Sends a call. @returns Whether the chain took it; a refusal is told. */
export async function attempt(context: WatcherContext, call: Call, epoch: CommittedEpoch, says: string): Promise<boolean> {
  const place = { gateway: epoch.gatewayId, epoch: epoch.epoch };
  try {
    const note = (line: string) => context.report({ kind: "note", says: line });
    const { transactionHash } = await sendCall(context.session, call, context.sendRules, note);
    context.report({ kind: "filed", ...place, says, transaction: transactionHash });
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    context.report({ kind: "refused", ...place, says: `${says}: ${error.message}` });
    return false;
  }
}

/** Acts on what was found: files the first proof that the chain takes, asks on chain for what is missing. */
export async function act(context: WatcherContext, checked: readonly Checked[]): Promise<void> {
  for (const { epoch, findings } of checked) {
    for (const finding of findings) {
      if (finding.kind === "missing") await challenge(context, epoch, finding.node);
      if (finding.kind === "lie" && (await prove(context, epoch, finding))) break;
    }
  }
}

async function prove(context: WatcherContext, epoch: CommittedEpoch, { proofs }: Finding & { kind: "lie" }): Promise<boolean> {
  for (const { lie, call } of proofs) {
    if (await attempt(context, call, epoch, `proved ${lie}: the epoch is void`)) return true;
    if ((await context.session.read<Hex>("EpochLedger", "recordOf", [epoch.gatewayId, epoch.epoch])) !== epoch.hash) return true;
  }
  return false;
}

/** Asks on chain for what is behind a node, unless somebody did; what was answered there goes into the first store that takes it. */
async function challenge(context: WatcherContext, epoch: CommittedEpoch, node: ClaimedNode): Promise<void> {
  const { session, log } = context;
  const answer = log.answerOf(epoch.hash, node.hash);
  if (answer !== undefined) return keepAnswer(context, node, answer);
  const { challenger } = await session.read<{ challenger: Hex }>("ChunkProofs", "challengeOf", [epoch.hash, node.hash]);
  if (BigInt(challenger) !== 0n) return;
  const bond = 1_000_000_000n * (await session.read<bigint>("ChunkProofs", "challengeBond"));
  const owner = session.sender();
  if ((await session.read<bigint>("OpenToken", "allowance", [owner, session.address("ChunkProofs")])) < bond) {
    const approval: Call = { contract: "OpenToken", functionName: "approve", args: [session.address("ChunkProofs"), bond] };
    if (!(await attempt(context, approval, epoch, "allowed the challenge's bond"))) return;
  }
  const call: Call = { contract: "ChunkProofs", functionName: "challengeData", args: [epoch.bytes, node.way] };
  await attempt(context, call, epoch, `asked on chain for the data of node ${node.hash}`);
}

async function keepAnswer(context: WatcherContext, node: ClaimedNode, transaction: Hex): Promise<void> {
  const { input } = await context.session.client.getTransaction({ hash: transaction });
  const { functionName, args } = decodeFunctionData({ abi: chunkProofsAbi, data: input });
  const isChunk = functionName === "answerWithChunk";
  if (!isChunk && functionName !== "answerWithChildren") return;
  const bytes = isChunk ? hexToBytes(args[2]) : concatBytes(args[2].map((packed) => hexToBytes(packed)));
  for (const store of context.stores) {
    try {
      await writeObject(store, isChunk ? "chunks" : "children", node.fields.body as Hex, bytes);
      context.report({ kind: "note", says: `kept the data of node ${node.hash}, shown in ${transaction}, in ${store.place}` });
      return;
    } catch (error) {
      context.report({ kind: "note", says: (error as Error).message });
    }
  }
}
