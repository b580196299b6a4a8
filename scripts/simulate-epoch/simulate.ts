import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { serve } from "@hono/node-server";
import type { Deployment, SplitEntry } from "@openledger/sdk";
import { gatewayRegistryAbi, payoutLedgerAbi } from "@openledger/sdk/abis";
import { bytesToHex, type Hex } from "viem";

import { createApp } from "../../gateway/src/app.ts";
import { connectChain } from "../../gateway/src/chain/viem-chain.ts";
import { openContentStore } from "../../gateway/src/content/content-store.ts";
import { createGateway } from "../../gateway/src/create-gateway.ts";
import { connectEpochChain } from "../../gateway/src/epoch/connect-epoch-chain.ts";
import { DEFAULT_CLOSE_RULES } from "../../gateway/src/epoch/rail.ts";
import { folderStore } from "../../gateway/src/epoch/store/folder-store.ts";
import { openPglite } from "../../gateway/src/journal/open-pglite.ts";
import { createWorld } from "../demo/world.ts";
import { serveSimulated } from "../lib/serve-simulated.ts";
import { deploySimulatedSuite } from "../lib/simulated-suite.ts";
import { runReceipt } from "../receipt/main.ts";
import { gasByKind, type GasRow } from "./gas.ts";
import { fillJournal, giveVouchers } from "./journal.ts";
import { peakMemory } from "./peak-memory.ts";
import { createPeople, depositAll } from "./people.ts";
import { runProgram } from "./run-program.ts";
import { simpleSum } from "./simple-sum.ts";

export type Sizes = { readonly receipts: number; readonly contributors: number; readonly payers: number };

export type Simulated = {
  readonly legs: number;
  /** Accounts whose credit equals the simple sum, contributors among them. */
  readonly accountsRight: number;
  readonly accountsWrong: number;
  readonly contributorsPaid: number;
  readonly kept: number;
  readonly gas: readonly GasRow[];
  readonly steps: readonly { readonly step: string; readonly seconds: number }[];
  /** Peak memory by program, MB. */
  readonly memory: Readonly<Record<"chain and gateway" | "operator" | "watcher", number>>;
};

const DAY = 86_400;
const TOKEN = "simulated-operator";
/** nano-OPEN that each payer signs: its deposit is the limit. */
const VOUCHER = 10n ** 12n;
/** Receipts that clients kept, for the watcher and for `receipt verify`. */
const KEPT = 20;

/**
 * An epoch from signed receipts to credited accounts on a chain of this process, by the gateway's, the operator's and the watcher's own programs.
 * @throws if any of them fails, or finds anything.
 */
export async function simulateEpoch(sizes: Sizes, say: (line: string) => void): Promise<Simulated> {
  const folder = await mkdtemp(path.join(tmpdir(), "openledger-epoch-"));
  const steps: { step: string; seconds: number }[] = [];
  const timed = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    say(`${step} …`);
    const start = performance.now();
    const result = await work();
    steps.push({ step, seconds: (performance.now() - start) / 1_000 });
    return result;
  };

  const suite = await timed("deploy the suite", () => deploySimulatedSuite());
  const node = await serveSimulated(suite.client);
  const world = createWorld(node.url, suite.deployment);
  const deployment = suite.deployment as unknown as Deployment;
  const keyOf = (name: "receiptKey" | "submitter"): Hex => bytesToHex(world.actor(name).account.getHdKey().privateKey!);
  const people = await timed("register and accept everybody", () => createPeople(world, suite, sizes));
  const gatewayId = people.gateway.id;

  const keys = { receiptKey: keyOf("receiptKey"), submitterKey: keyOf("submitter") };
  const chain = await connectChain({ rpcUrl: node.url, deployment, gatewayId, ...keys, salts: new Map() });
  const store = folderStore(path.join(folder, "store"));
  const database = await openPglite(path.join(folder, "journal"));
  const epochChain = connectEpochChain({ rpcUrl: node.url, deployment, gatewayId });
  const rail = { lane: "epoch" as const, rules: DEFAULT_CLOSE_RULES, store, chain: epochChain };
  const contents = await openContentStore(path.join(folder, "contents"));
  const gateway = await createGateway({ chain, database, contents, rail });
  const app = createApp(gateway, { adminToken: TOKEN });
  const { server, url } = await new Promise<{ server: ReturnType<typeof serve>; url: string }>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve({ server: started, url: `http://127.0.0.1:${port}` }),
    );
  });
  try {
    await giveVouchers(world, database, chain, people, VOUCHER);
    const { legs, owed } = await timed("fill the gateway's journal", () => fillJournal(database, chain, people, sizes.receipts));
    await timed("sign the receipts in batches", () => gateway.signing.signPending());
    await depositAll(world, suite, owed);

    const deploymentFile = path.join(folder, "deployment.json");
    await writeFile(deploymentFile, JSON.stringify(suite.deployment));
    const environment = {
      OPENLEDGER_RPC_URL: node.url,
      OPENLEDGER_DEPLOYMENT: deploymentFile,
      OPENLEDGER_GATEWAY_URL: url,
      OPENLEDGER_GATEWAY_ID: `${gatewayId}`,
      OPENLEDGER_ADMIN_TOKEN: TOKEN,
      OPENLEDGER_RECEIPT_KEY: keys.receiptKey,
      OPENLEDGER_SUBMITTER_KEY: keys.submitterKey,
      OPENLEDGER_EPOCH_STORE: store.place,
      OPENLEDGER_OPERATOR_DIR: path.join(folder, "operator"),
      OPENLEDGER_WATCHER_DIR: path.join(folder, "watcher"),
    };
    const before = await suite.client.getBlockNumber({ cacheTime: 0 });
    await runProgram("operator", ["close"], environment);
    const committed = await timed("operator: build, redeem, commit, hold", () => runProgram("operator", ["run", "--once"], environment));

    const receipts = path.join(folder, "receipts");
    await keepReceipts(url, receipts, sizes.receipts, (sequence) => `simulated-${sequence}`, database);
    const watched = await timed("watcher: check everything", () =>
      runProgram("watcher", ["check", "--store", url, "--receipts", receipts], environment),
    );
    for (const line of watched.lines) say(line);

    await suite.client.request({ method: "evm_increaseTime", params: [DAY] } as never);
    await suite.client.request({ method: "evm_mine", params: [] } as never);
    const paid = await timed("operator: finalise, push", () => runProgram("operator", ["run", "--once"], environment));
    const verifyArgs = ["verify", path.join(receipts, "0.json"), "--rpc", node.url, "--store", url];
    const output = { say, warn: say };
    if ((await runReceipt(verifyArgs, environment, output)) !== 0) throw new Error("npm run receipt -- verify found something wrong");

    const gas = await gasByKind(suite.client, world.actor("submitter").account.address, before);
    const sums = await timed("compare every lane with the simple sum", () => compare());
    const memory = {
      "chain and gateway": peakMemory(),
      operator: Math.max(committed.megabytes, paid.megabytes),
      watcher: watched.megabytes,
    };
    return { legs, ...sums, kept: Math.min(KEPT, sizes.receipts), gas, steps, memory };
  } finally {
    if ("closeAllConnections" in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await gateway.attribution.close();
    await database.close();
    await node.close();
    await suite.close();
    await rm(folder, { recursive: true, force: true });
  }

  async function compare() {
    const { split } = await world.read<{ split: readonly SplitEntry[] }>("GatewayRegistry", gatewayRegistryAbi, "offeringOf", [
      people.offering,
    ]);
    const { credits, receipts } = await simpleSum(url, 0, { split, commons: people.commons });
    if (receipts !== sizes.receipts) throw new Error(`the gateway publishes ${receipts} receipts instead of ${sizes.receipts}`);
    const ledger = { address: deployment.contracts.PayoutLedger, abi: payoutLedgerAbi } as const;
    let accountsWrong = 0;
    for (const [account, amount] of credits)
      if ((await suite.client.readContract({ ...ledger, functionName: "creditedOf", args: [account] })) !== amount) accountsWrong++;
    const total = [...credits.values()].reduce((sum, amount) => sum + amount, 0n);
    if ((await suite.client.readContract({ ...ledger, functionName: "totalCredited" })) !== total) accountsWrong++;
    const contributorsPaid = people.contributions.filter((id) => (credits.get(Number(id >> 24n)) ?? 0n) > 0n).length;
    return { accountsRight: credits.size - accountsWrong, accountsWrong, contributorsPaid };
  }
}

/** Saves some receipts as the gateway serves them, from the first to the last. */
async function keepReceipts(
  url: string,
  folder: string,
  count: number,
  requestId: (sequence: number) => string,
  database: Awaited<ReturnType<typeof openPglite>>,
): Promise<void> {
  await mkdir(folder);
  const kept = Math.min(KEPT, count);
  for (let i = 0; i < kept; i++) {
    const sequence = kept === 1 ? 0 : Math.floor((i * (count - 1)) / (kept - 1));
    const [row] = await database.query<{ id: string }>("SELECT receipt_id AS id FROM receipts WHERE request_id = $1", [
      requestId(sequence),
    ]);
    const response = await fetch(`${url}/v1/receipts/${row!.id}`);
    if (!response.ok) throw new Error(`the gateway answers ${response.status} for receipt ${sequence}: ${await response.text()}`);
    await writeFile(path.join(folder, `${i}.json`), await response.text());
  }
}
