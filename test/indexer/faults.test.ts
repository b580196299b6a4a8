import { stripVTControlCharacters } from "node:util";

import { expect } from "chai";

import { sleep } from "../../scripts/lib/service.ts";
import { emitLogs } from "./support/emitter.ts";
import { failing, missingLogs, noLogs, slow, staleHead, startFaultProxy, wrongHash, type FaultProxy } from "./support/fault-proxy.ts";
import { largestLogs, lookAlikes, poisonLogs } from "./support/hostile-logs.ts";
import { mineToFinality } from "./support/mine-to-finality.ts";
import type { RunningIndexer } from "./support/running-indexer.ts";
import { expectSame, IS_DEEP, PATIENCE, setStage, STALL_SECONDS, type Stage } from "./support/stage.ts";

const FILL_MS = 180_000 * PATIENCE;

/** One index on Postgres lives through every fault in turn, each on top of what the ones before left. */
describe("an index on Postgres under faults", function () {
  this.timeout(400_000 * PATIENCE);
  let stage: Stage;
  let proxy: FaultProxy;
  let indexer: RunningIndexer;

  before(async () => {
    stage = await setStage({ withPostgres: true, isHostile: true });
    proxy = await startFaultProxy(stage.chain.url);
    indexer = await stage.indexer({ name: "writer", rpcUrl: proxy.url, args: ["--stall-seconds", `${STALL_SECONDS}`] });
    await indexer.reach(await stage.chain.head(), FILL_MS);
  });
  after(async () => {
    await stage?.remove();
    await proxy?.close();
  });

  /** The quick form compares at the end, the deep form after each fault. */
  const settleDown = async (isLast = false): Promise<void> => {
    proxy.set(null);
    await stage.chain.settle(1);
    await indexer.reach(await stage.chain.head(), FILL_MS);
    // The last comparison is with PGlite, whose rows are the same.
    if (IS_DEEP || isLast) expectSame(await stage.dump(), await stage.freshDump(isLast ? "pglite" : undefined));
  };

  it("follows reorganisations of depth 1 and 3", async () => {
    await stage.chain.reorganise(1, 1);
    await settleDown();
    await stage.chain.reorganise(3, 2);
    await settleDown();
    expect(indexer.said()).to.deep.equal([]);
  });

  it("survives an RPC that is slow, answers with a stale head, fails, or shows no logs", async () => {
    for (const fault of [slow(150), staleHead(4), failing, noLogs]) {
      proxy.set(fault);
      await stage.chain.settle(2);
      await sleep(IS_DEEP ? 4_000 : 1_000);
      await settleDown();
    }
    expect(indexer.said()).to.deep.equal([]);
  });

  it("survives an RPC that gives blocks a wrong hash", async function () {
    // Ponder asks for the logs of such a block for a minute before it looks at the head again.
    if (!IS_DEEP) this.skip();
    proxy.set(wrongHash);
    await stage.chain.settle(2);
    await sleep(2_500);
    expect(proxy.hits()).to.be.greaterThan(0);
    // The supervisor does not wait for that minute: the index may have been built anew meanwhile.
    await settleDown();
  });

  it("is killed while it follows the chain, and goes on", async () => {
    for (let round = 0; round < (IS_DEEP ? 4 : 1); round += 1) {
      await stage.chain.settle(2);
      await sleep(Math.random() * 300);
      await indexer.killPonder();
      await indexer.until("it says that the writer died", () => indexer.said().some((line) => line.includes("stopped (killed)")));
      await settleDown();
    }
  });

  it("outlives its database", async () => {
    await stage.postgres!.stop();
    await stage.chain.settle(2);
    expect((await fetch(`${indexer.url}/ready`)).status).to.equal(503);
    expect((await fetch(`${indexer.url}/health`)).status).to.equal(200);
    await sleep(2_000);
    await stage.postgres!.start();
    await settleDown();
  });

  it("folds 200 poison strings and the largest integers, and nothing of look-alike contracts", async () => {
    const largest = largestLogs(stage.deployment);
    await emitLogs(stage.chain, [...poisonLogs(stage.deployment), ...largest, ...lookAlikes(largest.slice(-60))]);
    // Once more: by now Ponder predicts keys from the arguments of these events.
    await emitLogs(stage.chain, largest);
    await settleDown();
    const response = await fetch(`${indexer.url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query: "{ receipts(limit: 1) { items { id } } anomalies(limit: 1) { totalCount } }" }),
    });
    expect(response.status, await response.clone().text()).to.equal(200);
  });

  it("is built anew although its database is switched off meanwhile", async function () {
    if (!IS_DEEP) this.skip();
    const depth = await mineToFinality(stage, indexer);
    const before = indexer.said().length;
    const since = () => indexer.said().slice(before).join("\n");
    await stage.chain.reorganise(depth, 2);
    await indexer.until("it builds a new one", () => since().includes("building "), FILL_MS);
    await sleep(Math.random() * 4_000);
    await stage.postgres!.stop();
    await sleep(3_000);
    await stage.postgres!.start();
    await indexer.until("the new one answers", () => since().includes("answers from block"), FILL_MS);
    await settleDown();
  });

  it("is built anew beside the old one after a reorganisation beyond finality", async () => {
    const depth = await mineToFinality(stage, indexer);
    const before = indexer.said().length;
    const since = () => indexer.said().slice(before);
    await stage.chain.reorganise(depth, 2);
    const answers: number[] = [];
    await indexer.until(
      "the new one answers",
      async () => {
        answers.push((await fetch(`${indexer.url}/status`)).status);
        return since().some((line) => line.includes("answers from block"));
      },
      FILL_MS,
    );
    expect(answers.filter((status) => status !== 200)).to.deep.equal([]);
    // Whichever the supervisor sees first: other hashes, or that nothing moves.
    expect(since().filter((line) => /were final|has not moved/.test(line)).length, since().join("\n")).to.equal(1);
    // Killed once more, it is the new one that starts again.
    const [, rebuilt] = /^(\w+) answers from block/m.exec(since().join("\n"))!;
    await indexer.killPonder();
    await indexer.until("it says that the writer died", () => since().some((line) => line.includes(`${rebuilt} stopped (killed)`)));
    await settleDown(true);
    const log = stripVTControlCharacters(indexer.log());
    expect(log.split("Detected crash recovery").at(-1)).to.match(new RegExp(`^.*schema=${rebuilt}\\b`));
    await indexer.ready();
  });
});

describe("an index on Postgres whose RPC left logs out of the backfill", function () {
  this.timeout(400_000 * PATIENCE);
  let stage: Stage;
  let proxy: FaultProxy;
  before(async function () {
    if (!IS_DEEP) this.skip();
    stage = await setStage({ withPostgres: true });
    proxy = await startFaultProxy(stage.chain.url);
  });
  after(async () => {
    await stage?.remove();
    await proxy?.close();
  });

  it("is found different from the chain by the audit, and built anew", async () => {
    proxy.set(missingLogs);
    const indexer = await stage.indexer({ name: "audited", rpcUrl: proxy.url, args: ["--audit-minutes", "1"] });
    await indexer.reach(await stage.chain.head(), FILL_MS);
    expect(proxy.hits()).to.be.greaterThan(0);
    proxy.set(null);
    await indexer.until("the new one answers", () => indexer.said().some((line) => line.includes("answers from block")), FILL_MS);
    expect(indexer.said().join("\n")).to.include("it differs from the chain");
    expectSame(await stage.dump(), await stage.freshDump());
  });
});
