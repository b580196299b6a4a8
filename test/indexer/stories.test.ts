import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parseDeployment, type Deployment } from "@openledger/sdk";
import { expect } from "chai";
import { createPublicClient, http, type Hex } from "viem";

import { explainAccount } from "../../scripts/explain/account.ts";
import { createPaint } from "../../scripts/explain/paint.ts";
import { describeDifference } from "../../scripts/reconcile/compare.ts";
import { reconcile, type Reconciliation } from "../../scripts/reconcile/reconcile.ts";
import { dumpTables } from "../../indexer/scripts/dump/dump-tables.ts";
import { openPostgresQuery } from "../../indexer/scripts/dump/open-query.ts";
import { tellEpochStory } from "../settlement/epoch/epoch-story.ts";
import { connect, epochWorld, randomOf } from "../settlement/epoch/world.ts";
import { tellStory } from "../support/validation/panel-story.ts";
import { createPanelWorld, OPEN } from "../support/validation/panel-world.ts";
import { addressesOf } from "./support/chain-script.ts";
import { tellEvaluationStory } from "./support/evaluation-story.ts";
import { tellPriorStory } from "./support/prior-story.ts";
import { tellRerunStory } from "./support/rerun-story.ts";
import { startPostgres, type PostgresServer } from "./support/postgres-server.ts";
import { startIndexer, type RunningIndexer } from "./support/running-indexer.ts";
import { serveProvider, type Request, type ServedProvider } from "./support/serve-provider.ts";
import { expectSame, IS_DEEP } from "./support/stage.ts";

const FILL_MS = 180_000;

interface Told {
  /** Accounts that it left something to explain. */
  readonly accounts: readonly number[];
  /** What reconcile must find: money that came by no settlement. */
  readonly differences: readonly string[];
}

/** A chain in this process on which something will happen. */
interface Scene {
  readonly request: Request;
  readonly deployment: Deployment;
  /** Lets it happen. */
  tell(): Promise<Told>;
  close(): Promise<void>;
}

const validation = async (): Promise<Scene> => {
  const world = await createPanelWorld();
  const tell = async () => {
    const { contributor, rival, validators, prover, items } = await tellStory(world);
    await tellEvaluationStory(world);
    await tellPriorStory(world, { challenger: prover, item: items.good });
    await tellRerunStory(world, { challenger: prover, item: items.good });
    // The story credits the contributor in the name of a rail, to have a use counted, and no settlement explains it.
    const differences = [`earned / account ${contributor}: chain ${25n * OPEN}, index 0`];
    return { accounts: [contributor, rival, validators[0]!], differences };
  };
  return {
    request: world.client.request as unknown as Request,
    deployment: parseDeployment({ ...world.deployment, startBlock: 1 }),
    tell,
    close: () => world.close(),
  };
};

const epochs = async (): Promise<Scene> => {
  const connection = await connect();
  let contracts: Record<string, Hex> = {};
  const ignition = {
    deploy: async (...args: Parameters<typeof connection.ignition.deploy>) => {
      const deployed = await connection.ignition.deploy(...args);
      contracts = await addressesOf(deployed as never);
      return deployed;
    },
  };
  const given = Object.assign(Object.create(connection) as typeof connection, { ignition });
  const world = await epochWorld({ contributors: 6, payers: 3, itemsEach: 20, connection: given });
  return {
    request: ({ method, params }) => connection.provider.request({ method, params: params as unknown[] }),
    deployment: parseDeployment({ chainId: world.chainId, startBlock: 1, contracts }),
    tell: async () => {
      await tellEpochStory(world, randomOf("indexed"));
      return { accounts: [1, ...world.contributorAccounts.slice(0, 2), world.payerAccounts[0]!], differences: [] };
    },
    close: () => connection.close(),
  };
};

/** Each story is told while the index follows the chain: what it has then is what the chain says. */
for (const [name, setScene, groups] of [
  [
    "stakes, panels, removals, bounties, evaluations, priors and re-runs",
    validation,
    ["stake", "evaluation", "priors", "re-run", "ballots"],
  ],
  ["epochs committed, held, disputed, final, pushed and claimed", epochs, ["epoch"]],
] as const) {
  describe(`an index on Postgres that follows ${name}`, function () {
    this.timeout(400_000);
    let scene: Scene;
    let rpc: ServedProvider;
    let postgres: PostgresServer;
    let folder: string;
    let deploymentFile: string;
    let indexer: RunningIndexer;
    let told: Told;
    const running: RunningIndexer[] = [];

    const start = async (schema: string): Promise<RunningIndexer> => {
      const args = ["--schema", schema, "--views-schema", `${schema}_views`];
      const options = { rpcUrl: rpc.url, deploymentFile, folder, databaseUrl: postgres.url, name: schema, args };
      const started = await startIndexer(options);
      running.push(started);
      return started;
    };
    const head = async () => Number(await scene.request({ method: "eth_blockNumber", params: [] }));

    before(async () => {
      folder = mkdtempSync(path.join(tmpdir(), "openledger-stories-"));
      [scene, postgres] = await Promise.all([setScene(), startPostgres()]);
      rpc = await serveProvider(scene.request);
      deploymentFile = path.join(folder, "deployment.json");
      writeFileSync(deploymentFile, JSON.stringify(scene.deployment));
      indexer = await start("live");
      await indexer.reach(await head(), FILL_MS);
      told = await scene.tell();
      await indexer.reach(await head(), FILL_MS);
    });
    after(async () => {
      await Promise.all(running.map((one) => one.stop()));
      await rpc?.close();
      await scene?.close();
      await postgres?.remove();
      rmSync(folder, { recursive: true, force: true });
    });

    it("has every sum and count as the chain has them", async () => {
      const client = createPublicClient({ transport: http(rpc.url, { batch: true }) });
      const found: Reconciliation = await reconcile(client, `${indexer.url}/graphql`, scene.deployment);
      expect(found.groups.flatMap(({ differences }) => differences.map(describeDifference))).to.deep.equal(told.differences);
      for (const group of groups) {
        const compared = found.groups.filter((one) => one.name.toLowerCase().includes(group));
        expect(
          compared.some(({ chainSum }) => chainSum > 0n),
          `${group} in ${found.groups.map((one) => one.name).join(", ")}`,
        ).to.equal(true);
      }
    });

    it("explains accounts of the story", async () => {
      for (const account of told.accounts) {
        const lines = await explainAccount(`${indexer.url}/graphql`, `${account}`, createPaint(false));
        expect(lines.join("\n")).to.match(new RegExp(`[Aa]ccount ${account}\\b`));
      }
    });

    it("has no anomaly; in the long form it is what an index filled afterwards is", async () => {
      const database = await openPostgresQuery(postgres.url);
      try {
        const rows = await dumpTables(database.query, "live");
        expect(rows.get("anomaly")).to.deep.equal([]);
        const idsOf = (table: string) => rows.get(table)!.map((row) => (JSON.parse(row) as { id: string }).id);
        expect(idsOf("offence"), "what each slashing is for").to.include.members(idsOf("slashing"));
        if (IS_DEEP) {
          const fresh = await start("fresh");
          await fresh.reach(await head(), FILL_MS);
          expectSame(rows, await dumpTables(database.query, "fresh"));
        }
      } finally {
        await database.close();
      }
      expect(indexer.said()).to.deep.equal([]);
    });
  });
}
