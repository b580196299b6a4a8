import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { serve } from "@hono/node-server";
import type { Deployment, LaneName } from "@openledger/sdk";
import { rewardRouterAbi } from "@openledger/sdk/abis";
import { bytesToHex, custom, type Hex, type Transport } from "viem";

import { createApp } from "../../../gateway/src/app.ts";
import { methodId } from "../../../gateway/src/attribution/method-id.ts";
import { judgedMethod } from "../../../gateway/src/attribution/methods.ts";
import { connectChain } from "../../../gateway/src/chain/viem-chain.ts";
import { openContentStore } from "../../../gateway/src/content/content-store.ts";
import { createGateway } from "../../../gateway/src/create-gateway.ts";
import { connectEpochChain } from "../../../gateway/src/epoch/connect-epoch-chain.ts";
import { DEFAULT_CLOSE_RULES } from "../../../gateway/src/epoch/rail.ts";
import { folderStore } from "../../../gateway/src/epoch/store/folder-store.ts";
import { openPglite } from "../../../gateway/src/journal/open-pglite.ts";
import { build } from "../../../scripts/demo/build.ts";
import { contribute, fund, openDatanet, registerAccount } from "../../../scripts/demo/contribute.ts";
import { readCorpus } from "../../../scripts/demo/corpus.ts";
import { publishOffering, registerGateway } from "../../../scripts/demo/gateway.ts";
import { ask, openApplication } from "../../../scripts/demo/serve.ts";
import { publishSnapshot, snapshotItems, trainAdapter } from "../../../scripts/demo/snapshot.ts";
import { judge } from "../../../scripts/demo/validate.ts";
import { createWorld } from "../../../scripts/demo/world.ts";
import { openRailSession } from "../../../scripts/epoch-rail/session.ts";
import { DEFAULT_SEND_RULES } from "../../../scripts/epoch-rail/send-call.ts";
import { deploySimulatedSuite } from "../../../scripts/lib/simulated-suite.ts";
import { serveSimulated } from "../../../scripts/lib/serve-simulated.ts";
import type { Report } from "../../../scripts/operator/context.ts";
import { operatorContext } from "../../../scripts/operator/main.ts";
import { gatewaySource } from "../../../scripts/operator/source.ts";

export const ADMIN_TOKEN = "operator-token-for-tests";
const QUICK = { ...DEFAULT_SEND_RULES, poll: 5 };

/**
 * A gateway that serves a small Datanet, on the epoch lane unless another is asked for, on a chain of this process that is served over HTTP too.
 * @param judgedPercent What the offering's method leaves to judgement.
 */
export async function servedWorld({
  lane = "epoch",
  judgedPercent = 0,
}: { readonly lane?: LaneName; readonly judgedPercent?: number } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "openledger-served-"));
  const suite = await deploySimulatedSuite();
  const node = await serveSimulated(suite.client);
  const deployment = suite.deployment as unknown as Deployment;
  const world = createWorld(node.url, suite.deployment);
  for (const actor of ["datanetOwner", "gatewayOperator", "application"] as const) await fund(world, world.actor(actor), 2_000);

  const datanet = await openDatanet(world);
  const contributions = [];
  for (const [number, { author, items }] of (await readCorpus()).slice(0, 3).entries()) {
    const actor = world.contributor(number, author);
    await fund(world, actor, 100);
    contributions.push(...(await contribute(world, datanet, { actor, account: await registerAccount(world, actor) }, items.slice(0, 8))));
  }
  const accepted = (await judge(world, datanet, contributions))
    .filter(({ status }) => status === "Accepted")
    .map((entry) => entry.contribution);

  const keyOf = (name: "receiptKey" | "submitter"): Hex => bytesToHex(world.actor(name).account.getHdKey().privateKey!);
  const identity = await registerGateway(world, "http://127.0.0.1:1");
  const chain = await connectChain({
    rpcUrl: node.url,
    deployment,
    gatewayId: identity.id,
    receiptKey: keyOf("receiptKey"),
    submitterKey: keyOf("submitter"),
    salts: new Map(),
  });
  const store = folderStore(path.join(folder, "store"));
  const journal = path.join(folder, "journal");
  const database = await openPglite(journal);
  const contents = await openContentStore(path.join(folder, "contents"));
  for (const { contentRoot, item } of accepted) await contents.put(contentRoot, item.text);
  const rail = {
    lane,
    rules: DEFAULT_CLOSE_RULES,
    store,
    chain: connectEpochChain({ rpcUrl: node.url, deployment, gatewayId: identity.id }),
  };
  const gateway = await createGateway({ chain, database, contents, rail, priorFolder: path.join(folder, "priors") });
  const app = createApp(gateway, { adminToken: ADMIN_TOKEN });
  const { server, url } = await new Promise<{ server: ReturnType<typeof serve>; url: string }>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
      resolve({ server: started, url: `http://127.0.0.1:${port}` }),
    );
  });

  const items = await snapshotItems(world, accepted);
  const snapshot = await publishSnapshot(world, url, datanet, items);
  const trained = trainAdapter(items);
  const built = await build(world, datanet, snapshot.number, trained.weights);
  const commons = await world.read<number>("RewardRouter", rewardRouterAbi, "commons");
  await publishOffering(world, identity, datanet, built, methodId(judgedMethod(judgedPercent)), commons);
  await chain.refresh();
  const application = await openApplication(world, identity, url);

  let stopped: Promise<void> | undefined;
  /** Ends the gateway's process, as far as others can tell. */
  const stopGateway = (): Promise<void> =>
    (stopped ??= (async () => {
      if ("closeAllConnections" in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
    })());
  let operators = 0;
  const request = (method: string, params: readonly unknown[] = []) => suite.client.request({ method, params } as never);
  return {
    world,
    suite,
    node,
    datanet,
    gateway,
    deployment,
    identity,
    commons,
    application,
    database,
    store,
    folder,
    journal,
    url,
    rail,
    keyOf,
    request,
    async passTime(seconds: number): Promise<void> {
      await request("evm_increaseTime", [seconds]);
      await request("evm_mine");
    },
    async askFor(questions: readonly string[]): Promise<readonly string[]> {
      return (await ask(application, url, questions, () => {})).map(({ completionId }) => completionId);
    },
    admin: (route: string) => fetch(`${url}${route}`, { method: "POST", headers: { authorization: `Bearer ${ADMIN_TOKEN}` } }),
    /** An operator without any memory. @param through Wraps the way to the chain. */
    async operator({
      key = keyOf("submitter"),
      through = (transport) => transport,
    }: { key?: Hex; through?: (transport: Transport) => Transport } = {}) {
      const reports: Report[] = [];
      const transport = through(custom({ request: (call: unknown) => suite.client.request(call as never) }, { retryCount: 0 }));
      const session = await openRailSession({ rpcUrl: node.url, deployment, key, transport });
      const context = operatorContext({
        session,
        source: gatewaySource(url, ADMIN_TOKEN),
        store,
        gatewayId: identity.id,
        folder: path.join(folder, `operator-${operators++}`),
        receiptKey: keyOf("receiptKey"),
        sendRules: QUICK,
        report: (report) => void reports.push(report),
      });
      return { context, reports };
    },
    /** Environment and options of the programs for this world. */
    environment: {
      OPENLEDGER_RPC_URL: node.url,
      OPENLEDGER_GATEWAY_URL: url,
      OPENLEDGER_ADMIN_TOKEN: ADMIN_TOKEN,
      OPENLEDGER_GATEWAY_ID: `${identity.id}`,
      OPENLEDGER_RECEIPT_KEY: keyOf("receiptKey"),
      OPENLEDGER_SUBMITTER_KEY: keyOf("submitter"),
      OPENLEDGER_EPOCH_STORE: store.place,
      OPENLEDGER_OPERATOR_DIR: path.join(folder, "operator"),
      OPENLEDGER_DEPLOYMENT: path.join(folder, "deployment.json"),
    },
    stopGateway,
    async close(): Promise<void> {
      await stopGateway();
      await node.close();
      await suite.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type ServedWorld = Awaited<ReturnType<typeof servedWorld>>;
