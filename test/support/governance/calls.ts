import * as abis from "@openledger/sdk/abis";
import {
  BaseError,
  encodeFunctionData,
  RawContractError,
  toFunctionSelector,
  type Abi,
  type AbiFunction,
  type AbiParameter,
  type Hex,
  type PublicClient,
} from "viem";

/** The ABI of a contract of the suite. */
export function abiOf(contract: string): Abi {
  return (abis as unknown as Record<string, Abi>)[`${contract[0]!.toLowerCase()}${contract.slice(1)}Abi`]!;
}

/** Selectors of the functions with this name, or of the one with this signature. @throws if there is none. */
export function selectorsOf(contract: string, nameOrSignature: string): Hex[] {
  const functions = abiOf(contract).filter((item): item is AbiFunction => item.type === "function");
  const found = functions.filter((item) => [item.name, signatureOf(item)].includes(nameOrSignature));
  if (found.length === 0) throw new Error(`${contract} has no function ${nameOrSignature}`);
  return found.map((item) => toFunctionSelector(item));
}

export function signatureOf(item: AbiFunction): string {
  return `${item.name}(${item.inputs.map(({ type }) => type).join(",")})`;
}

/** Calldata of a function with zero, empty or false for every argument. */
export function zeroCall(contract: string, selector: Hex): Hex {
  const entry = abiOf(contract).find((item): item is AbiFunction => item.type === "function" && toFunctionSelector(item) === selector)!;
  return encodeFunctionData({ abi: [entry], functionName: entry.name, args: entry.inputs.map(zeroOf) });
}

function zeroOf(parameter: AbiParameter): unknown {
  if (parameter.type.endsWith("]")) return [];
  if (parameter.type === "tuple")
    return Object.fromEntries((parameter as { components: readonly AbiParameter[] }).components.map((part) => [part.name, zeroOf(part)]));
  if (parameter.type === "address") return "0x0000000000000000000000000000000000000000";
  if (parameter.type === "bool") return false;
  if (parameter.type === "string") return "";
  if (parameter.type === "bytes") return "0x";
  if (parameter.type.startsWith("bytes")) return `0x${"00".repeat(Number(parameter.type.slice(5)))}`;
  return Number(/\d+/.exec(parameter.type)?.[0] ?? 256) > 48 ? 0n : 0;
}

/** What a call reverts with. @throws if it does not. */
export async function revertOf(client: PublicClient, to: Hex, data: Hex, account: Hex): Promise<Hex> {
  try {
    await client.call({ account, to, data });
  } catch (error) {
    const raw =
      error instanceof BaseError ? error.walk((cause) => cause instanceof RawContractError || "data" in (cause as object)) : undefined;
    const found = (raw as { data?: Hex | { data?: Hex } } | undefined)?.data;
    const bytes = typeof found === "string" ? found : found?.data;
    if (bytes !== undefined) return bytes;
    throw error;
  }
  throw new Error(`${account} was let in`);
}
