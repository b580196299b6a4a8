import path from "node:path";

import { repositoryRoot } from "../lib/deployment.ts";
import { startService, type Service } from "../lib/service.ts";

/** Starts a local OP-type chain (Hardhat's node). */
export async function startChain(port: number, logFolder: string): Promise<Service> {
  const url = `http://127.0.0.1:${port}`;
  return startService({
    name: "chain",
    command: process.execPath,
    args: [path.join(repositoryRoot, "node_modules/hardhat/dist/src/cli.js"), "node", "--chain-type", "op", "--port", `${port}`],
    logFile: path.join(logFolder, "chain.log"),
    isReady: async () => {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_chainId", params: [] }),
      });
      return response.ok;
    },
  });
}
