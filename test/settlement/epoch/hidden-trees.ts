import { bytesToHex, type Hex } from "viem";

import {
  findDifference,
  paddedTree,
  treeAnswer,
  treeDepthOf,
  treeQuestionOf,
  vectorLie,
  wordTree,
  type Epoch,
  type EpochNode,
  type NodePath,
  type PaddedTree,
  type TreePlace,
} from "../../../sdk/src/index.ts";
import { vectorLeaf } from "../../../sdk/src/epoch/vector.ts";
import { encodeHeader } from "../../../sdk/src/epoch/encode-header.ts";
import { nodePath } from "../../../sdk/src/epoch/openings.ts";
import type { FraudCase } from "./fraud-case.ts";
import { falseEntries, rawVector, replaceNode, withFields } from "./lies.ts";
import type { EpochWorld, Random } from "./world.ts";

const SIDES = ["credits", "debits"] as const;

/** A tree that a gateway commits to and keeps to itself. */
export interface Hidden {
  readonly tree: 0 | 1 | 2;
  /** Undefined if there is nothing behind the root. */
  readonly claimed: PaddedTree | undefined;
  readonly root: Hex;
  readonly depth: number;
}

export interface HidingEpoch {
  readonly epoch: Epoch;
  readonly hidden: Hidden;
  /** Of a vector: the node of sums. */
  readonly level: number;
  readonly index: number;
  readonly honest: EpochNode;
  /** How many leaves the node says a vector has. */
  readonly count: number;
}

/** An epoch whose node above chunks has a false vector, sound in itself, of other leaves or of another length, or with nothing behind. */
export async function hidingVector(c: FraudCase, random: Random): Promise<HidingEpoch> {
  const { honest, level, index, node } = await c.tall(random);
  const side = random.int(0, 1);
  const name = SIDES[side]!;
  const strangers = name === "credits" ? c.w.contributorAccounts : c.w.payerAccounts;
  const kind = random.int(0, 3);
  const others = rawVector(falseEntries(random, node[name].entries, strangers).entries);
  const leaves = [...(kind === 1 ? node[name] : others).leaves];
  // Payers are few: a tree of one leaf is not hidden.
  if (leaves.length < 2) return hidingVector(c, random);
  let count = leaves.length;
  if (kind === 1) {
    // Entries far behind the end of the true ones.
    while (leaves.length < 2_060) leaves.push(new Uint8Array(32));
    leaves.push(vectorLeaf({ account: 2 ** 31, amount: 1n }));
    count = random.int(leaves.length, 2 ** 32 - 1);
  }
  if (kind === 2) count = random.int(2, 2 ** 32 - 1);
  const depth = treeDepthOf(count);
  const claimed = kind === 2 ? undefined : paddedTree(leaves, depth);
  const root = claimed === undefined ? random.bytes32() : bytesToHex(claimed.root);
  const fields = name === "credits" ? { creditsRoot: root, creditCount: count } : { debitsRoot: root, debitCount: count };
  const epoch = replaceNode(honest, level, index, withFields(node, fields));
  return { epoch, hidden: { tree: side === 0 ? 0 : 1, claimed, root, depth }, level, index, honest: node, count };
}

/** An epoch whose payout tree pays somebody else, of any depth. */
export async function hidingWords(c: FraudCase, random: Random): Promise<HidingEpoch> {
  const honest = await c.next(random);
  const words = [...honest.words];
  const at = random.int(0, 3) === 0 ? 2_500 : random.int(0, words.length + 3);
  while (words.length <= at) words.push(0n);
  words[at] = words[at]! + (1n << BigInt(64 * random.int(0, 3)));
  const payouts = wordTree(words, random.int(13, 30));
  const header = { ...honest.header, payoutRoot: payouts.root, payoutDepth: payouts.depth };
  const epoch = { ...honest, header, packed: encodeHeader(header), words, payouts };
  const hidden = { tree: 2, claimed: payouts, root: bytesToHex(payouts.root), depth: payouts.depth } as const;
  return { epoch, hidden, level: honest.levels.length - 1, index: 0, honest: honest.top, count: 0 };
}

export const wayTo = ({ epoch, level, index }: HidingEpoch): NodePath => nodePath(epoch, level, index);

/** Shows what is below a node, as a gateway does that is asked. */
export async function answerFrom({ treeProofs }: EpochWorld, record: Hex, claimed: PaddedTree, { height, index }: TreePlace) {
  return treeProofs.answerWithNodes(record, height, [...treeAnswer(claimed, height, index)]);
}

/** Asks until the first difference from the true leaves is known. @param ask Gets the nodes below a place. */
export async function uncover(
  { hidden: { root, depth } }: HidingEpoch,
  expected: readonly Uint8Array[],
  ask: (place: TreePlace) => Promise<readonly Hex[]>,
) {
  const answers = new Map<Hex, readonly Hex[]>();
  for (;;) {
    const found = findDifference(expected, { root, depth, answerTo: (question) => answers.get(question) });
    if (found.kind !== "unknown") return { ...found, questions: [...answers.keys()] };
    const { place } = found;
    answers.set(treeQuestionOf(place.node, place.height), await ask(place));
  }
}

/** Asks on chain, and has the gateway answer there. */
export const onChain =
  (w: EpochWorld, record: Hex, hiding: HidingEpoch) =>
  async (place: TreePlace): Promise<readonly Hex[]> => {
    await w.treeProofs.challengeTree(record, wayTo(hiding), hiding.hidden.tree, place);
    const answer = await (await answerFrom(w, record, hiding.hidden.claimed!, place)).wait();
    return w.treeProofs.interface.parseLog(answer!.logs[0]!)!.args["nodes"] as Hex[];
  };

/** What proves a hidden vector false, once it is uncovered. */
export async function uncoverVector(hiding: HidingEpoch, ask: (place: TreePlace) => Promise<readonly Hex[]>) {
  const expected = hiding.honest[SIDES[hiding.hidden.tree as 0 | 1]!];
  const found = await uncover(hiding, expected.leaves, ask);
  return { questions: found.questions, lie: vectorLie(expected, hiding.count, found.kind === "leaf" ? found.index : undefined, found)! };
}
