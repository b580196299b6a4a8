import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";
import { HardhatArtifactResolver } from "@nomicfoundation/hardhat-ignition/helpers";
import { deploy } from "@nomicfoundation/ignition-core";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createPublicClient, createTestClient, http, type Hex, type PublicClient } from "viem";

import { gasPriceOracle } from "../../../scripts/lib/deploy/l1-fee.ts";
import { createSilentChain } from "../../../scripts/lib/deploy/rehearse.ts";
import { createX } from "../../../scripts/lib/deploy/salt.ts";
import { repositoryRoot } from "../../../scripts/lib/deployment.ts";
import { freePort, startService, type Service } from "../../../scripts/lib/service.ts";
import { l1Block } from "../../../scripts/bench/l1-block.ts";

export type Node = { readonly url: string; readonly client: PublicClient; readonly service: Service };

/** `hardhat node --chain-type op`: has the OP stack's predeploys, and id 31337. */
export async function startHardhatNode(): Promise<Node> {
  const port = await freePort();
  const cli = path.join(repositoryRoot, "node_modules/hardhat/dist/src/cli.js");
  return start("hardhat node", port, process.execPath, [cli, "node", "--chain-type", "op", "--port", `${port}`]);
}

/** `anvil --optimism` as a chain of its own. With predeploys it has what an OP-stack chain begins with. */
export async function startAnvil(chainId: number, { predeploys }: { readonly predeploys: boolean }): Promise<Node> {
  const port = await freePort();
  const anvil = path.join(repositoryRoot, "node_modules/.bin/anvil");
  const node = await start("anvil", port, anvil, ["--optimism", "--silent", "--port", `${port}`, "--chain-id", `${chainId}`]);
  if (predeploys) await installPredeploys(node.url);
  return node;
}

async function start(name: string, port: number, command: string, args: readonly string[]): Promise<Node> {
  const url = `http://127.0.0.1:${port}`;
  const client = createPublicClient({ transport: http(url), pollingInterval: 50 }) as PublicClient;
  const logFile = path.join(await mkdtemp(path.join(tmpdir(), "openledger-node-")), "node.log");
  const service = await startService({ name, command, args, logFile, isReady: async () => (await client.getChainId()) > 0 });
  return { url, client, service };
}

/** Copies oracle, L1Block and CreateX from Hardhat's simulated OP chain. */
async function installPredeploys(url: string): Promise<void> {
  const simulated = await createSilentChain();
  const test = createTestClient({ mode: "anvil", transport: http(url) });
  try {
    const { default: hre } = await import("hardhat");
    const [account] = (await simulated.provider.request({ method: "eth_accounts" })) as Hex[];
    // Ignition installs CreateX before it deploys anything by CREATE2.
    await deploy({
      artifactResolver: new HardhatArtifactResolver(hre.artifacts),
      provider: simulated.provider,
      ignitionModule: buildModule("CreateX", (m) => ({ authority: m.contract("AccessManager", [m.getAccount(0)]) })),
      deploymentParameters: {},
      accounts: [account!],
      strategy: "create2",
      strategyConfig: { salt: `0x${"11".repeat(32)}` },
      config: { blockPollingInterval: 10 },
    });
    // L1Block stays empty: anvil would charge even an eth_call its L1 fee.
    for (const address of [gasPriceOracle, l1Block, createX] as const) {
      const bytecode = (await simulated.provider.request({ method: "eth_getCode", params: [address, "latest"] })) as Hex;
      await test.setCode({ address, bytecode });
    }
    const flags = (await simulated.provider.request({ method: "eth_getStorageAt", params: [gasPriceOracle, "0x0", "latest"] })) as Hex;
    await test.setStorageAt({ address: gasPriceOracle, index: 0, value: flags });
  } finally {
    await simulated.close();
  }
}
