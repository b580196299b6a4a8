import { keccak256, toHex, type Hex } from "viem";

/** A seeded source of numbers: the same seed gives the same vectors on every machine. */
export interface Random {
  /** 32 bytes. */
  bytes32(): Hex;
  /** Uniform below `bound`. */
  big(bound: bigint): bigint;
  /** Uniform from `least` to `most`, both included. */
  int(least: number, most: number): number;
}

/** Hashes seed and counter; `seed` names the vectors that are drawn. */
export function randomOf(seed: string): Random {
  let counter = 0;
  const bytes32 = () => keccak256(toHex(`openledger vectors ${seed} ${counter++}`));
  const big = (bound: bigint) => ((BigInt(bytes32()) << 256n) | BigInt(bytes32())) % bound;
  return { bytes32, big, int: (least, most) => least + Number(big(BigInt(most - least + 1))) };
}
