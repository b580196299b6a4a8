import { getAddress, isAddress, type Address } from "viem";

import { InvalidRegistrationFileError } from "./errors.ts";

/** `type` of every registration file, from ERC-8004. */
export const REGISTRATION_TYPE = "https://eips.ethereum.org/EIPS/eip-8004#registration-v1";

/** Where an agent can be reached: `name` is the protocol (`web`, `A2A`, `MCP`, `OASF`, `ENS`, `DID`, `email` …). */
export interface AgentService {
  readonly name: string;
  readonly endpoint: string;
  readonly version?: string;
}

/** An agent's entry in one registry. */
export interface AgentRegistration {
  readonly chainId: number;
  /** The `AgentRegistry`. */
  readonly registry: Address;
  /** From 1. */
  readonly agentId: bigint;
}

/** What an agent says of itself at its `agentURI` (ERC-8004). */
export interface AgentProfile {
  readonly name: string;
  readonly description: string;
  /** URI of a picture; may be empty. */
  readonly image: string;
  readonly services: readonly AgentService[];
  /** Whether it takes x402 payments. */
  readonly x402Support: boolean;
  readonly active: boolean;
  readonly registrations: readonly AgentRegistration[];
  /** `reputation`, `crypto-economic`, `tee-attestation`; empty if the file is for discovery alone. */
  readonly supportedTrust: readonly string[];
}

/** ERC-8004's name of a registry: `eip155:{chainId}:{address}`. */
export function agentRegistryName(chainId: number, registry: Address): string {
  return `eip155:${chainId}:${getAddress(registry)}`;
}

/** The registration file of an agent, to be served at its `agentURI`; ids are JSON numbers, as the standard writes them. */
export function registrationFile({ registrations, ...profile }: AgentProfile): string {
  const entries = registrations.map(({ chainId, registry, agentId }) => {
    if (agentId > BigInt(Number.MAX_SAFE_INTEGER)) throw new InvalidRegistrationFileError(`agent ${agentId} is above 2^53 - 1`);
    return { agentId: Number(agentId), agentRegistry: agentRegistryName(chainId, registry) };
  });
  return JSON.stringify({ type: REGISTRATION_TYPE, ...profile, registrations: entries }, null, 2);
}

/**
 * Reads a registration file. Fields that the standard does not name are ignored; `image`, `x402Support`, `active`, `supportedTrust` and
 * `registrations` may be missing.
 * @throws InvalidRegistrationFileError naming what is wrong.
 */
export function parseRegistrationFile(text: string): AgentProfile {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new InvalidRegistrationFileError(`it is not JSON (${(error as Error).message})`);
  }
  if (!isRecord(file)) throw new InvalidRegistrationFileError(`it is ${JSON.stringify(file)}, not an object`);
  if (file["type"] !== REGISTRATION_TYPE) throw new InvalidRegistrationFileError(`type is ${JSON.stringify(file["type"])}`);
  return {
    name: stringAt(file, "name"),
    description: stringAt(file, "description"),
    image: stringAt(file, "image", ""),
    services: listAt(file, "services").map(toService),
    x402Support: file["x402Support"] === true,
    active: file["active"] !== false,
    registrations: listAt(file, "registrations", []).map(toRegistration),
    supportedTrust: listAt(file, "supportedTrust", []).map(String),
  };
}

/** Whether a registration file names this entry: without it, anybody could point an agent at somebody else's file. */
export function isRegisteredAs({ registrations }: AgentProfile, { chainId, registry, agentId }: AgentRegistration): boolean {
  return registrations.some(
    (entry) => entry.chainId === chainId && entry.agentId === agentId && getAddress(entry.registry) === getAddress(registry),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function stringAt(file: Readonly<Record<string, unknown>>, key: string, otherwise?: string): string {
  const value = file[key] ?? otherwise;
  if (typeof value !== "string") throw new InvalidRegistrationFileError(`${key} is ${JSON.stringify(value)}, not a text`);
  return value;
}

function listAt(file: Readonly<Record<string, unknown>>, key: string, otherwise?: readonly unknown[]): readonly unknown[] {
  const value = file[key] ?? otherwise;
  if (!Array.isArray(value)) throw new InvalidRegistrationFileError(`${key} is ${JSON.stringify(value)}, not a list`);
  return value;
}

function toService(value: unknown): AgentService {
  if (!isRecord(value)) throw new InvalidRegistrationFileError(`a service is ${JSON.stringify(value)}, not an object`);
  const version = value["version"] === undefined ? {} : { version: stringAt(value, "version") };
  return { name: stringAt(value, "name"), endpoint: stringAt(value, "endpoint"), ...version };
}

function toRegistration(value: unknown): AgentRegistration {
  if (!isRecord(value)) throw new InvalidRegistrationFileError(`a registration is ${JSON.stringify(value)}, not an object`);
  const name = stringAt(value, "agentRegistry");
  const [, chain, address] = /^eip155:([1-9]\d{0,15}):(0x[0-9a-fA-F]{40})$/.exec(name) ?? [];
  if (chain === undefined || address === undefined || !isAddress(address, { strict: false })) {
    throw new InvalidRegistrationFileError(`agentRegistry is ${JSON.stringify(name)}, not eip155:{chainId}:{address}`);
  }
  const id = value["agentId"];
  if (typeof id !== "number" || !Number.isSafeInteger(id) || id < 0) {
    throw new InvalidRegistrationFileError(`agentId is ${JSON.stringify(id)}, not a whole number from 0`);
  }
  return { chainId: Number(chain), registry: getAddress(address), agentId: BigInt(id) };
}
