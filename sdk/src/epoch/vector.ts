import { ByteWriter } from "../bytes/byte-writer.ts";
import { treeLayers } from "../merkle/tree-layers.ts";
import type { Vector, VectorEntry } from "./epoch.ts";

/** A vector's leaf: `account << 64 | amount` in 32 bytes. */
export function vectorLeaf({ account, amount }: VectorEntry): Uint8Array {
  return new ByteWriter(32).raw(new Uint8Array(20)).uint("account", account, 4).uint("amount", amount, 8).finish();
}

/** The vector of sums; accounts with nothing are left out. */
export function vectorOf(sums: ReadonlyMap<number, bigint>): Vector {
  const entries = [...sums]
    .filter(([, amount]) => amount > 0n)
    .sort(([a], [b]) => a - b)
    .map(([account, amount]) => ({ account, amount }));
  const leaves = entries.map(vectorLeaf);
  return { entries, leaves, root: treeLayers(leaves).root };
}

/** The sum of vectors. */
export function addVectors(vectors: readonly Vector[]): Vector {
  const sums = new Map<number, bigint>();
  for (const { entries } of vectors) {
    for (const { account, amount } of entries) sums.set(account, (sums.get(account) ?? 0n) + amount);
  }
  return vectorOf(sums);
}
