import { keccak256, numberToHex, pad, zeroAddress, zeroHash, type Hex } from "viem";

import { bloomOf } from "./bloom.ts";
import type { EventLog } from "./event-log.ts";

/** Seconds between blocks, as on OP-stack chains. */
export const BLOCK_SECONDS = 2;
/** Time of block 0: two hours before midnight UTC, so that short runs cover two days. */
const GENESIS = 1_763_589_600;
const EMPTY_BLOOM = `0x${"00".repeat(256)}` as const;

/** A block with logs. Empty blocks are made when asked for. */
interface Filled {
  readonly bloom: Hex;
  readonly transactions: readonly Hex[];
  /** Logs as JSON, by position: the answer to `eth_getLogs` is cut from them. */
  readonly logs: readonly { readonly address: string; readonly json: string }[];
}

export const timeOf = (number: number): number => GENESIS + BLOCK_SECONDS * number;
const hashOf = (number: number): Hex => keccak256(pad(numberToHex(number)));

/** A chain in memory: a block's hash follows from its number, its logs and bloom are what the transactions given to it emit. */
export function createChain() {
  const filled = new Map<number, Filled>();
  const numbers: number[] = [];
  let head = 0;

  /** Appends a block with these transactions at `number`, which is above all that have any. */
  const fill = (number: number, transactions: readonly (readonly EventLog[])[]): void => {
    const [blockHash, blockNumber, blockTimestamp] = [hashOf(number), numberToHex(number), numberToHex(timeOf(number))];
    const hashes = transactions.map((_, index) => keccak256(pad(numberToHex(number * 65_536 + index + 1), { size: 40 })));
    let logIndex = 0;
    const logs = transactions.flatMap((emitted, index) =>
      emitted.map(({ address, topics, data }) => {
        const place = { blockHash, blockNumber, blockTimestamp, transactionHash: hashes[index], transactionIndex: numberToHex(index) };
        const json = JSON.stringify({ address, topics, data, ...place, logIndex: numberToHex(logIndex++), removed: false });
        return { address: address.toLowerCase(), json };
      }),
    );
    filled.set(number, { bloom: bloomOf(transactions.flat()), transactions: hashes, logs });
    numbers.push(number);
    head = Math.max(head, number);
  };

  const block = (number: number, isFull: boolean): object | null => {
    if (number > head) return null;
    const { bloom, transactions } = filled.get(number) ?? { bloom: EMPTY_BLOOM, transactions: [] };
    const [blockHash, blockNumber] = [hashOf(number), numberToHex(number)];
    return {
      number: blockNumber,
      hash: blockHash,
      parentHash: number === 0 ? zeroHash : hashOf(number - 1),
      timestamp: numberToHex(timeOf(number)),
      logsBloom: bloom,
      ...HEADER,
      transactions: isFull
        ? transactions.map((hash, index) => ({ hash, blockHash, blockNumber, transactionIndex: numberToHex(index), ...TRANSACTION }))
        : transactions,
    };
  };

  /** The answer to `eth_getLogs`, as JSON. */
  const logs = (addresses: ReadonlySet<string> | null, from: number, to: number): string => {
    const parts: string[] = [];
    for (let index = firstFrom(numbers, from); index < numbers.length && numbers[index]! <= to; index += 1) {
      for (const { address, json } of filled.get(numbers[index]!)!.logs) if (addresses === null || addresses.has(address)) parts.push(json);
    }
    return `[${parts.join(",")}]`;
  };

  return {
    fill,
    block,
    logs,
    head: () => head,
    /** Appends empty blocks. */
    advance: (to: number) => {
      head = Math.max(head, to);
    },
    numberOf: (hash: string): number | null => numbers.find((number) => hashOf(number) === hash) ?? null,
  };
}

export type Chain = ReturnType<typeof createChain>;

/** Position of the first number not below `from`, in an ascending list. */
function firstFrom(numbers: readonly number[], from: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

const HEADER = {
  baseFeePerGas: "0x1",
  difficulty: "0x0",
  extraData: "0x",
  gasLimit: "0x3938700",
  gasUsed: "0x0",
  miner: zeroAddress,
  mixHash: zeroHash,
  nonce: "0x0000000000000000",
  receiptsRoot: zeroHash,
  sha3Uncles: zeroHash,
  size: "0x0",
  stateRoot: zeroHash,
  totalDifficulty: "0x0",
  transactionsRoot: zeroHash,
  uncles: [],
} as const;

const TRANSACTION = {
  type: "0x2",
  chainId: "0x1",
  from: zeroAddress,
  to: zeroAddress,
  gas: "0x0",
  gasPrice: "0x0",
  maxFeePerGas: "0x0",
  maxPriorityFeePerGas: "0x0",
  input: "0x",
  nonce: "0x0",
  value: "0x0",
  accessList: [],
  r: zeroHash,
  s: zeroHash,
  v: "0x0",
} as const;
