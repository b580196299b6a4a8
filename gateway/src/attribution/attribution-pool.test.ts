import { expect } from "chai";
import { Worker } from "node:worker_threads";

import { attribute } from "./attribute.ts";
import { createPool, type AttributionPool } from "./attribution-pool.ts";
import { buildIndex } from "./build-index.ts";
import { columnsOf } from "./lexical-index.ts";
import { asSegmented } from "./segmented-index.ts";
import { Thread } from "./thread.ts";
import type { CorpusItem } from "./types.ts";

const text = (id: number): string => Array.from({ length: 400 }, (_, i) => `term${(id * 31 + i * i * 7) % 911}`).join(" ");
const items = Array.from({ length: 20 }, (_, i): CorpusItem => ({
  ...{ contributionId: BigInt(i + 1), contentRoot: "0x", text: text(i), noveltyPpm: 1_000_000, commit: i },
}));
const outputs = items.map((item, i) => item.text.slice(50 * i, 50 * i + 900));

describe("createPool", function () {
  this.timeout(60_000);
  let pool: AttributionPool;
  before(() => (pool = createPool({ threads: 2, mostWaiting: 3 })));
  after(() => pool.close());

  it("attributes and builds as the functions do, on the same memory", async () => {
    const built = await pool.build(items);
    expect(columnsOf(built)).to.deep.equal(columnsOf(buildIndex(items)));
    const index = asSegmented(built);
    const results = await Promise.all(outputs.map((output) => pool.attribute(index, { output, retrieved: [3n] })));
    expect(results).to.deep.equal(outputs.map((output) => attribute(index, { output, retrieved: [3n] })));
    const merged = await pool.merge([{ index: built, tombstones: new Set([0, 4]) }]);
    expect(columnsOf(merged)).to.deep.equal(columnsOf(buildIndex(items.filter((_, i) => i !== 0 && i !== 4))));
  });

  it("lets a caller beyond the limit wait, first come first served, and drops nobody", async () => {
    const index = asSegmented(buildIndex(items));
    const done: number[] = [];
    const all = Array.from({ length: 40 }, async (_, i) => {
      await pool.attribute(index, { output: outputs[i % outputs.length]! });
      done.push(i);
    });
    expect(pool.waiting).to.equal(40);
    await Promise.all(all);
    expect([...done].sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 40 }, (_, i) => i));
    expect(pool.waiting).to.equal(0);
  });

  it("says what is wrong with a job, and goes on", async () => {
    for (let i = 0; i < 5; i++) {
      const failed = await pool.build([...items, items[0]!]).catch((error: Error) => error.message);
      expect(failed).to.equal("Contribution 1 is in the corpus twice; list each once.");
    }
    expect(pool.waiting).to.equal(0);
  });

  it("leaves the event loop free while it works", async () => {
    const index = asSegmented(await pool.build(items));
    const output = Array.from({ length: 300 }, (_, i) => outputs[i % 20]).join(" ");
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await pool.attribute(index, { output });
    clearInterval(timer);
    expect(turns).to.be.greaterThan(0);
  });
});

describe("Thread", function () {
  this.timeout(60_000);
  const reply =
    "const { parentPort } = require('node:worker_threads'); parentPort.on('message', ({ id, job }) => parentPort.postMessage({ id, answer: job.key }));";
  const die = "require('node:worker_threads').parentPort.on('message', () => { throw new Error('out of luck'); });";
  const threadOf = (sources: readonly string[]): Thread => {
    let started = 0;
    return new Thread(() => new Worker(sources[Math.min(started++, sources.length - 1)]!, { eval: true }));
  };
  const ask = (thread: Thread, key: string) => thread.run({ kind: "save", file: "", columns: columnsOf(buildIndex([])), key });

  it("hands the jobs of a thread that dies to a new one", async () => {
    const thread = threadOf([die, "process.exit(1)", reply]);
    expect(await Promise.all([ask(thread, "a"), ask(thread, "b")])).to.deep.equal(["a", "b"]);
    expect(thread.load).to.equal(0);
    await thread.close();
  });

  it("gives up a job that three threads died over, and takes the next", async () => {
    const thread = threadOf([die, die, die, reply]);
    expect(await ask(thread, "a").catch((error: Error) => error.message)).to.contain("died 3 times over this job (out of luck)");
    expect(await ask(thread, "b")).to.equal("b");
    await thread.close();
  });

  it("fails what is under way when it is closed", async () => {
    const thread = threadOf(["require('node:worker_threads').parentPort.on('message', () => undefined);"]);
    const waiting = ask(thread, "a").catch((error: Error) => error.message);
    await thread.close();
    expect(await waiting).to.equal("The attribution pool was closed.");
  });
});
