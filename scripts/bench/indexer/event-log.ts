import { openTokenAbi } from "@openledger/sdk/abis";
import { encodeAbiParameters, encodeEventTopics, getAbiItem, type Abi, type AbiEvent, type Address, type Hex } from "viem";

import { CONTRACTS, type ContractName } from "../../../indexer/src/fold/contracts.ts";

/** What a contract emits, before it has a place in a block. */
export interface EventLog {
  readonly address: Address;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

export type Emitter = ContractName | "OpenToken";
export type Addresses = Readonly<Record<Emitter, Address>>;

const ABIS: Readonly<Record<Emitter, Abi>> = { ...CONTRACTS, OpenToken: openTokenAbi };

/** Encodes an event as Solidity does, from the generated ABI. */
export function eventLog(addresses: Addresses, contract: Emitter, eventName: string, args: Readonly<Record<string, unknown>>): EventLog {
  const abi = ABIS[contract];
  const event = getAbiItem({ abi, name: eventName }) as AbiEvent;
  const plain = event.inputs.filter(({ indexed }) => indexed !== true);
  return {
    address: addresses[contract],
    topics: encodeEventTopics({ abi, eventName, args } as never) as Hex[],
    data: encodeAbiParameters(
      plain,
      plain.map(({ name }) => args[name!]),
    ),
  };
}
