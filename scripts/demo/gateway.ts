import { Role, type LaneName } from "@openledger/sdk";
import { adapterRegistryAbi, agentRegistryAbi, gatewayRegistryAbi, modelRegistryAbi, openTokenAbi } from "@openledger/sdk/abis";
import path from "node:path";
import { bytesToHex, parseEventLogs, parseUnits, type Hex } from "viem";

import { repositoryRoot } from "../lib/deployment.ts";
import { sleep, startService, type Service } from "../lib/service.ts";
import { registerAccount, type Datanet } from "./contribute.ts";
import type { Built } from "./build.ts";
import type { World } from "./world.ts";

export type GatewayIdentity = { readonly id: number; readonly account: number };

export const offeringLabel = "solidity-auditor";
export const adminToken = "demo-admin-token";

const bond = parseUnits("1000", 9);

/** Registers the gateway on an account of its operator, posts its bond and adds its receipt key. */
export async function registerGateway(world: World, endpoint: string): Promise<GatewayIdentity> {
  const operator = world.actor("gatewayOperator");
  const account = await registerAccount(world, operator);
  const receipt = await world.send(operator, "GatewayRegistry", gatewayRegistryAbi, "register", [account, "demo gateway", endpoint]);
  const [event] = parseEventLogs({ abi: gatewayRegistryAbi, eventName: "GatewayRegistered", logs: receipt.logs });
  const id = event!.args.gateway;
  await world.send(operator, "OpenToken", openTokenAbi, "approve", [world.address("GatewayRegistry"), bond * 1_000_000_000n]);
  await world.send(operator, "GatewayRegistry", gatewayRegistryAbi, "postBond", [id, bond]);
  await world.send(operator, "GatewayRegistry", gatewayRegistryAbi, "addReceiptKey", [id, world.actor("receiptKey").account.address]);
  return { id, account };
}

/** Publishes what the gateway sells: 2 OPEN per million prompt tokens, 8 OPEN per million completion tokens, half of each fee for data. */
export async function publishOffering(
  world: World,
  gateway: GatewayIdentity,
  datanet: Datanet,
  built: Built,
  methodId: Hex,
  treasury: number,
): Promise<number> {
  const [model, adapter, agent] = await Promise.all([
    world.read<number>("ModelRegistry", modelRegistryAbi, "accountOf", [BigInt(built.model)]),
    world.read<number>("AdapterRegistry", adapterRegistryAbi, "accountOf", [BigInt(built.adapter)]),
    world.read<number>("AgentRegistry", agentRegistryAbi, "accountOf", [BigInt(built.agent)]),
  ]);
  const record = {
    gateway: gateway.id,
    model: built.model,
    agent: built.agent,
    promptPrice: parseUnits("2", 9),
    completionPrice: parseUnits("8", 9),
    methodId,
    label: offeringLabel,
    adapters: [built.adapter],
    datanets: [datanet.id],
    split: [
      { role: Role.Data, account: 0, bps: 5_000 },
      { role: Role.Datanet, account: datanet.account, bps: 500 },
      { role: Role.Model, account: model, bps: 800 },
      { role: Role.Adapter, account: adapter, bps: 700 },
      { role: Role.Agent, account: agent, bps: 500 },
      { role: Role.Gateway, account: gateway.account, bps: 2_000 },
      { role: Role.Protocol, account: treasury, bps: 500 },
    ],
  };
  const receipt = await world.send(world.actor("gatewayOperator"), "GatewayRegistry", gatewayRegistryAbi, "publishOffering", [record]);
  const [event] = parseEventLogs({ abi: gatewayRegistryAbi, eventName: "OfferingPublished", logs: receipt.logs });
  return event!.args.offering;
}

/** Starts the gateway on the embedded demonstration model. @param lane Of new receipts. */
export async function startGateway(
  world: World,
  gateway: GatewayIdentity,
  port: number,
  deploymentFile: string,
  folder: string,
  lane: LaneName = "direct",
): Promise<Service> {
  return startService({
    name: "gateway",
    command: process.execPath,
    args: ["--import", "tsx", path.join(repositoryRoot, "gateway/src/main.ts")],
    env: {
      OPENLEDGER_RPC_URL: world.rpcUrl,
      OPENLEDGER_DEPLOYMENT: deploymentFile,
      OPENLEDGER_GATEWAY_ID: `${gateway.id}`,
      OPENLEDGER_RECEIPT_KEY: privateKeyOf(world, "receiptKey"),
      OPENLEDGER_SUBMITTER_KEY: privateKeyOf(world, "submitter"),
      OPENLEDGER_DATA_DIR: path.join(folder, "gateway"),
      OPENLEDGER_ADMIN_TOKEN: adminToken,
      OPENLEDGER_SETTLE_INTERVAL_MS: "3600000",
      OPENLEDGER_LANE: lane,
      OPENLEDGER_EPOCH_CLOSE_MS: "60000",
      HOST: "127.0.0.1",
      PORT: `${port}`,
    },
    logFile: path.join(folder, "gateway.log"),
    isReady: async () => (await fetch(`http://127.0.0.1:${port}/health`)).ok,
  });
}

/** Waits until the gateway has seen the offering on chain and lists it. @throws after thirty seconds. */
export async function waitForModel(gatewayUrl: string, model: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(200)) {
    const { data } = (await (await fetch(`${gatewayUrl}/v1/models`)).json()) as { data: { id: string }[] };
    if (data.some(({ id }) => id === model)) return;
  }
  throw new Error(`the gateway did not list ${model}`);
}

/** Private key of one of the demo's own actors. */
export function privateKeyOf(world: World, name: "receiptKey" | "submitter" | "gatewayOperator" | "governance"): Hex {
  return bytesToHex(world.actor(name).account.getHdKey().privateKey!);
}
