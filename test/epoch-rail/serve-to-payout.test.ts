import { spawn, type ChildProcess } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createInterface } from "node:readline";

import { encodeLegs, split, type Leg, type SplitEntry } from "@openledger/sdk";
import { chunkProofsAbi, epochLedgerAbi, gatewayRegistryAbi, payoutLedgerAbi, openTokenAbi, treeProofsAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import { custom, keccak256, parseEventLogs, type Hex, type Transport } from "viem";

import { servedWorld, type ServedWorld } from "./support/served-world.ts";
import { repositoryRoot } from "../../scripts/lib/deployment.ts";
import { PASS, runSteps } from "../../scripts/operator/pass.ts";
import { statusOf } from "../../scripts/operator/status.ts";

const DAY = 86_400;
const QUESTIONS = [
  "How do I prevent reentrant calls to a function?",
  "What is a timelock for?",
  "How does AccessControl grant a role?",
  "Explain how a proxy delegates its calls.",
];

/** Everything from a question to a credited account on the epoch rail. Tests build on each other: one chain of epochs. */
describe("the epoch rail, from serving to payout", function () {
  this.timeout(900_000);
  let w: ServedWorld;

  before(async () => {
    w = await servedWorld();
  });
  after(() => w?.close());

  const eventsOf = async () =>
    parseEventLogs({
      abi: epochLedgerAbi,
      logs: await w.suite.client.getLogs({ fromBlock: 0n, address: w.deployment.contracts.EpochLedger }),
    });
  const countOf = async (name: string) => (await eventsOf()).filter(({ eventName }) => eventName === name).length;

  /** What every account has to have, from the gateway's receipts and the offerings on chain alone. */
  async function expectedCredits(): Promise<Map<number, bigint>> {
    const credits = new Map<number, bigint>();
    const add = (account: number, amount: bigint) => credits.set(account, (credits.get(account) ?? 0n) + amount);
    const rows = await w.database.query<{ receipt_id: Hex }>("SELECT receipt_id FROM receipts");
    for (const { receipt_id: id } of rows) {
      const body = (await (await fetch(`${w.url}/v1/receipts/${id}`)).json()) as {
        receipt: { offeringId: number; fee: string; weightTotal: number; lane: string };
        packed: Hex;
        legs: { contributionId: string; weight: number; class: Leg["class"] }[];
      };
      expect([keccak256(body.packed), body.receipt.lane]).to.deep.equal([id, "epoch"]);
      const legs = body.legs.map((leg) => ({ ...leg, contributionId: BigInt(leg.contributionId) }));
      const { split: entries } = await w.world.read<{ split: readonly SplitEntry[] }>("GatewayRegistry", gatewayRegistryAbi, "offeringOf", [
        body.receipt.offeringId,
      ]);
      const parts = split({
        fee: BigInt(body.receipt.fee),
        entries: entries.map(({ role, account, bps }) => ({ role, account, bps })),
        legs,
        weightTotal: body.receipt.weightTotal,
      });
      for (const { account, amount } of parts.entries) if (account !== 0) add(account, amount);
      for (const { account, amount } of parts.legs) add(account, amount);
      add(w.commons, parts.unattributed);
    }
    return credits;
  }

  async function expectPaid(): Promise<void> {
    const credits = await expectedCredits();
    for (const [account, amount] of credits)
      expect(await w.world.read<bigint>("PayoutLedger", payoutLedgerAbi, "creditedOf", [account]), `account ${account}`).to.equal(amount);
    const total = [...credits.values()].reduce((sum, amount) => sum + amount, 0n);
    expect(await w.world.read<bigint>("PayoutLedger", payoutLedgerAbi, "totalCredited")).to.equal(total);
    const [row] = await w.database.query<{ billed: string; settled: string }>("SELECT billed::text, settled::text FROM payers");
    await w.admin("/admin/epochs/follow");
    const [after] = await w.database.query<{ billed: string; settled: string }>("SELECT billed::text, settled::text FROM payers");
    expect([row!.billed, after!.settled]).to.deep.equal([`${total}`, `${total}`]);
  }

  it("numbers receipts in the epoch lane's own chain, and closes epochs when asked", async () => {
    const ids = await w.askFor(QUESTIONS);
    const places = await Promise.all(
      ids.map(
        async (id) =>
          ((await (await fetch(`${w.url}/v1/receipts/${id}`)).json()) as { receipt: { epoch: number; sequence: number } }).receipt,
      ),
    );
    expect(places.map(({ epoch, sequence }) => `${epoch}/${sequence}`)).to.deep.equal(["0/0", "0/1", "0/2", "0/3"]);
    expect((await fetch(`${w.url}/v1/epochs/0/receipts`)).status).to.equal(409);
    expect(await (await w.admin("/admin/epochs/close")).json()).to.include({ epoch: 0 });
    expect(await (await w.admin("/admin/epochs/close")).json()).to.include({ epoch: null });
    await w.askFor(QUESTIONS.slice(0, 2));
    expect(await (await w.admin("/admin/epochs/close")).json()).to.include({ epoch: 1 });
    const listed = (await (await fetch(`${w.url}/v1/epochs`)).json()) as { data: { epoch: number; state: string; receipts: number }[] };
    expect(listed.data.map(({ epoch, state, receipts }) => [epoch, state, receipts])).to.deep.equal([
      [0, "closed", 4],
      [1, "closed", 2],
    ]);
    const bytes = new Uint8Array(await (await fetch(`${w.url}/v1/epochs/1/receipts`)).arrayBuffer());
    const stored = await w.database.query<{ packed: Hex; legs: string }>(
      "SELECT packed, legs FROM receipts WHERE epoch = 1 ORDER BY sequence",
    );
    const expected = stored
      .map(
        ({ packed, legs }) =>
          packed + encodeLegs((JSON.parse(legs) as Leg[]).map((leg) => ({ ...leg, contributionId: BigInt(leg.contributionId) }))).slice(2),
      )
      .join("");
    expect(Buffer.from(bytes).toString("hex")).to.equal(expected.replaceAll("0x", ""));
  });

  it("pays all contributors, with an operator that dies after every transaction it sends", async () => {
    /** The transaction reaches the chain; the operator never hears of it. */
    const dying = (transport: Transport): Transport => {
      let isDead = false;
      const request = async ({ method, params }: { method: string; params?: unknown }) => {
        if (isDead) throw new Error("the operator was killed");
        isDead = method === "eth_sendRawTransaction";
        return transport({}).request({ method, params } as never) as Promise<unknown>;
      };
      return custom({ request }, { retryCount: 0 });
    };
    let deaths = 0;
    for (let life = 0; life < 40; life++) {
      const { context } = await w.operator({ through: dying });
      try {
        await runSteps(context, PASS);
        const { epochs, pushesDue } = await statusOf(context);
        if (epochs.every(({ state }) => state === "final") && pushesDue === 0) break;
        await w.passTime(DAY);
      } catch (error) {
        expect((error as Error).message).to.contain("killed");
        deaths++;
      }
    }
    expect(await Promise.all(["EpochCommitted", "DebitsHeld", "EpochFinalised", "EpochVoided"].map(countOf))).to.deep.equal([2, 2, 2, 0]);
    // One voucher, two commits, two holds, two finals and the pushes: a handful, for any number of receipts.
    expect(deaths).to.be.within(8, 9);
    await expectPaid();
    const receipt = (await (await fetch(`${w.url}/v1/epochs/1`)).json()) as { state: string; record: Hex };
    expect(receipt.state).to.equal("final");
    expect(receipt.record).to.match(/^0x[0-9a-f]{64}$/);
  });

  it("does nothing when there is nothing to do", async () => {
    const { context, reports } = await w.operator();
    const before = await w.suite.client.getTransactionCount({ address: context.session.sender() });
    await runSteps(context, PASS);
    expect(reports).to.deep.equal([]);
    expect(await w.suite.client.getTransactionCount({ address: context.session.sender() })).to.equal(before);
  });

  it("lets two operators with one key work at once", async () => {
    await w.askFor(QUESTIONS.slice(1));
    await w.admin("/admin/epochs/close");
    for (let pass = 0; pass < 3; pass++) {
      const operators = [await w.operator(), await w.operator()];
      await Promise.all(operators.map(({ context }) => runSteps(context, PASS)));
      await w.passTime(DAY);
    }
    expect(await Promise.all(["EpochCommitted", "DebitsHeld", "EpochFinalised", "EpochVoided"].map(countOf))).to.deep.equal([3, 3, 3, 0]);
    await expectPaid();
  });

  it("answers a challenge of withheld data from the store, on chain", async () => {
    await w.askFor(QUESTIONS.slice(0, 1));
    await w.admin("/admin/epochs/close");
    const first = await w.operator();
    await runSteps(first.context, PASS);
    const challenger = w.world.actor("application");
    const challenged = [...first.context.log.committed.values()].find(({ epoch }) => epoch === 3)!;
    await w.world.send(challenger, "OpenToken", openTokenAbi, "approve", [w.deployment.contracts.ChunkProofs, 2n ** 255n]);
    await w.world.send(challenger, "ChunkProofs", chunkProofsAbi, "challengeData", [
      challenged.bytes,
      { nodes: [], indexes: [], paths: [] },
    ]);
    const { context, reports } = await w.operator();
    await runSteps(context, PASS);
    expect(reports.filter(({ kind }) => kind === "did").map(({ step }) => step)).to.deep.equal(["answer"]);
    expect(context.log.openChallenges()).to.deep.equal([]);
  });

  it("answers a question for what is inside a tree, and has its bond once the epoch is final", async () => {
    const challenger = w.world.actor("application");
    const { context, reports } = await w.operator();
    await context.log.refresh();
    const asked = [...context.log.committed.values()].find(({ epoch }) => epoch === 3)!;
    const place = { height: asked.payoutDepth, index: 0, node: asked.payoutRoot, path: [] };
    await w.world.send(challenger, "OpenToken", openTokenAbi, "approve", [w.deployment.contracts.TreeProofs, 2n ** 255n]);
    const way = { nodes: [], indexes: [], paths: [] };
    await w.world.send(challenger, "TreeProofs", treeProofsAbi, "challengeTree", [asked.bytes, way, 2, place]);
    await runSteps(context, PASS);
    expect(reports.filter(({ kind }) => kind === "did").map(({ step }) => step)).to.deep.equal(["answer"]);
    expect(context.log.treeQuestions().map(({ answerer }) => answerer)).to.deep.equal([context.session.sender()]);
  });

  it("voids an epoch that was not held in time, gives back what was held, and commits it again", async () => {
    // Epoch 4 is committed by an operator that goes away before it holds.
    await w.askFor(QUESTIONS.slice(2));
    await w.admin("/admin/epochs/close");
    await runSteps((await w.operator()).context, ["commit"]);
    await w.passTime(DAY / 2);
    const { context, reports } = await w.operator();
    await runSteps(context, PASS);
    expect(reports.filter(({ kind }) => kind === "did").map(({ step, epoch }) => `${step} ${epoch}`)).to.deep.equal([
      "expire 4",
      "commit 4",
      "hold 4",
    ]);
    for (let pass = 0; pass < 2; pass++) {
      await w.passTime(2 * DAY);
      await runSteps(context, PASS);
    }
    expect(await Promise.all(["EpochCommitted", "EpochVoided", "EpochFinalised"].map(countOf))).to.deep.equal([6, 1, 5]);
    expect(context.log.treeQuestions()).to.deep.equal([]);
    expect(await w.world.read<bigint>("OpenToken", openTokenAbi, "balanceOf", [w.deployment.contracts.TreeProofs])).to.equal(0n);
    await expectPaid();
  });

  it("goes on where kill -9 left it", async () => {
    await w.askFor(QUESTIONS);
    await w.admin("/admin/epochs/close");
    await writeFile(w.environment.OPENLEDGER_DEPLOYMENT, JSON.stringify({ ...w.deployment, startBlock: 0 }));
    const start = (): ChildProcess =>
      spawn(process.execPath, ["--import", "tsx", "scripts/operator.ts", "run", "--json", "--interval", "1"], {
        cwd: repositoryRoot,
        env: { ...process.env, ...w.environment },
        stdio: ["ignore", "pipe", "inherit"],
      });
    /** Lets an operator run until it says that it did a step, then kills it. */
    const killAfter = async (step: string): Promise<void> => {
      const child = start();
      const exited = new Promise((resolve) => child.once("exit", resolve));
      for await (const line of createInterface({ input: child.stdout! })) {
        const report = JSON.parse(line) as { step: string; kind: string };
        if (report.step === step && report.kind === "did") break;
      }
      child.kill("SIGKILL");
      await exited;
    };
    await killAfter("commit");
    await killAfter("hold");
    await w.passTime(DAY);
    await runSteps((await w.operator()).context, PASS);
    expect(await Promise.all(["EpochCommitted", "EpochVoided", "EpochFinalised"].map(countOf))).to.deep.equal([7, 1, 6]);
    await expectPaid();
  });

  it("keeps its journal: a gateway that starts again numbers on, one whose journal is gone refuses the epoch lane", async () => {
    const { checkJournal } = await import("../../gateway/src/epoch/check-journal.ts");
    await checkJournal(w.database, w.rail.chain);
    const empty = { query: async () => [{ known: "0" }] as never };
    expect(await checkJournal(empty, w.rail.chain).catch((error: Error) => error.name)).to.equal("JournalBehindChainError");
    const [id] = await w.askFor(QUESTIONS.slice(0, 1));
    const body = (await (await fetch(`${w.url}/v1/receipts/${id}`)).json()) as { receipt: { epoch: number; sequence: number } };
    expect([body.receipt.epoch, body.receipt.sequence]).to.deep.equal([6, 0]);
  });
});
