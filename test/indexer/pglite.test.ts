import { expect } from "chai";

import { sleep } from "../../scripts/lib/service.ts";
import { emitLogs } from "./support/emitter.ts";
import { slow, startFaultProxy, type FaultProxy } from "./support/fault-proxy.ts";
import { largestLogs, lookAlikes, poisonLogs } from "./support/hostile-logs.ts";
import { mineToFinality } from "./support/mine-to-finality.ts";
import type { RunningIndexer } from "./support/running-indexer.ts";
import { dumpPglite, expectSame, IS_DEEP, PATIENCE, setStage, STALL_SECONDS, type Stage } from "./support/stage.ts";

const FILL_MS = 240_000 * PATIENCE;

describe("an index on PGlite under faults", function () {
  this.timeout(500_000 * PATIENCE);
  let stage: Stage;
  let proxy: FaultProxy;
  let indexer: RunningIndexer;

  before(async function () {
    if (!IS_DEEP) this.skip();
    stage = await setStage({ withPostgres: false, isHostile: true });
    proxy = await startFaultProxy(stage.chain.url);
  });
  after(async () => {
    await stage?.remove();
    await proxy?.close();
  });

  const killPonder = async (): Promise<void> => {
    const deaths = indexer.said().length;
    await indexer.killPonder();
    await indexer.until("it says that the writer died", () => indexer.said().length > deaths);
  };

  it("is killed in its backfill, and builds its tables anew", async () => {
    proxy.set(slow(150));
    indexer = await stage.indexer({ name: "pglite", rpcUrl: proxy.url, args: ["--stall-seconds", `${STALL_SECONDS}`] });
    for (let round = 0; round < 3; round += 1) {
      const before = indexer.log().split("Indexed block range").length;
      await indexer.until("its backfill has begun", () => indexer.log().split("Indexed block range").length > before, FILL_MS);
      await sleep(Math.random() * 200);
      await killPonder();
    }
    proxy.set(null);
    await indexer.reach(await stage.chain.head(), FILL_MS);
  });

  it("follows reorganisations of depth 1 and 3", async () => {
    await stage.chain.reorganise(1, 1);
    await stage.chain.settle(1);
    await indexer.reach(await stage.chain.head());
    await stage.chain.reorganise(3, 2);
    await indexer.reach(await stage.chain.head());
  });

  it("is killed while it follows the chain, and folds hostile events", async () => {
    for (let round = 0; round < 2; round += 1) {
      await stage.chain.settle(2);
      await sleep(Math.random() * 300);
      await killPonder();
      await indexer.reach(await stage.chain.head(), FILL_MS);
    }
    const largest = largestLogs(stage.deployment);
    await emitLogs(stage.chain, [...poisonLogs(stage.deployment), ...largest, ...lookAlikes(largest.slice(-60))]);
    // Once more: by now Ponder predicts keys from the arguments of these events.
    await emitLogs(stage.chain, largest);
    await indexer.reach(await stage.chain.head(), FILL_MS);
  });

  it("is built anew although everything is killed meanwhile", async () => {
    const depth = await mineToFinality(stage, indexer);
    const before = indexer.said().length;
    const since = () => indexer.said().slice(before).join("\n");
    await stage.chain.reorganise(depth, 2);
    await indexer.until("it builds a new one", () => since().includes("building "), FILL_MS);
    await sleep(Math.random() * 4_000);
    await killPonder();
    await indexer.until("the new one answers", () => since().includes("answers from block"), FILL_MS);
    await stage.chain.settle(1);
    await indexer.reach(await stage.chain.head(), FILL_MS);
  });

  it("is built anew in another folder after a reorganisation beyond finality, and holds what a fresh index holds", async () => {
    const depth = await mineToFinality(stage, indexer);
    const before = indexer.said().length;
    await stage.chain.reorganise(depth, 2);
    const answers: number[] = [];
    await indexer.until(
      "the new one answers",
      async () => {
        answers.push((await fetch(`${indexer.url}/status`)).status);
        return indexer
          .said()
          .slice(before)
          .some((line) => line.includes("answers from block"));
      },
      FILL_MS,
    );
    expect(answers.filter((status) => status !== 200)).to.deep.equal([]);
    // Killed once more, it is the new one that starts again.
    await killPonder();
    await stage.chain.settle(1);
    await indexer.reach(await stage.chain.head(), FILL_MS);
    await indexer.ready();
    await indexer.stop();
    expectSame(await dumpPglite(stage.folder, "pglite"), await stage.freshDump());
  });
});
