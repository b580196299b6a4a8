import { bytesToHex } from "viem";

import { encodeHeader, treeAnswer, treePlace, wordTree } from "../../../sdk/src/index.ts";
import { randomOf, type EpochWorld } from "../../../test/settlement/epoch/world.ts";
import { headOf, renumbered } from "./commits.ts";
import { gasOf } from "./mined.ts";

const NO_WAY = { nodes: [], indexes: [], paths: [] };
const WORDS = 2;
const NODES = 2 ** 11;

export interface TreeFigures {
  /** A question for what is below a node of eleven levels in a tree of thirty. */
  readonly question: number;
  /** Its answer: 2,048 nodes without a zero byte to speak of, the largest there is. */
  readonly answer: number;
}

/** Asks for the lowest part of the deepest payout tree, and shows it. Leaves the chain as it was. */
export async function measureTrees(w: EpochWorld): Promise<TreeFigures> {
  const snapshot = await w.networkHelpers.takeSnapshot();
  await w.suite.openToken.approve(w.treeProofs, w.ethers.MaxUint256);
  const random = randomOf("trees");
  const tree = wordTree(
    Array.from({ length: NODES }, () => BigInt(random.bytes32())),
    30,
  );
  const { number, parent } = await headOf(w);
  const epoch = renumbered(await w.randomEpoch(random, { count: 1 }), number, parent);
  const header = { ...epoch.header, payoutDepth: tree.depth, payoutRoot: bytesToHex(tree.root) };
  const { record } = await w.commit({ ...epoch, header, packed: encodeHeader(header) });
  const place = treePlace(tree, 11, 0);
  const question = await gasOf(w.treeProofs.challengeTree(record, NO_WAY, WORDS, place));
  const answer = await gasOf(w.treeProofs.answerWithNodes(record, 11, [...treeAnswer(tree, 11, 0)]));
  await snapshot.restore();
  return { question, answer };
}
