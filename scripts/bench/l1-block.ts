import { pad, toHex, type Hex } from "viem";

import type { L1Prices } from "../lib/deploy/l1-fee.ts";

/** Predeploy in which the sequencer writes what it hears from L1. */
export const l1Block = "0x4200000000000000000000000000000000000015";

const gwei = 1_000_000_000n;

/**
 * Scalars of OP Mainnet's SystemConfig as its block 124,665,056 (August 2024) sets them: 0.005227 of the L1 base fee a sixteenth-byte, 1.014213 of the blob
 * base fee. L1 prices of a busy day rather than a calm one: 10 gwei base fee, 1 gwei blob base fee.
 */
export const opMainnetPrices: L1Prices = { baseFeeScalar: 5_227n, blobBaseFeeScalar: 1_014_213n, l1BaseFee: 10n * gwei, blobBaseFee: gwei };

/** Writes prices into `L1Block`'s storage, as the first transaction of each block does on an OP-stack chain. */
export async function setL1Block(prices: L1Prices, set: (address: Hex, index: number, value: Hex) => Promise<unknown>): Promise<void> {
  const word = (value: bigint) => pad(toHex(value), { size: 32 });
  await set(l1Block, 1, word(prices.l1BaseFee));
  // sequence number (64 bits) | blob base fee scalar (32) | base fee scalar (32)
  await set(l1Block, 3, word((prices.baseFeeScalar << 96n) | (prices.blobBaseFeeScalar << 64n)));
  await set(l1Block, 7, word(prices.blobBaseFee));
}
