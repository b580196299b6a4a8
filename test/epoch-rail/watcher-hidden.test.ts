import { expect } from "chai";
import type { Hex } from "viem";

import { paddedTree, treeAnswer, treeDepthOf, treePlace, type PaddedTree } from "../../sdk/src/index.ts";
import { nameOfCode } from "../../sdk/src/codes/name-of-code.ts";
import type { EpochStore } from "../../gateway/src/epoch/store/epoch-store.ts";
import { exitCodeOf, watchOnce } from "../../scripts/watcher/main.ts";
import { answerFrom, hidingVector, hidingWords, uncoverVector, wayTo, type HidingEpoch } from "../settlement/epoch/hidden-trees.ts";
import { DAY, GATEWAY_ID, Lie, randomOf, type Random } from "../settlement/epoch/world.ts";
import { publishClaimed, watchedWorld, type WatchedWorld } from "./support/rail-world.ts";

/** Random lies of each class. */
const ROUNDS = Number(process.env["EPOCH_WATCHED_LIES"] ?? 3);
const MOST_ROUNDS = 3;

describe(`the watcher and what is shown to nobody, ${ROUNDS} random lies of each class`, function () {
  this.timeout(900_000);
  let world: WatchedWorld;

  before(async () => {
    world = await watchedWorld();
  });
  after(() => world.close());

  const balanceOf = async (holder: string): Promise<bigint> => world.c.w.suite.openToken.balanceOf(holder);
  const treeProofs = async (): Promise<string> => world.c.w.treeProofs.getAddress();

  /** The gateway's store, without what it hides. */
  const without = (root: Hex): EpochStore => ({
    ...world.store,
    read: async (kind, key) => (key === root ? undefined : world.store.read(kind, key)),
  });

  /** Everybody's answers to the open questions. @returns How many there were. */
  async function answerAll(record: Hex, claimed: PaddedTree): Promise<number> {
    const { context } = world.watcher();
    await context.log.refresh();
    const open = context.log.treeQuestions().filter(({ answerer }) => answerer === undefined);
    for (const { place } of open) await answerFrom(world.c.w, record, claimed, place);
    return open.length;
  }

  /** The watcher alone has to ask, to follow the answers, and to win; no bond is left, and it has exactly the prover's part more. */
  function convicts(name: string, make: (random: Random) => Promise<HidingEpoch>, lieOf: (hiding: HidingEpoch) => Promise<number>) {
    it(name, async () => {
      const { c, session, store } = world;
      const own = session.sender();
      for (let round = 0; round < ROUNDS; round++) {
        const before = await c.w.networkHelpers.takeSnapshot();
        const hiding = await make(randomOf(`${name} ${round}`));
        const { epoch, hidden } = hiding;
        const expected = await lieOf(hiding);
        const { record, hash } = await c.w.commit(epoch);
        await publishClaimed(store, epoch);
        const held = await balanceOf(own);
        const { context, reports } = world.watcher({ stores: [without(hidden.root)] });
        const voided = async () => (await c.w.ledger.queryFilter(c.w.ledger.filters.EpochVoided(GATEWAY_ID, 1, hash)))[0];
        for (let questions = 0; (await voided()) === undefined; questions++) {
          expect(questions, JSON.stringify(reports)).to.be.at.most(MOST_ROUNDS);
          expect(exitCodeOf(await watchOnce(context), false)).to.equal(1);
          if (hidden.claimed !== undefined && expected !== Lie.Withheld) await answerAll(record, hidden.claimed);
          else await c.w.networkHelpers.time.increase(DAY / 4);
        }
        const { lie, penalty, prover } = (await voided())!.args;
        expect([nameOfCode(Lie, Number(lie), "lies"), prover]).to.deep.equal([nameOfCode(Lie, expected, "lies"), own]);
        await watchOnce(context);
        expect(reports.filter(({ kind }) => kind === "refused")).to.deep.equal([]);
        expect((await balanceOf(own)) - held, JSON.stringify(reports)).to.equal(((penalty * 2n) / 5n) * 10n ** 9n);
        expect(await balanceOf(await treeProofs())).to.equal(0n);
        await before.restore();
      }
    });
  }

  const until = (make: (random: Random) => Promise<HidingEpoch>, isWanted: (hiding: HidingEpoch) => boolean) => async (random: Random) => {
    for (;;) {
      const hiding = await make(random);
      if (isWanted(hiding)) return hiding;
    }
  };
  const vector = (random: Random) => hidingVector(world.c, random);
  const words = (random: Random) => hidingWords(world.c, random);
  const lieOfVector = async (hiding: HidingEpoch) => {
    const { lie } = await uncoverVector(hiding, async ({ height, index }) => treeAnswer(hiding.hidden.claimed!, height, index));
    return lie.kind === "merge" ? Lie.Merge : Lie.Disorder;
  };
  const isShown = ({ hidden }: HidingEpoch) => hidden.claimed !== undefined;

  for (const [tree, name] of ["credits", "debits"].entries()) {
    convicts(
      `hidden ${name}, shown when asked`,
      until(vector, (hiding) => isShown(hiding) && hiding.hidden.tree === tree),
      lieOfVector,
    );
    convicts(
      `hidden ${name} that nobody shows`,
      until(vector, ({ hidden }) => hidden.tree === tree),
      async () => Lie.Withheld,
    );
  }
  convicts("hidden payout words, shown when asked", words, async () => Lie.Word);
  convicts("hidden payout words that nobody shows", words, async () => Lie.Withheld);

  it("does nothing more to an honest epoch that somebody asks about, and it ends final", async () => {
    const { c, store, session } = world;
    const before = await c.w.networkHelpers.takeSnapshot();
    const { honest, level, index, node } = await c.tall(randomOf("asked honest"));
    const { record } = await c.w.commit(honest);
    await publishClaimed(store, honest);
    await c.w.hold(record, honest);
    const way = wayTo({ epoch: honest, level, index } as HidingEpoch);
    const tree = paddedTree(node.credits.leaves, treeDepthOf(node.credits.leaves.length));
    await c.w.treeProofs.challengeTree(record, way, 0, treePlace(tree, tree.depth, 0));
    const held = await balanceOf(session.sender());
    const { context, reports } = world.watcher();
    await watchOnce(context);
    expect(await answerAll(record, tree)).to.equal(1);
    await c.w.networkHelpers.time.increase(DAY);
    await watchOnce(context);
    await c.w.ledger.finalise(c.parent.record);
    await c.w.ledger.finalise(record);
    await watchOnce(context);
    expect([...new Set(reports.map(({ kind }) => kind))]).to.deep.equal(["true"]);
    expect(await balanceOf(session.sender())).to.equal(held);
    await before.restore();
  });
});
