import { keccak256, serializeTransaction, toBytes, type Hex, type PublicClient, type TransactionSerializable } from "viem";

import { fastLzLength } from "../../bench/fastlz.ts";

/** Predeploy of the OP stack that knows what L1 data costs. */
export const gasPriceOracle = "0x420000000000000000000000000000000000000F";

/** What the sequencer last heard from L1, and how the chain prices it. Fees in wei, scalars in millionths. */
export type L1Prices = {
  readonly l1BaseFee: bigint;
  readonly blobBaseFee: bigint;
  readonly baseFeeScalar: bigint;
  readonly blobBaseFeeScalar: bigint;
};

/** Prices as the chain's oracle has them now. @throws if the chain has no oracle of the Ecotone upgrade or later. */
export async function readL1Prices(client: PublicClient): Promise<L1Prices> {
  const read = async (functionName: "l1BaseFee" | "blobBaseFee" | "baseFeeScalar" | "blobBaseFeeScalar") =>
    BigInt(
      await client.readContract({
        address: gasPriceOracle,
        abi: [
          {
            type: "function",
            name: functionName,
            stateMutability: "view",
            inputs: [],
            outputs: [{ type: functionName.endsWith("Scalar") ? "uint32" : "uint256" }],
          },
        ] as const,
        functionName,
      }),
    );
  const [l1BaseFee, blobBaseFee, baseFeeScalar, blobBaseFeeScalar] = await Promise.all([
    read("l1BaseFee"),
    read("blobBaseFee"),
    read("baseFeeScalar"),
    read("blobBaseFeeScalar"),
  ]);
  return { l1BaseFee, blobBaseFee, baseFeeScalar, blobBaseFeeScalar };
}

/** The L1 fee in wei of a signed transaction since the Fjord upgrade. */
export function l1Fee(signedTransaction: Uint8Array, prices: L1Prices): bigint {
  const estimate = 836_500n * BigInt(fastLzLength(signedTransaction)) - 42_585_600n;
  const size = estimate < 100_000_000n ? 100_000_000n : estimate;
  const price = 16n * prices.baseFeeScalar * prices.l1BaseFee + prices.blobBaseFeeScalar * prices.blobBaseFee;
  return (size * price) / 10n ** 12n;
}

/** A transaction as it travels, with a signature that compresses as badly as a real one. */
export function asSigned(transaction: {
  readonly to?: Hex | null;
  readonly data: Hex;
  readonly nonce: number;
  readonly gas: bigint;
}): Uint8Array {
  const r = keccak256(transaction.data);
  const request = {
    type: "eip1559",
    chainId: 11_155_420,
    nonce: transaction.nonce,
    gas: transaction.gas,
    maxFeePerGas: 1_000_252n,
    maxPriorityFeePerGas: 1_000_000n,
    data: transaction.data,
    ...(transaction.to ? { to: transaction.to } : {}),
  } as TransactionSerializable;
  return toBytes(serializeTransaction(request, { r, s: keccak256(r), yParity: 0 }));
}
