import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

import { decodeBatch, split, type SplitEntry } from "@openledger/sdk";
import { contributionLedgerAbi, gatewayRegistryAbi, payoutLedgerAbi, rewardRouterAbi } from "@openledger/sdk/abis";
import { expect } from "chai";
import { createPublicClient, http, keccak256, parseEventLogs, type Hex, type PublicClient } from "viem";

import { repositoryRoot } from "../../scripts/lib/deployment.ts";
import { graphql } from "../../scripts/demo/graphql.ts";

type Summary = {
  chainId: number;
  receipts: number;
  feesPaid: string;
  credited: string;
  withdrawn: string;
  unattributed: string;
  contributors: number;
  graphql: string;
  gateway: string;
  rpc: string;
  addresses: Record<string, Hex>;
};

/** The demo as a newcomer runs it, kept alive, and then everything again from outside: chain by RPC, gateway by HTTP, indexer by GraphQL. */
describe("the loop, end to end", function () {
  this.timeout(600_000);

  let demo: ChildProcess;
  let summary: Summary;
  let client: PublicClient;
  let apiKey: string;

  before(async () => {
    demo = spawn(process.execPath, ["--import", "tsx", "scripts/demo.ts", "--keep", "--json"], { cwd: repositoryRoot, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    demo.stderr!.on("data", (chunk: Buffer) => (said += chunk.toString()));
    const lines = createInterface({ input: demo.stdout! });
    const line = await Promise.race([
      new Promise<string>((resolve) => lines.once("line", resolve)),
      new Promise<never>((_, reject) => demo.once("exit", (code) => reject(new Error(`the demo stopped with ${code}:\n${said.slice(-3000)}`)))),
    ]);
    summary = JSON.parse(line) as Summary;
    apiKey = /API key (\S+)/.exec(said)![1]!;
    client = createPublicClient({ transport: http(summary.rpc) });
  });

  after(async () => {
    if (demo === undefined || demo.exitCode !== null) return;
    const stopped = new Promise((resolve) => demo.once("exit", resolve));
    demo.kill("SIGINT");
    await stopped;
  });

  it("paid in is paid out", async () => {
    expect(summary.receipts).to.equal(12);
    expect(BigInt(summary.feesPaid) > 0n).to.equal(true);
    expect(summary.credited).to.equal(summary.feesPaid);
    expect(BigInt(summary.unattributed) > 0n && BigInt(summary.unattributed) < BigInt(summary.feesPaid)).to.equal(true);
    const credited = await client.readContract({ address: summary.addresses.PayoutLedger!, abi: payoutLedgerAbi, functionName: "totalCredited" });
    const withdrawn = await client.readContract({ address: summary.addresses.PayoutLedger!, abi: payoutLedgerAbi, functionName: "totalWithdrawn" });
    expect(`${credited}`).to.equal(summary.credited);
    expect(`${withdrawn}`).to.equal(summary.withdrawn);
    expect(withdrawn > 0n).to.equal(true);
  });

  it("every payout follows from the events alone", async () => {
    const logs = await client.getLogs({ address: summary.addresses.RewardRouter!, fromBlock: 0n });
    const batches = parseEventLogs({ abi: rewardRouterAbi, eventName: "BatchSettled", logs });
    const expected = new Map<number, bigint>();
    const commons = await client.readContract({ address: summary.addresses.RewardRouter!, abi: rewardRouterAbi, functionName: "commons" });
    const credit = (account: number, amount: bigint) => expected.set(account, (expected.get(account) ?? 0n) + amount);

    for (const { args } of batches) {
      const decoded = decodeBatch(args.batch);
      expect(decoded.summary.root).to.equal(args.root);
      for (const { receipt, legs } of decoded.receipts) {
        const offering = await client.readContract({ address: summary.addresses.GatewayRegistry!, abi: gatewayRegistryAbi, functionName: "offeringOf", args: [receipt.offeringId] });
        const entries: SplitEntry[] = offering.split.map(({ role, account, bps }) => ({ role, account, bps }));
        const shares = split({ fee: receipt.fee, entries, legs, weightTotal: receipt.weightTotal });
        for (const { account, amount } of shares.entries) if (account !== 0) credit(account, amount);
        for (const { account, amount } of shares.legs) credit(account, amount);
        credit(commons, shares.unattributed);
      }
    }
    for (const [account, amount] of expected) {
      const credited = await client.readContract({ address: summary.addresses.PayoutLedger!, abi: payoutLedgerAbi, functionName: "creditedOf", args: [account] });
      expect(credited, `account ${account}`).to.equal(amount);
    }
    expect(`${[...expected.values()].reduce((sum, amount) => sum + amount, 0n)}`).to.equal(summary.credited);
  });

  it("only accepted contributions were paid, and farmed items never", async () => {
    const { legs, contributions } = await graphql<{
      legs: { items: { contributionId: string; contribution: { status: string } }[] };
      contributions: { items: { id: string; status: string; reason: string; uri: string }[] };
    }>(
      summary.graphql,
      `{ legs(limit: 1000) { items { contributionId contribution { status } } }
         contributions(where: { status_in: [Rejected, Duplicate] }, limit: 1000) { items { id status reason uri } } }`,
    );
    expect(legs.items.length).to.be.greaterThan(10);
    for (const { contributionId, contribution } of legs.items) expect(contribution.status, contributionId).to.equal("Accepted");
    const reasons = new Set(contributions.items.map(({ reason }) => reason));
    for (const reason of ["ExactDuplicate", "NearDuplicate", "Stuffing", "LicenceMissing"]) expect(reasons.has(reason), reason).to.equal(true);
    const sample = contributions.items[0]!;
    const onChain = await client.readContract({ address: summary.addresses.ContributionLedger!, abi: contributionLedgerAbi, functionName: "contributionOf", args: [BigInt(sample.id)] });
    expect([3, 4]).to.include(onChain.status);
  });

  it("an answer that the Datanet knows nothing about is mostly unattributed", async () => {
    const { receipts } = await graphql<{ receipts: { items: { sequence: string; weightTotal: string; weightAttributed: string }[] } }>(
      summary.graphql,
      `{ receipts(orderBy: "sequence", orderDirection: "asc") { items { sequence weightTotal weightAttributed } } }`,
    );
    const shareOf = ({ weightTotal, weightAttributed }: { weightTotal: string; weightAttributed: string }) => Number(weightAttributed) / Number(weightTotal);
    const pancakes = receipts.items[11]!;
    expect(shareOf(pancakes)).to.be.lessThan(0.3);
    expect(receipts.items.slice(0, 11).filter((receipt) => shareOf(receipt) > 0.5).length).to.be.greaterThan(7);
  });

  it("answers bad requests in OpenAI's shape and charges nothing for them", async () => {
    const spent = async () => ((await (await fetch(`${summary.gateway}/v1/keys/me`, { headers: { authorization: `Bearer ${apiKey}` } })).json()) as { spent: string }).spent;
    const before = await spent();
    const ask = async (body: string, key?: string) => {
      const response = await fetch(`${summary.gateway}/v1/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
        body,
      });
      const { error } = (await response.json()) as { error: { message: string; type: string; code: string | null } };
      expect(error.message).to.be.a("string").with.length.greaterThan(10);
      expect(error.type).to.be.a("string");
      return response.status;
    };
    const question = (model: string) => JSON.stringify({ model, messages: [{ role: "user", content: "hello" }] });
    expect(await ask(question("solidity-auditor"))).to.equal(401);
    expect(await ask(question("solidity-auditor"), "ol_wrong")).to.equal(401);
    expect(await ask(question("no-such-model"), apiKey)).to.equal(404);
    expect(await ask("{", apiKey)).to.equal(400);
    expect(await ask(JSON.stringify({ model: "solidity-auditor", messages: [] }), apiKey)).to.equal(400);
    expect(await spent()).to.equal(before);
  });

  it("a receipt from the gateway is the receipt on the chain", async () => {
    const { receipts } = await graphql<{ receipts: { items: { id: Hex; fee: string }[] } }>(summary.graphql, `{ receipts(limit: 3) { items { id fee } } }`);
    for (const { id, fee } of receipts.items) {
      const response = await fetch(`${summary.gateway}/v1/receipts/${id}`, { headers: { authorization: `Bearer ${apiKey}` } });
      expect(response.status).to.equal(200);
      const body = (await response.json()) as { receipt_id: Hex; packed: Hex; receipt: { fee: string } };
      expect(body.receipt_id).to.equal(id);
      expect(body.receipt.fee).to.equal(fee);
      expect(keccak256(body.packed)).to.equal(id);
    }
  });
});
