import { AssetKind, checkRegistration, Relation } from "@openledger/sdk";
import { adapterRegistryAbi, agentRegistryAbi, datanetRegistryAbi, modelRegistryAbi } from "@openledger/sdk/abis";
import { parseEventLogs, stringToHex, type Hex } from "viem";

import { registerAccount, type Datanet } from "./contribute.ts";
import type { World } from "./world.ts";

export type Built = { readonly model: number; readonly adapter: number; readonly agent: number };

/**
 * Registers a base model, an adapter trained on the Datanet's snapshot, and an agent that uses both.
 * @param weights Hashes of what the gateway really runs: the base model's rules and the adapter's index.
 */
export async function build(world: World, datanet: Datanet, snapshot: number, weights: { base: Hex; adapter: Hex }): Promise<Built> {
  const [modelBuilder, adapterBuilder, agentBuilder] = [
    world.actor("modelBuilder"),
    world.actor("adapterBuilder"),
    world.actor("agentBuilder"),
  ];
  for (const builder of [modelBuilder, adapterBuilder, agentBuilder]) await registerAccount(world, builder);

  const modelRecord = { name: "ol-demo-base", uri: "", weightsHash: weights.base, royaltyBps: 800 };
  const modelReceipt = await world.send(modelBuilder, "ModelRegistry", modelRegistryAbi, "register", [modelRecord, []]);
  const [modelEvent] = parseEventLogs({ abi: modelRegistryAbi, eventName: "ModelRegistered", logs: modelReceipt.logs });
  const model = modelEvent!.args.model;

  const adapterRecord = { name: "solidity-auditor-adapter", uri: "", weightsHash: weights.adapter, baseModel: model, royaltyBps: 700 };
  const trainedOn = { relation: Relation.TrainedOn, kind: AssetKind.Datanet, parent: datanet.id, snapshot, weightPpm: 0 };
  await checkRegistration([trainedOn], (id) => world.read("DatanetRegistry", datanetRegistryAbi, "currentTermsOf", [id]));
  const adapterReceipt = await world.send(adapterBuilder, "AdapterRegistry", adapterRegistryAbi, "register", [adapterRecord, [trainedOn]]);
  const [adapterEvent] = parseEventLogs({ abi: adapterRegistryAbi, eventName: "AdapterRegistered", logs: adapterReceipt.logs });
  const adapter = adapterEvent!.args.adapter;

  const registration = {
    type: "https://eips.ethereum.org/EIPS/eip-8004#registration-v1",
    name: "Solidity auditor",
    description: "Answers questions about smart-contract security from a Datanet, and says whose words it used.",
    services: [],
    x402Support: false,
    active: true,
    registrations: [],
    supportedTrust: [],
  };
  const agentUri = `data:application/json;base64,${Buffer.from(JSON.stringify(registration)).toString("base64")}`;
  const metadata = [{ metadataKey: "topic", metadataValue: stringToHex("smart-contract security") }];
  const agentReceipt = await world.send(agentBuilder, "AgentRegistry", agentRegistryAbi, "register", [agentUri, metadata]);
  const [agentEvent] = parseEventLogs({ abi: agentRegistryAbi, eventName: "Registered", logs: agentReceipt.logs });
  const agent = agentEvent!.args.agentId;
  const uses = [
    { relation: Relation.Uses, kind: AssetKind.Model, parent: model, snapshot: 0, weightPpm: 0 },
    { relation: Relation.Uses, kind: AssetKind.Adapter, parent: adapter, snapshot: 0, weightPpm: 0 },
    { relation: Relation.Uses, kind: AssetKind.Datanet, parent: datanet.id, snapshot: 0, weightPpm: 0 },
  ];
  await world.send(agentBuilder, "AgentRegistry", agentRegistryAbi, "declareLineage", [agent, 500, uses]);
  return { model, adapter, agent: Number(agent) };
}
