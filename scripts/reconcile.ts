// `npm run reconcile -- --rpc URL --graphql URL --deployment FILE`: compares every sum and count of the index with the chain at one block.
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";

import { parseDeployment, type Deployment } from "@openledger/sdk";
import { createPublicClient, http } from "viem";

import { columns } from "./demo/table.ts";
import { reconcile } from "./reconcile/reconcile.ts";
import { describeDifference } from "./reconcile/compare.ts";

const usage = "npm run reconcile -- --rpc URL --graphql URL --deployment FILE";
try {
  const { rpc, graphql, deployment } = readOptions();
  const client = createPublicClient({ transport: http(rpc, { batch: true }) });
  const { at, groups, uncounted } = await reconcile(client, graphql, await readDeployment(deployment));
  const differences = groups.flatMap((group) => group.differences);
  const rows = groups.map(({ name, compared, chainSum, indexSum, differences: found }) => [
    found.length === 0 ? "✓" : "✗",
    name,
    `${compared}`,
    `${chainSum}`,
    `${indexSum}`,
    `${found.length}`,
  ]);
  process.stdout.write(`block ${at.number} ${at.hash}\n\n`);
  const header = ["", "what", "compared", "sum on chain", "sum in index", "differ"];
  for (const line of columns([header, ...rows])) process.stdout.write(`${line}\n`);
  const rest = [...uncounted].map(([name, count]) => `${name} ${count}`).join(", ");
  if (rest !== "") process.stdout.write(`\nnot counted, because they change rows instead of making one each: ${rest}\n`);
  const compared = groups.reduce((sum, group) => sum + group.compared, 0);
  process.stdout.write(`\n${compared} sums and counts compared, ${differences.length} differences\n`);
  for (const difference of differences) process.stderr.write(`✗ ${describeDifference(difference)}\n`);
  process.exitCode = differences.length === 0 ? 0 : 1;
} catch (error) {
  process.stderr.write(`✗ ${(error instanceof Error ? error.message : String(error)).split("\n")[0]}\n`);
  process.exitCode = 2;
}

function readOptions(): { rpc: string; graphql: string; deployment: string } {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ options: { rpc: text, graphql: text, deployment: text } });
  const { rpc, graphql, deployment } = values;
  if (rpc === undefined || graphql === undefined || deployment === undefined) throw new Error(`an option is missing: ${usage}`);
  for (const [name, url] of Object.entries({ rpc, graphql }))
    if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ""))
      throw new Error(`--${name} is ${url}, not an http address: ${usage}`);
  return { rpc, graphql, deployment };
}

async function readDeployment(file: string): Promise<Deployment> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error(`there is no deployment record at ${file}; npm run deploy writes one into deploy/deployments`);
  });
  return parseDeployment(text);
}
