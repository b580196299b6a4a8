import { expect } from "chai";
import { bytesToHex, type Hex } from "viem";

import {
  decodeRecord,
  encodeHeader,
  payoutWords,
  treeAnswer,
  treePlace,
  treeQuestionOf,
  wordLeaf,
  wordTree,
} from "../../../sdk/src/index.ts";
import { childrenOf, vectorOpening } from "../../../sdk/src/epoch/openings.ts";
import { proveEveryLie, type LieOfClass } from "./every-lie.ts";
import { fraudCase, ROUNDS, type FraudCase } from "./fraud-case.ts";
import { answerFrom, hidingVector, hidingWords, onChain, uncover, uncoverVector, wayTo } from "./hidden-trees.ts";
import { DAY, Lie, randomOf } from "./world.ts";

const SIDES = ["credits", "debits"] as const;

describe(`questions for hidden trees, ${ROUNDS} random lies of each class`, function () {
  this.timeout(1_800_000);
  let c: FraudCase;

  before(async () => {
    c = await fraudCase();
  });

  const everyLie = (...lie: LieOfClass) => proveEveryLie(() => c, ...lie);

  everyLie("F9 hidden vectors and payout words that nobody shows", Lie.Withheld, async (random) => {
    const hiding = await (random.int(0, 1) === 0 ? hidingVector : hidingWords)(c, random);
    const { root, depth, tree } = hiding.hidden;
    const place = { height: depth, index: 0, node: root, path: [] };
    const question = treeQuestionOf(root, depth);
    return {
      epoch: hiding.epoch,
      prove: async (record) => {
        await c.w.treeProofs.challengeTree(record, wayTo(hiding), tree, place);
        await expect(c.w.treeProofs.proveWithheld(record, question)).to.be.revertedWithCustomError(c.w.treeProofs, "TreeProofs_TooEarly");
        await c.w.networkHelpers.time.increase(DAY / 4);
        return c.w.treeProofs.proveWithheld(record, question);
      },
    };
  });

  /** After a lie was uncovered by questions, their bonds are the challenger's again. */
  async function expectBondsBack(record: Hex, questions: readonly Hex[]): Promise<void> {
    for (const question of questions) await c.w.treeProofs.closeChallenge(record, question);
    expect(await c.w.suite.openToken.balanceOf(c.w.treeProofs)).to.equal(0n);
  }

  everyLie("F6 hidden payout words, shown when asked", Lie.Word, async (random) => {
    const hiding = await hidingWords(c, random);
    return {
      epoch: hiding.epoch,
      prove: async (record) => {
        const expected = payoutWords(hiding.honest.credits.entries).map(wordLeaf);
        const found = await uncover(hiding, expected, onChain(c.w, record, hiding));
        if (found.kind !== "leaf") throw new Error("nothing is false");
        const word = found.index;
        const credits = [0, 1, 2, 3].map((lane) => vectorOpening(hiding.honest.credits, 4 * word + lane)) as never;
        const shown = { word, value: BigInt(found.leafAt(word)), path: found.pathOf(word), credits };
        const proof = await c.w.vectorProofs.proveWord(record, shown);
        await expectBondsBack(record, found.questions);
        return proof;
      },
    };
  });

  for (const [kind, lie] of [
    ["merge", Lie.Merge],
    ["disorder", Lie.Disorder],
  ] as const) {
    everyLie(`F5 hidden vectors, shown when asked: ${kind}`, lie, async (random) => {
      for (;;) {
        const hiding = await hidingVector(c, random);
        const { tree, claimed } = hiding.hidden;
        const side = SIDES[tree as 0 | 1]!;
        if (claimed === undefined) continue;
        const { lie: known } = await uncoverVector(hiding, async ({ height, index }) => treeAnswer(claimed, height, index));
        if (known.kind !== kind) continue;
        return {
          epoch: hiding.epoch,
          prove: async (record) => {
            const { lie: shown, questions } = await uncoverVector(hiding, onChain(c.w, record, hiding));
            const children = childrenOf(hiding.epoch, hiding.level, hiding.index);
            const proof = await (shown.kind === "disorder"
              ? c.w.vectorProofs.proveDisorder(record, wayTo(hiding), tree, shown.shown)
              : c.w.vectorProofs.proveMerge(
                  record,
                  wayTo(hiding),
                  children.map(({ packed }) => bytesToHex(packed)),
                  tree,
                  shown.account,
                  shown.opening,
                  children.map((child) => vectorOpening(child[side], shown.account)),
                ));
            await expectBondsBack(record, questions);
            return proof;
          },
        };
      }
    });
  }

  it("ends an honest epoch that is asked about in the last second of every round", async () => {
    await c.start.restore(); // the parent's debits can still be held
    const { honest } = await c.tall(randomOf("last seconds"));
    const payouts = wordTree(honest.words, 30);
    const header = { ...honest.header, payoutDepth: payouts.depth, payoutRoot: bytesToHex(payouts.root) };
    const { record } = await c.w.commit({ ...honest, header, packed: encodeHeader(header) });
    await c.w.hold(c.parent.record, c.first);
    await c.w.hold(record, honest);
    const { committedAt, topFields } = decodeRecord(record);
    const at = (elapsed: number) => c.w.networkHelpers.time.setNextBlockTimestamp(committedAt + elapsed);
    const [answerWindow, round] = [DAY / 4, (3 * DAY) / 4];
    const ends = [30, 22, 11].map((height, i) => ({ height, end: DAY + (topFields.level + 1 + i) * round }));
    for (const { height, end } of ends) {
      const place = treePlace(payouts, height, 0);
      await at(end - 1);
      await c.w.treeProofs.challengeTree(record, { nodes: [], indexes: [], paths: [] }, 2, place);
      await at(end + answerWindow - 2);
      await answerFrom(c.w, record, payouts, place);
    }
    await c.w.ledger.finalise(c.parent.record);
    const last = ends.at(-1)!.end + round;
    await at(last - 4);
    await expect(c.w.ledger.finalise(record)).to.be.revertedWithCustomError(c.w.ledger, "EpochLedger_TooEarly");
    await at(last);
    await expect(c.w.ledger.finalise(record)).to.emit(c.w.ledger, "EpochFinalised");
  });
});
