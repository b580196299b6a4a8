import { expect } from "chai";
import fc from "fast-check";
import { bytesToHex, hexToBytes, type Hex } from "viem";

import { climbProof } from "../merkle/climb-proof.ts";
import { findDifference } from "./find-difference.ts";
import { paddedTree } from "./padded-tree.ts";
import { shownTree, TREE_SPAN, treeAnswer, treeDepthOf, treePlace, treeQuestionOf } from "./tree-questions.ts";
import { vectorLeaf, vectorOf } from "./vector.ts";
import { vectorLie, type VectorLie } from "./vector-lie.ts";

const ZERO = `0x${"00".repeat(32)}` as const;

/** Leaves that a gateway may commit to: mostly true ones, some changed, some of anything. */
const sumsOf = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.bigInt(1n, 9n)), {
  maxLength: 20,
  selector: ([account]) => account,
});
const changesOf = fc.array(
  fc.record({
    kind: fc.constantFrom("set", "swap", "drop", "insert", "far"),
    at: fc.nat(25),
    account: fc.integer({ min: 0, max: 62 }),
    amount: fc.bigInt(0n, 9n),
  }),
  { maxLength: 3 },
);
const countOf = fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 3 }), fc.constantFrom(100, 5_000, 2 ** 21, 2 ** 32 - 40));

function changed(leaves: readonly Uint8Array[], changes: readonly { kind: string; at: number; account: number; amount: bigint }[]) {
  const all = [...leaves];
  for (const { kind, at, account, amount } of changes) {
    const place = all.length === 0 ? 0 : at % all.length;
    if (kind === "set") all[place] = vectorLeaf({ account, amount });
    else if (kind === "drop") all.splice(place, 1);
    else if (kind === "swap" && place + 1 < all.length) [all[place], all[place + 1]] = [all[place + 1]!, all[place]!];
    else if (kind === "insert") all.splice(place, 0, vectorLeaf({ account, amount }));
    else if (kind === "far") while (all.length < 3_000) all.push(all.length < 2_990 ? hexToBytes(ZERO) : vectorLeaf({ account, amount }));
  }
  return all;
}

/** Whether a proof would be taken: the rules of `VectorProofs`, written once more. */
function isTaken(lie: VectorLie, root: Hex, count: number, trueAmount: (account: number) => bigint): boolean {
  const depth = treeDepthOf(count);
  const isAt = (leaf: Hex, index: number, path: readonly Hex[]) =>
    bytesToHex(climbProof({ leaf: hexToBytes(leaf), index, leafCount: 2 ** depth, proof: path }) ?? new Uint8Array(32)) === root;
  const parts = (leaf: Hex) => ({ account: BigInt(leaf) >> 64n, amount: BigInt(leaf) & (2n ** 64n - 1n) });
  if (lie.kind === "disorder") {
    const { index, leaf, path, next, nextPath } = lie.shown;
    if (!isAt(leaf, index, path)) return false;
    if (index >= count) return leaf !== ZERO;
    const { account, amount } = parts(leaf);
    if (account === 0n || account >= 2n ** 32n || amount === 0n) return true;
    return index + 1 < count && isAt(next, index + 1, nextPath) && parts(next).account <= account;
  }
  const { account, opening } = lie;
  const { index, leaf, path, next, nextPath } = opening;
  let stated = 0n;
  if (count > 0) {
    if (index >= count || !isAt(leaf, index, path)) return false;
    const found = parts(leaf);
    if (found.account === BigInt(account)) stated = found.amount;
    else if (found.account > account) {
      if (index !== 0) return false;
    } else if (index + 1 !== count && !(isAt(next, index + 1, nextPath) && parts(next).account > account)) return false;
  }
  return stated !== trueAmount(account);
}

describe("findDifference, vectorLie", function () {
  this.timeout(60_000);

  it("prove whatever is false by questions alone, in three rounds at most, and nothing that is true", () => {
    let [lies, rounds] = [0, 0];
    fc.assert(
      fc.property(sumsOf, changesOf, countOf, (sums, changes, countLie) => {
        const truth = vectorOf(new Map(sums));
        const leaves = changed(truth.leaves, changes);
        const count = Math.max(leaves.length + countLie, 0);
        const depth = treeDepthOf(count);
        const claimed = paddedTree(leaves, depth);
        const root = bytesToHex(claimed.root);
        const answers = new Map<Hex, readonly Hex[]>();
        let found = findDifference(truth.leaves, { root, depth, answerTo: (question) => answers.get(question) });
        for (; found.kind === "unknown"; rounds = Math.max(rounds, answers.size)) {
          const { height, index, node } = found.place;
          expect(found.place).to.deep.equal(treePlace(claimed, height, index));
          expect(answers.size).to.be.lessThan(Math.ceil(depth / TREE_SPAN));
          const answer = treeAnswer(claimed, height, index);
          expect(bytesToHex(shownTree(height, answer).root)).to.equal(node);
          expect(answer.length).to.be.at.most(2 ** TREE_SPAN);
          answers.set(treeQuestionOf(node, height), answer);
          found = findDifference(truth.leaves, { root, depth, answerTo: (question) => answers.get(question) });
        }
        const lie = vectorLie(truth, count, found.kind === "leaf" ? found.index : undefined, found);
        // Leaves that do not fit the tree of so many are not committed to.
        const isTrue = count === truth.entries.length && root === bytesToHex(truth.root);
        expect(lie === undefined, JSON.stringify(lie)).to.equal(isTrue);
        if (lie === undefined) return;
        lies += 1;
        const amounts = new Map(sums);
        expect(
          isTaken(lie, root, count, (account) => amounts.get(account) ?? 0n),
          JSON.stringify(lie),
        ).to.equal(true);
      }),
      { numRuns: 400 },
    );
    expect([lies > 200, rounds]).to.deep.equal([true, 3]);
  });

  it("ask again if an answer is not to the question", () => {
    const claimed = paddedTree([hexToBytes(`0x${"01".repeat(32)}`)], 13);
    const root = bytesToHex(claimed.root);
    const found = findDifference([], { root, depth: 13, answerTo: () => treeAnswer(claimed, 11, 0) });
    expect(found).to.deep.equal({ kind: "unknown", place: { height: 13, index: 0, node: root, path: [] } });
  });
});
