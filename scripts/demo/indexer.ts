import path from "node:path";

import { repositoryRoot } from "../lib/deployment.ts";
import { startService, type Service } from "../lib/service.ts";

/** Starts the Ponder indexer on a PGlite folder of its own. */
export async function startIndexer(
  rpcUrl: string,
  port: number,
  deploymentFile: string,
  gatewayHost: string,
  folder: string,
): Promise<Service> {
  return startService({
    name: "indexer",
    command: process.execPath,
    args: [
      "--import",
      "tsx",
      path.join(repositoryRoot, "indexer/scripts/start.ts"),
      "--port",
      `${port}`,
      "--data",
      path.join(folder, "indexer"),
    ],
    env: {
      OPENLEDGER_RPC_URL: rpcUrl,
      OPENLEDGER_DEPLOYMENT: deploymentFile,
      OPENLEDGER_EVIDENCE_HOSTS: gatewayHost,
      OPENLEDGER_POLLING_MS: "200",
    },
    logFile: path.join(folder, "indexer.log"),
    isReady: async () => (await fetch(`http://127.0.0.1:${port}/status`)).ok,
    timeoutMs: 120_000,
  });
}
