import { writeFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";
import { bytesToHex, type Hex } from "viem";

import { CONTRACT_NAMES, chunkHints, encodeHeader, nodePath, wordTree, type Epoch } from "../../sdk/src/index.ts";
import type { EpochStore } from "../../gateway/src/epoch/store/epoch-store.ts";
import { folderStore } from "../../gateway/src/epoch/store/folder-store.ts";
import type { ObjectKind } from "../../gateway/src/epoch/store/epoch-objects.ts";
import { serveSimulated, type ServedChain } from "../../scripts/lib/serve-simulated.ts";
import { exitCodeOf, runWatcher, watchOnce } from "../../scripts/watcher/main.ts";
import { survey } from "../../scripts/watcher/survey.ts";
import { falseEntries, rawVector, replaceNode, withVector } from "../settlement/epoch/lies.ts";
import { GATEWAY_ID, randomOf } from "../settlement/epoch/world.ts";
import { keyOf, publishClaimed, watchedWorld, type WatchedWorld } from "./support/rail-world.ts";

const hexOf = (value: Hex | Uint8Array): Hex => (typeof value === "string" ? value : bytesToHex(value));

describe("what the watcher notices besides lies", function () {
  this.timeout(900_000);
  let world: WatchedWorld;
  let epoch: Epoch;
  let chunk: Hex;
  let node: ServedChain;

  before(async () => {
    world = await watchedWorld();
    node = await serveSimulated(world.session.client);
    epoch = (await world.c.tall(randomOf("notices"))).honest;
    await world.c.w.commit(epoch);
    await publishClaimed(world.store, epoch);
    chunk = hexOf(epoch.chunks[0]!.fields.body);
  });
  after(async () => {
    await node?.close();
    await world.close();
  });

  /** The store, except that it has something else, or nothing, under one key. */
  const faulty = (kind: ObjectKind, key: Hex, instead: Uint8Array | undefined): EpochStore => ({
    ...world.store,
    place: "the faulty store",
    read: async (of, at) => (of === kind && at === key ? instead : world.store.read(of, at)),
  });

  async function look(stores: readonly EpochStore[]): Promise<{ readonly code: number; readonly says: string }> {
    const { context, reports } = world.watcher({ stores });
    const checked = await survey(context);
    const says = reports.map((report) => `${report.kind}: ${report.says}`).join("\n");
    return {
      code: exitCodeOf(
        checked,
        reports.some(({ kind }) => kind === "store"),
      ),
      says,
    };
  }

  it("a store that lost a body: said, and asked for on chain only if no other store has it", async () => {
    const lost = faulty("chunks", chunk, undefined);
    const alone = await look([lost]);
    expect(alone.code).to.equal(3);
    expect(alone.says).to.contain(`chunks/${chunk}`);
    const together = await look([lost, world.store]);
    expect(together.code).to.equal(3);
    expect(together.says).to.contain(`store: the store the faulty store has no chunks/${chunk}`);
    expect(together.says).to.contain("true: ");
    expect(await look([world.store])).to.have.property("code", 0);
  });

  it("a store that altered a body: named, its bytes are not used", async () => {
    const altered = await look([faulty("chunks", chunk, Uint8Array.of(1, 2, 3)), world.store]);
    expect(altered.code).to.equal(3);
    expect(altered.says).to.contain("the faulty store altered chunks/");
    expect(altered.says).to.not.contain("lie: ");
    const silent: EpochStore = {
      ...world.store,
      place: "the silent store",
      read: async () => Promise.reject(new Error("the silent store does not answer")),
    };
    expect((await look([silent, world.store])).says).to.contain("the silent store does not answer");
  });

  for (const way of ["by the gateway", "through another contract"] as const)
    it(`data that was shown on chain ${way}: kept, and checked`, () => isKept(way === "by the gateway"));

  async function isKept(isDirect: boolean): Promise<void> {
    const { c } = world;
    const before = await c.w.networkHelpers.takeSnapshot();
    const own = folderStore(path.join(world.folder, `own ${isDirect}`));
    const lost = faulty("chunks", chunk, undefined);
    const first = world.watcher({ stores: [lost, own] });
    await watchOnce(first.context);
    expect(
      first.reports
        .filter(({ kind }) => kind === "filed")
        .map(({ says }) => says)
        .join("\n"),
    ).to.contain("asked on chain");
    const record = [...first.context.log.committed.values()].find(({ epoch: number }) => number === 1)!;
    const node = epoch.chunks[0]!;
    const way = nodePath(epoch, 0, 0);
    const hints = chunkHints(node, c.roleAccounts());
    if (isDirect) await c.w.chunkProofs.answerWithChunk(record.bytes, way, bytesToHex(node.bytes), hints);
    else {
      const answer = c.w.chunkProofs.interface.encodeFunctionData("answerWithChunk", [record.bytes, way, bytesToHex(node.bytes), hints]);
      await c.w.manager.execute(c.w.chunkProofs, answer);
    }
    const readOnly = { ...lost, write: async () => Promise.reject(new Error("it can only be read")) };
    await watchOnce(world.watcher({ stores: [readOnly, own] }).context);
    expect(await own.read("chunks", chunk)).to.deep.equal(node.bytes);
    expect((await look([own, lost])).says).to.contain("all 12 receipts rebuilt");
    await before.restore();
  }

  it("sums and payout words whose leaves nobody shows: false, and said so", async () => {
    const { c } = world;
    const before = await c.w.networkHelpers.takeSnapshot();
    const parent = (await c.w.ledger.recordOf(GATEWAY_ID, 1)) as Hex;
    const options = { epoch: 2, parent };
    const { honest, level, index, node } = await tallOn(options);
    const vector = rawVector(falseEntries(randomOf("hidden"), node.credits.entries, [...c.w.contributorAccounts]).entries);
    const hidden = replaceNode(honest, level, index, withVector(node, "credits", vector));
    await c.w.commit(hidden);
    await publishClaimed(world.store, hidden);
    const blind = await look([faulty("vectors", bytesToHex(vector.root), undefined)]);
    expect(blind.code).to.equal(1);
    expect(blind.says).to.contain("hidden: the credits of");
    await before.restore();

    const again = await c.w.networkHelpers.takeSnapshot();
    const words = [...honest.words, 7n];
    const payouts = wordTree(words);
    const header = { ...honest.header, payoutRoot: payouts.root, payoutDepth: payouts.depth };
    const claimed = { ...honest, header, packed: encodeHeader(header), words, payouts };
    await c.w.commit(claimed);
    await publishClaimed(world.store, claimed);
    expect((await look([faulty("words", bytesToHex(payouts.root), undefined)])).says).to.contain("hidden: the payout words");
    await again.restore();

    async function tallOn(more: object) {
      for (let round = 0; ; round++) {
        const random = randomOf(`tall ${round}`);
        const built = await c.w.randomEpoch(random, { count: 30, legs: 6, chunkLegs: 6, ...more });
        if (built.levels.length > 1) return { honest: built, level: built.levels.length - 1, index: 0, node: built.top };
      }
    }
  });

  it("an RPC that lies about the head: refuses to conclude anything, by name", async () => {
    const { context } = world.watcher();
    await survey(context);
    const { client } = world.session;
    type GetBlock = typeof client.getBlock;
    const lying = (change: (block: Awaited<ReturnType<GetBlock>>) => object): typeof client => ({
      ...client,
      getBlock: (async (parameters: Parameters<GetBlock>[0]) => {
        const block = await client.getBlock(parameters);
        return { ...block, ...change(block) };
      }) as GetBlock,
    });
    const nameOf = async (second: typeof client) =>
      survey(world.watcher({ second }).context).then(
        () => "nothing",
        (error: Error) => `${error.name}: ${error.message}`,
      );
    expect(await nameOf(client)).to.equal("nothing");
    expect(await nameOf(lying(() => ({ hash: `0x${"66".repeat(32)}` })))).to.contain("LyingHeadError: the two RPCs have different blocks");
    expect(await nameOf(lying(({ number }) => ({ number: number! + 1_000n })))).to.contain("one of them withholds blocks");

    // Seen once, a block stays: an RPC that serves another history is refused by a watcher that runs again.
    const seen = { context: world.watcher().context };
    await survey(seen.context);
    const before = await world.c.w.networkHelpers.takeSnapshot();
    await world.c.w.networkHelpers.mine(3);
    await survey(seen.context);
    await before.restore();
    expect(await survey(seen.context).catch((error: Error) => error.message)).to.contain("head went back");
    await world.c.w.networkHelpers.mine(5, { interval: 77 });
    expect(await survey(seen.context).catch((error: Error) => error.message)).to.contain("ask another RPC");
  });

  it("says by its exit code what it found, and refuses bad options in one line", async () => {
    const deployment = path.join(world.folder, "deployment.json");
    // The world names what epochs need; a deployment's file has every contract.
    const others = Object.fromEntries(CONTRACT_NAMES.map((name) => [name, `0x${"01".repeat(20)}`]));
    await writeFile(deployment, JSON.stringify({ ...world.deployment, contracts: { ...others, ...world.deployment.contracts } }));
    const lines: string[] = [];
    const output = { say: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(line) };
    const run = (argv: readonly string[], environment = {}) => runWatcher(argv, environment, output, new AbortController().signal);
    const common = ["--rpc", node.url, "--deployment", deployment, "--folder", path.join(world.folder, "cli")];
    expect(await run(["check", ...common]), lines.join("\n")).to.equal(2);
    expect(await run(["run", ...common, "--store", world.store.place])).to.equal(2);
    expect(await run(["guess"])).to.equal(2);
    const code = await run(["check", ...common, "--store", world.store.place, "--json"]);
    expect(code, lines.join("\n")).to.equal(0);
    const found = lines.filter((line) => line.startsWith("{")).map((line) => JSON.parse(line) as { kind: string });
    expect(found.map(({ kind }) => kind)).to.deep.equal(["true", "true"]);
    expect(await run(["check", ...common, "--store", path.join(world.folder, "empty")])).to.equal(3);
    expect(await run(["run", "--once", ...common, "--store", world.store.place], { OPENLEDGER_WATCHER_KEY: keyOf(5) })).to.equal(0);
  });
});
