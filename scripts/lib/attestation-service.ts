import easArtifact from "@ethereum-attestation-service/eas-contracts/artifacts/contracts/EAS.sol/EAS.json" with { type: "json" };
import registryArtifact from "@ethereum-attestation-service/eas-contracts/artifacts/contracts/SchemaRegistry.sol/SchemaRegistry.json" with { type: "json" };
import { evaluationsAbi } from "@openledger/sdk/abis";
import { getAddress, keccak256, parseAbi, type Hex, type PublicClient } from "viem";

import { easPredeploy } from "../../deploy/modules/eas.ts";

const easAbi = parseAbi(["function getSchemaRegistry() view returns (address)", "function version() view returns (string)"]);
const published: Readonly<Record<string, Hex>> = {
  EAS: easArtifact.deployedBytecode as Hex,
  SchemaRegistry: registryArtifact.deployedBytecode as Hex,
};

/** Where ERC-1967 keeps a proxy's implementation: the OP stack's predeploys are proxies. */
const implementationSlot = "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc";
const push1 = 0x60;
const push32 = 0x7f;

/** The contracts of the Ethereum Attestation Service that a deployment stands on: their code, and what it was set up with. */
export type AttestationService = {
  /** keccak256 of each runtime code without immutables, by name. */
  readonly code: Readonly<Record<string, Hex>>;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

/** Reads the service behind `Evaluations`. @throws naming what has no code. */
export async function readAttestationService(client: PublicClient, evaluations: Hex): Promise<AttestationService> {
  const eas = await client.readContract({ address: evaluations, abi: evaluationsAbi, functionName: "eas" });
  const registry = await client.readContract({ address: eas, abi: easAbi, functionName: "getSchemaRegistry" });
  const code: Record<string, Hex> = {};
  const parameters: Record<string, Record<string, string>> = {};
  for (const [name, address] of [
    ["EAS", eas],
    ["SchemaRegistry", registry],
  ] as const) {
    const deployed = await client.getCode({ address });
    if (deployed === undefined) throw new Error(`${name} has no code at ${address}`);
    code[name] = keccak256(withoutImmutables(deployed, published[name]!));
    parameters[name] = {
      address,
      implementation: (await client.getStorageAt({ address, slot: implementationSlot })) ?? "0x",
      version: await client.readContract({ address, abi: easAbi, functionName: "version" }),
    };
  }
  return { code, parameters };
}

/**
 * What the code has to be: the npm package's where the suite brought its own service, what was recorded where it is the chain's.
 * @param recorded A deployment's recorded state. @returns Nothing for a record without a service.
 */
export function expectedAttestationCode(recorded: AttestationService): Readonly<Record<string, Hex>> {
  const address = recorded.parameters["EAS"]?.["address"];
  if (address === undefined) return {};
  const isOwn = getAddress(address) !== getAddress(easPredeploy);
  const names = Object.keys(published);
  return Object.fromEntries(
    names.map((name) => [name, isOwn ? keccak256(withoutImmutables(published[name]!, published[name]!)) : recorded.code[name]!]),
  );
}

/** Sets to zero what stands where the published code pushes 32 zero bytes: solc leaves those places for immutables. */
function withoutImmutables(code: Hex, of: Hex): Hex {
  const [bytes, template] = [Buffer.from(code.slice(2), "hex"), Buffer.from(of.slice(2), "hex")];
  for (let at = 0; at < template.length; at++) {
    const operation = template[at]!;
    if (operation < push1 || operation > push32) continue;
    const length = operation - push1 + 1;
    if (length === 32 && template.subarray(at + 1, at + 33).every((byte) => byte === 0)) bytes.fill(0, at + 1, at + 33);
    at += length;
  }
  return `0x${bytes.toString("hex")}`;
}
