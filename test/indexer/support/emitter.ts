import { concatHex, keccak256, pad, size, slice, toHex, type Hex } from "viem";

import { sleep } from "../../../scripts/lib/service.ts";
import type { LocalChain } from "./local-chain.ts";

/** A log with any bytes. */
export interface RawLog {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Hex;
}

const FROM: Hex = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
const PER_BLOCK = 20;
/** What a transaction costs before its data, and at most what each byte of it costs as calldata, memory and log. */
const BASE_GAS = 200_000;
const GAS_PER_BYTE = 70;

/**
 * Code that emits its calldata as a log: the first words are topics, the rest data. PUSH1 i·32, CALLDATALOAD for each topic, last first; then the
 * length of the rest, copied to memory; then LOGn.
 */
const logCode = (topics: number): Hex => {
  const load = Array.from({ length: topics }, (_, index): Hex => `0x60${toHex(32 * (topics - 1 - index), { size: 1 }).slice(2)}35`);
  const skip = `60${toHex(32 * topics, { size: 1 }).slice(2)}`;
  return concatHex([...load, `0x${skip}3603`, `0x80${skip}600037`, `0x6000${(0xa0 + topics).toString(16)}00`]);
};

/** Where the code that an address had is kept for the while. */
const shelfOf = (address: Hex): Hex => slice(keccak256(address), 0, 20);

/** Emits what `FROM` sends, and answers everybody else as the code on the shelf does: an index may read a contract at any block. */
const emitterCode = (address: Hex, topics: number): Hex => {
  // if (caller == FROM) goto emit
  const choose = (emit: number) => concatHex(["0x3373", FROM, "0x1460", toHex(emit, { size: 1 }), "0x57"]);
  // calldatacopy(0, 0, calldatasize); delegatecall(gas, shelf, 0, calldatasize, 0, 0); returndatacopy(0, 0, returndatasize)
  const forward = concatHex(["0x3660006000376000600036600073", shelfOf(address), "0x5af43d600060003e"]);
  // if (success) goto done; revert(0, returndatasize)
  const fail = (done: number) => concatHex(["0x3d60008260", toHex(done, { size: 1 }), "0x57fd"]);
  const done = size(choose(0)) + size(forward) + size(fail(0));
  // done: return(0, returndatasize); emit:
  const ends: Hex = "0x5bf35b";
  return concatHex([choose(done + 2), forward, fail(done), ends, logCode(topics)]);
};

/** Has addresses emit logs, in their order, by putting other code there for the while. */
export const emitLogs = async (chain: LocalChain, logs: readonly RawLog[]): Promise<void> => {
  const original = new Map<Hex, Hex>();
  for (const { address } of logs) {
    if (original.has(address)) continue;
    const code = await chain.rpc<Hex>("eth_getCode", [address, "latest"]);
    original.set(address, code);
    await chain.rpc("anvil_setCode", [shelfOf(address), code]);
  }
  await chain.rpc("evm_setAutomine", [false]);
  try {
    // One block has logs of one number of topics, because code changes between blocks only.
    for (const count of [0, 1, 2, 3, 4]) {
      const some = logs.filter(({ topics }) => topics.length === count);
      for (const address of new Set(some.map((log) => log.address)))
        await chain.rpc("anvil_setCode", [address, emitterCode(address, count)]);
      for (let start = 0; start < some.length; start += PER_BLOCK) {
        const hashes: Hex[] = [];
        for (const { address, topics, data } of some.slice(start, start + PER_BLOCK)) {
          const call = concatHex([...topics.map((topic) => pad(topic, { size: 32 })), data]);
          hashes.push(
            await chain.rpc<Hex>("eth_sendTransaction", [
              { from: FROM, to: address, data: call, gas: toHex(BASE_GAS + GAS_PER_BYTE * (call.length / 2)) },
            ]),
          );
        }
        await chain.rpc("evm_mine");
        for (const hash of hashes) {
          let receipt: { status: Hex; logs: unknown[] } | null = null;
          for (let wait = 0; receipt === null && wait < 100; wait += 1) {
            receipt = await chain.rpc<{ status: Hex; logs: unknown[] } | null>("eth_getTransactionReceipt", [hash]);
            // A full block leaves the rest to the next.
            if (receipt === null) await (wait % 20 === 19 ? chain.rpc("evm_mine") : sleep(10));
          }
          if (receipt?.status !== "0x1" || receipt.logs.length !== 1) throw new Error(`a log was not emitted: ${JSON.stringify(receipt)}`);
        }
      }
    }
  } finally {
    for (const [address, code] of original) await chain.rpc("anvil_setCode", [address, code]);
    await chain.rpc("evm_setAutomine", [true]);
  }
  await chain.mine(1);
};
