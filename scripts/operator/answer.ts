import { chunkHints, decodeChunk, paddedTree, treeAnswer, treePlace, wordLeaf } from "@openledger/sdk";
import { bytesToHex, type Hex } from "viem";

import { pieces, readWords } from "../../gateway/src/epoch/store/epoch-objects.ts";
import { childrenOf, findNode, topOf, type ClaimedNode } from "../epoch-rail/claimed-tree.ts";
import { committedEpochs, fundingOf, headsOf } from "../epoch-rail/chain-state.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import type { CommittedEpoch, TreeQuestion } from "../epoch-rail/rail-log.ts";
import type { Call } from "../epoch-rail/session.ts";
import type { OperatorContext } from "./context.ts";

/** Code of `ITreeProofs.Tree` for payout words. */
const WORDS = 2;
/** Somebody answered already; or too late: what is left is said, and the pass goes on. */
const ANSWERED = ["ChunkProofs_NotChallenged", "TreeProofs_NotOpen"];
const LATE = ["ChunkProofs_TooLate", "TreeProofs_TooLate"];

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

/** The nodes that somebody asked for of a tree, if the store has its leaves. */
async function nodesFor({ read }: OperatorContext, epoch: CommittedEpoch, question: TreeQuestion): Promise<Call | undefined> {
  const { tree, root, place } = question;
  const bytes = await read(tree === WORDS ? "words" : "vectors", root);
  if (bytes === undefined) return undefined;
  const leaves = tree === WORDS ? readWords(bytes)!.words.map(wordLeaf) : pieces(bytes, 32)!;
  const whole = paddedTree(leaves, place.height + place.path.length);
  if (treePlace(whole, place.height, place.index).node !== place.node) return undefined;
  const args = [epoch.bytes, place.height, treeAnswer(whole, place.height, place.index)];
  return { contract: "TreeProofs", functionName: "answerWithNodes", args };
}

/** Answers one question, or says why not. @param what It asks for, in words. */
async function answerOne(context: OperatorContext, epoch: CommittedEpoch, call: Call | undefined, what: string, deadline: number) {
  if (call === undefined) {
    const says = `somebody asked for ${what} and ${context.store.place} does not have it: restore the store within ${deadline} s of the commit, or the bond is lost`;
    return context.report({ step: "answer", kind: "warns", epoch: epoch.epoch, says });
  }
  try {
    const transaction = await context.send(call);
    context.report({ step: "answer", kind: "did", epoch: epoch.epoch, says: `showed ${what} on chain`, transaction });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (LATE.includes(error.errorName)) {
      const says = `${what} was asked for until ${deadline} s after the commit: the answer is late`;
      return context.report({ step: "answer", kind: "warns", epoch: epoch.epoch, says });
    }
    if (!ANSWERED.includes(error.errorName)) throw error;
  }
}

/** Answers everybody who asked on chain for data of this gateway's epochs, and takes the bonds of who asked: at once for data, at the epoch's end for trees. */
export async function answerStep(context: OperatorContext): Promise<void> {
  const { session, log, gatewayId } = context;
  const { nextEpoch, nextFinal } = await headsOf(session, gatewayId);
  const epochs = new Map((await committedEpochs(session, log, gatewayId, [nextFinal, nextEpoch])).map((epoch) => [epoch.hash, epoch]));
  for (const { recordHash, node: hash, deadline } of log.openChallenges()) {
    const epoch = epochs.get(recordHash);
    if (epoch === undefined) continue;
    const node = await findNode(topOf(epoch), hash, context.read);
    await answerOne(context, epoch, node && (await answerFor(context, epoch, node)), `the data of node ${hash}`, deadline);
  }
  for (const question of log.treeQuestions()) {
    const epoch = epochs.get(question.recordHash);
    if (epoch === undefined || question.answerer !== undefined) continue;
    const what = `what is below node ${question.place.node} of the tree ${question.root}`;
    await answerOne(context, epoch, await nodesFor(context, epoch, question), what, question.deadline);
  }
  await takeBonds(context);
  await log.refresh();
}

/** Takes the bonds of questions that this operator answered, once their epoch is final. */
async function takeBonds(context: OperatorContext): Promise<void> {
  const { session, log } = context;
  const own = session.sender().toLowerCase();
  for (const { recordHash, question, answerer } of log.treeQuestions()) {
    const epoch = log.committed.get(recordHash);
    if (epoch === undefined || answerer?.toLowerCase() !== own || !(await fundingOf(session, recordHash)).isFinal) continue;
    try {
      const transaction = await context.send({ contract: "TreeProofs", functionName: "closeChallenge", args: [epoch.bytes, question] });
      context.report({
        step: "answer",
        kind: "did",
        epoch: epoch.epoch,
        says: "took the bond of a question that was answered",
        transaction,
      });
    } catch (error) {
      if (!(error instanceof Refusal && ANSWERED.includes(error.errorName))) throw error;
    }
  }
}
