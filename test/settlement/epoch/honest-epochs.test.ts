import { expect } from "chai";
import { bytesToHex, type Hex } from "viem";

import {
  paddedTree,
  treeAnswer,
  treeDepthOf,
  treePlace,
  treeQuestionOf,
  type Epoch,
  type EpochNode,
  type NodePath,
} from "../../../sdk/src/index.ts";
import { merkleProof } from "../../../sdk/src/merkle/merkle-proof.ts";
import {
  chunkHints,
  childrenOf,
  legBlockOpening,
  nodePath,
  shareOpening,
  slotOpening,
  vectorOpening,
} from "../../../sdk/src/epoch/openings.ts";
import { DAY, GATEWAY_ID, randomOf, type Random } from "./world.ts";
import { fraudCase, NO_BLOCK, pick, ROUNDS, type FraudCase } from "./fraud-case.ts";

const SIDES = ["credits", "debits"] as const;

describe(`fraud proofs, ${ROUNDS} honest epochs`, function () {
  this.timeout(1_800_000);
  let c: FraudCase;

  before(async () => {
    c = await fraudCase();
  });

  it("never convicts an honest epoch", async () => {
    await c.start.restore(); // the parent's debits can still be held
    for (let round = 0; round < ROUNDS; round++) {
      const random = randomOf(`honest ${round}`);
      const snapshot = await c.w.networkHelpers.takeSnapshot();
      const { honest: epoch, level, index, node } = await c.tall(random);
      const { record } = await c.w.commit(epoch);
      const at = pick(random, epoch.chunks);
      const chunk = epoch.chunks[at]!;
      const way = nodePath(epoch, 0, at);
      const slot = pick(random, chunk.receipts);
      const { receipt, legs } = chunk.receipts[slot]!;
      const opening = slotOpening(chunk, slot);
      const noLie = async (call: Promise<unknown>, contract: Parameters<typeof expect>[0], name: string) =>
        expect(call, `honest ${round}: ${name}`).to.be.revertedWithCustomError(contract as never, "FraudProofs_NoLie");
      const signed = await c.signOne(receipt);
      await noLie(c.w.receiptProofs.proveDoubleSigned(record, signed, await c.signBatch(random, receipt)), c.w.receiptProofs, "F1");
      await noLie(
        c.w.receiptProofs.proveOmitted(record, signed, way, bytesToHex(chunk.ids[slot]!), [...opening.path]),
        c.w.receiptProofs,
        "F2",
      );
      await noLie(c.w.receiptProofs.proveReceipt(record, way, opening), c.w.receiptProofs, "F3 receipt");
      const blocks = Math.ceil(legs.length / 8);
      if (blocks > 0) {
        const block = random.int(0, blocks - 1);
        const second = block + 1 < blocks ? legBlockOpening(chunk, slot, block + 1) : NO_BLOCK;
        await noLie(c.w.legProofs.proveLegs(record, way, opening, legBlockOpening(chunk, slot, block), second), c.w.legProofs, "F3 legs");
        await noLie(
          c.w.legProofs.proveUnaccepted(record, way, opening, legBlockOpening(chunk, slot, block), 0),
          c.w.legProofs,
          "F3 unaccepted",
        );
      }
      const position = random.int(0, 16 * chunk.shareBlocks[slot]!.length - 1);
      const leg = position - 16;
      const legBlock = leg >= 0 && leg < legs.length ? legBlockOpening(chunk, slot, Math.floor(leg / 8)) : NO_BLOCK;
      await noLie(
        c.w.legProofs.proveShare(record, way, opening, position, shareOpening(chunk, slot, position), legBlock),
        c.w.legProofs,
        "F3 share",
      );
      await noLie(c.w.legProofs.proveShares(record, way, bytesToHex(chunk.bytes)), c.w.legProofs, "F3 shares");
      await noLie(
        c.w.chunkProofs.proveChunk(record, way, bytesToHex(chunk.bytes), chunkHints(chunk, c.roleAccounts())),
        c.w.chunkProofs,
        "F4",
      );
      const side = SIDES[random.int(0, 1)]!;
      const account = random.int(0, 40);
      const children = childrenOf(epoch, level, index);
      const packed = children.map((child) => bytesToHex(child.packed));
      const above = nodePath(epoch, level, index);
      await noLie(
        c.w.vectorProofs.proveMerge(
          record,
          above,
          packed,
          SIDES.indexOf(side),
          account,
          vectorOpening(node[side], account),
          children.map((child) => vectorOpening(child[side], account)),
        ),
        c.w.vectorProofs,
        "F5",
      );
      const leaves = node[side].leaves.map((leaf) => bytesToHex(leaf));
      const place = pick(random, leaves);
      const isLast = place + 1 === leaves.length;
      const shown = {
        index: place,
        leaf: leaves[place]!,
        path: [...merkleProof(leaves, place)],
        next: isLast ? 0 : leaves[place + 1]!,
        nextPath: isLast ? [] : [...merkleProof(leaves, place + 1)],
      };
      await noLie(c.w.vectorProofs.proveDisorder(record, above, SIDES.indexOf(side), shown), c.w.vectorProofs, "F5 disorder");
      await noLie(c.w.vectorProofs.proveWord(record, c.wordOpening(epoch, random.int(0, epoch.words.length + 2))), c.w.vectorProofs, "F6");
      await noLie(c.w.vectorProofs.proveSums(record, above, packed), c.w.vectorProofs, "F7");
      await noLie(c.w.vectorProofs.proveSums(record, way, []), c.w.vectorProofs, "F7 chunk");
      await c.w.chunkProofs.challengeData(record, way);
      await expect(c.w.chunkProofs.answerWithChunk(record, way, bytesToHex(chunk.bytes), chunkHints(chunk, c.roleAccounts())))
        .to.emit(c.w.chunkProofs, "ChallengeAnswered")
        .withArgs(
          () => true,
          () => true,
          () => true,
          true,
        );
      await c.w.chunkProofs.challengeData(record, above);
      await c.w.chunkProofs.answerWithChildren(record, above, packed);
      const asked = await askAboutTrees(record, above, node, epoch, random);
      const debit = epoch.top.debits.entries[0]!.account;
      await c.w.hold(c.parent.record, c.first);
      await c.w.hold(record, epoch);
      await c.w.networkHelpers.time.increase(DAY / 2);
      await noLie(c.w.vectorProofs.proveDebit(record, debit, vectorOpening(epoch.top.debits, debit)), c.w.vectorProofs, "F8");
      expect((await c.w.ledger.chainOf(GATEWAY_ID)).nextEpoch).to.equal(2);
      await c.w.networkHelpers.time.increase(2 * DAY);
      await c.w.ledger.finalise(c.parent.record);
      await c.w.ledger.finalise(record);
      const { openToken, actor } = c.w.suite;
      const [before, bond] = [await openToken.balanceOf(actor), await c.w.chunkProofs.challengeBond()];
      for (const question of asked) await c.w.treeProofs.closeChallenge(record, question);
      expect(await openToken.balanceOf(actor)).to.equal(before + BigInt(asked.length) * bond * 10n ** 9n);
      expect(await openToken.balanceOf(c.w.treeProofs)).to.equal(0n);
      await snapshot.restore();
    }
  });

  /** Asks about each tree that can be asked about, and answers as an operator does. */
  async function askAboutTrees(record: Hex, way: NodePath, node: EpochNode, epoch: Epoch, random: Random): Promise<Hex[]> {
    const vectors = [node.credits, node.debits].map(({ leaves }) => paddedTree(leaves, treeDepthOf(leaves.length)));
    const questions: Hex[] = [];
    for (const [code, tree] of [...vectors, epoch.payouts].entries()) {
      const place = treePlace(tree, tree.depth, 0);
      const ask = c.w.treeProofs.challengeTree(record, way, code, place);
      if (tree.depth === 0) {
        await expect(ask).to.be.revertedWithCustomError(c.w.treeProofs, "TreeProofs_BadHeight");
        continue;
      }
      await ask;
      await c.w.networkHelpers.time.increase(random.int(1, 3_600));
      const answer = [...treeAnswer(tree, tree.depth, 0)];
      const question = treeQuestionOf(place.node, tree.depth);
      await expect(c.w.treeProofs.answerWithNodes(record, tree.depth, answer))
        .to.emit(c.w.treeProofs, "TreeAnswered")
        .withArgs(() => true, question, c.w.suite.actor.address, answer);
      questions.push(question);
    }
    return questions;
  }
});
