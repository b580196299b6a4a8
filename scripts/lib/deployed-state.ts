import { keccak256, parseEventLogs, type Abi, type AbiEvent, type AbiFunction, type Hex, type PublicClient } from "viem";

import { readAttestationService } from "./attestation-service.ts";
import type { DeploymentRecord } from "./deployment.ts";
import { readLogs } from "./read-logs.ts";
import { readPermissions, type Permissions } from "./read-permissions.ts";

/** What must not change behind anybody's back: code, parameters, permissions. */
export type DeployedState = {
  /** keccak256 of the runtime code with immutables and library addresses set to zero, by contract or library; EAS included. */
  readonly code: Readonly<Record<string, Hex>>;
  /** Every getter without arguments that is no running count, and every library (`library Name`), as text, by contract. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What governance set for one of many (a minter, an admission policy), last value of each, by `Contract.Event(key)`. */
  readonly settings: Readonly<Record<string, string>>;
  /** Role of each restricted function (`Contract.signature`). */
  readonly functionRoles: Readonly<Record<string, string>>;
  /** Holders of each role (`number label`), each `address, delay`. */
  readonly roleHolders: Readonly<Record<string, readonly string[]>>;
};

type Places = readonly { readonly start: number; readonly length: number }[];
type Artifact = {
  readonly abi: Abi;
  readonly deployedBytecode: Hex;
  readonly immutableReferences?: Readonly<Record<string, Places>>;
  /** Where library addresses stand, by source and library. */
  readonly deployedLinkReferences?: Readonly<Record<string, Readonly<Record<string, Places>>>>;
};

/** Getters that change with use, not by anybody's decision: counts, sums, clocks, and what waits. */
const running = /Count$|^total[A-Z]|^clock$|^pausedSeconds$|^isPaused$|^longestDraw$|^waitingToBurn$/;

/** How a library's runtime code begins in its artifact. */
const libraryStart = `0x73${"00".repeat(20)}3014`;

/** Reads a deployment as it stands. @throws naming a contract without code or artifact. */
export async function readDeployedState(client: PublicClient, deployment: DeploymentRecord): Promise<DeployedState> {
  const code: Record<string, Hex> = {};
  const parameters: Record<string, Record<string, string>> = {};
  for (const [contract, address] of Object.entries(deployment.contracts)) {
    const artifact = await readArtifact(contract);
    const deployed = await client.getCode({ address });
    if (deployed === undefined || deployed === "0x") throw new Error(`${contract} has no code at ${address}`);
    code[contract] = keccak256(maskAddresses(deployed, artifact));
    parameters[contract] = { ...(await readParameters(client, address, artifact.abi)), ...librariesOf(deployed, artifact) };
  }
  const { Evaluations: evaluations } = deployment.contracts;
  if (evaluations !== undefined) {
    const service = await readAttestationService(client, evaluations);
    Object.assign(code, service.code);
    Object.assign(parameters, service.parameters);
  }
  const permissions = await readPermissions(client, deployment);
  return { code, parameters, settings: await readSettings(client, deployment, permissions), ...namePermissions(permissions) };
}

/** What the code of this checkout would be. */
export async function expectedCode(contracts: readonly string[]): Promise<Record<string, Hex>> {
  const entries = await Promise.all(
    contracts.map(async (contract) => {
      const artifact = await readArtifact(contract);
      return [contract, keccak256(maskAddresses(artifact.deployedBytecode, artifact))] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** Every difference between two states, one line each. */
export function compareStates(expected: DeployedState, actual: DeployedState): string[] {
  const differences: string[] = [];
  const flat = (state: DeployedState) =>
    new Map<string, string>([
      ...Object.entries(state.code).map(([contract, hash]) => [`code of ${contract}`, hash] as const),
      ...Object.entries(state.parameters).flatMap(([contract, values]) =>
        Object.entries(values).map(([name, value]) => [`${contract}.${name}()`, value] as const),
      ),
      ...Object.entries(state.settings).map(([name, value]) => [`setting ${name}`, value] as const),
      ...Object.entries(state.functionRoles).map(([name, role]) => [`role of ${name}`, role] as const),
      ...Object.entries(state.roleHolders).map(([role, holders]) => [`holders of ${role}`, [...holders].sort().join("; ")] as const),
    ]);
  const [before, after] = [flat(expected), flat(actual)];
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    if (before.get(name) !== after.get(name))
      differences.push(`${name}: recorded ${before.get(name) ?? "nothing"}, deployed ${after.get(name) ?? "nothing"}`);
  }
  return differences;
}

async function readArtifact(contract: string): Promise<Artifact> {
  const { default: hre } = await import("hardhat");
  return (await hre.artifacts.readArtifact(contract)) as unknown as Artifact;
}

/**
 * Sets to zero what only a deployment knows: immutables, the addresses of libraries (before linking a placeholder that is no hex), and the own address
 * with which a library's code begins (`PUSH20 address ADDRESS EQ`), against calls that are no delegate calls.
 */
function maskAddresses(code: Hex, { deployedBytecode, immutableReferences = {}, deployedLinkReferences = {} }: Artifact): Hex {
  const bytes = Buffer.from(code.slice(2).replace(/__\$[0-9a-f]{34}\$__/g, "00".repeat(20)), "hex");
  const links = Object.values(deployedLinkReferences).flatMap((libraries) => Object.values(libraries));
  for (const { start, length } of [...Object.values(immutableReferences), ...links].flat()) bytes.fill(0, start, start + length);
  if (deployedBytecode.startsWith(libraryStart)) bytes.fill(0, 1, 21);
  return `0x${bytes.toString("hex")}`;
}

function librariesOf(code: Hex, { deployedLinkReferences = {} }: Artifact): Record<string, string> {
  const libraries = Object.values(deployedLinkReferences).flatMap((places) => Object.entries(places));
  return Object.fromEntries(
    libraries.map(([name, [place]]) => [
      `library ${name}`,
      `0x${code.slice(2 + 2 * place!.start, 2 + 2 * (place!.start + place!.length))}`,
    ]),
  );
}

async function readParameters(client: PublicClient, address: Hex, abi: Abi): Promise<Record<string, string>> {
  const getters = abi.filter(
    (entry): entry is AbiFunction =>
      entry.type === "function" &&
      entry.inputs.length === 0 &&
      ["view", "pure"].includes(entry.stateMutability) &&
      !running.test(entry.name),
  );
  const values = await Promise.all(
    getters.map(
      async (getter) => [getter.name, stringify(await client.readContract({ address, abi: [getter], functionName: getter.name }))] as const,
    ),
  );
  return Object.fromEntries(values.sort(([a], [b]) => a.localeCompare(b)));
}

/**
 * Values that governance sets by key, which no getter without arguments shows: the last `<Name>Changed` event of every restricted `set<Name>`, for each
 * combination of its indexed arguments.
 */
async function readSettings(client: PublicClient, { contracts, startBlock }: DeploymentRecord, { functions }: Permissions) {
  const settings: Record<string, string> = {};
  for (const [contract, address] of Object.entries(contracts)) {
    const names = functions
      .filter((entry) => entry.contract === contract)
      .flatMap(({ signature }) => /^set(\w+)\(/.exec(signature)?.[1] ?? []);
    if (names.length === 0) continue;
    const { abi } = await readArtifact(contract);
    const events = abi.filter(
      (entry): entry is AbiEvent =>
        entry.type === "event" && names.some((name) => entry.name === `${name}Changed`) && entry.inputs.some(({ indexed }) => indexed),
    );
    if (events.length === 0) continue;
    const logs = parseEventLogs({ abi: events, logs: [...(await readLogs(client, address, BigInt(startBlock)))] });
    for (const { eventName, args } of logs as unknown as readonly { eventName: string; args: Record<string, unknown> }[]) {
      const { inputs } = events.find(({ name }) => name === eventName)!;
      const text = (indexed: boolean) =>
        inputs
          .filter((input) => (input.indexed ?? false) === indexed && input.name !== "actor")
          .map(({ name }) => `${name} ${stringify(args[name!])}`)
          .join(", ");
      settings[`${contract}.${eventName}(${text(true)})`] = text(false);
    }
  }
  return settings;
}

function namePermissions({ functions, roles }: Permissions): Pick<DeployedState, "functionRoles" | "roleHolders"> {
  return {
    functionRoles: Object.fromEntries(
      functions.map(({ contract, signature, role, isClosed }) => [`${contract}.${signature}`, isClosed ? "closed" : `${role}`]),
    ),
    roleHolders: Object.fromEntries(
      roles.map(({ role, label, holders }) => [
        `${role} ${label}`,
        holders.map(({ address, executionDelay }) => `${address}, ${executionDelay} s`),
      ]),
    ),
  };
}

function stringify(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}` : part));
}
