import type { Hex } from "viem";

import type { Vector } from "./epoch.ts";
import type { KnownLeaves } from "./find-difference.ts";

const ZERO = `0x${"00".repeat(32)}` as const;
const LAST_ACCOUNT = 2n ** 32n - 1n;

/** One leaf, or two neighbours: `IVectorProofs.Neighbours` and `VectorProof.Opening`. */
type Shown = { readonly index: number; readonly leaf: Hex; readonly path: Hex[]; readonly next: Hex; readonly nextPath: Hex[] };

/** What proves that a vector is not the true one. */
export type VectorLie =
  /** For `IVectorProofs.proveDisorder`: `Neighbours`. */
  | { readonly kind: "disorder"; readonly shown: Shown }
  /** For `IVectorProofs.proveMerge`: an account whose amount is not the sum of the children's, and its `Opening` in the false vector. */
  | { readonly kind: "merge"; readonly account: number; readonly opening: Shown };

const accountOf = (leaf: Hex): bigint => BigInt(leaf) >> 64n;
const isEntry = (leaf: Hex): boolean => {
  const account = accountOf(leaf);
  return account > 0n && account <= LAST_ACCOUNT && (BigInt(leaf) & 0xffff_ffff_ffff_ffffn) > 0n;
};

/**
 * Proves a vector false by its first difference from the true one: every leaf before it is the true one's.
 * @param count How many leaves the node says the false vector has. @param first Index of the first false leaf; undefined if there is none as deep as the tree goes.
 * @returns Undefined if nothing is false.
 */
export function vectorLie(
  { entries }: Pick<Vector, "entries">,
  count: number,
  first: number | undefined,
  { leafAt, pathOf }: KnownLeaves,
): VectorLie | undefined {
  const open = (index: number): Shown => ({ index, leaf: leafAt(index), path: pathOf(index), next: ZERO, nextPath: [] });
  const openTwo = (index: number): Shown => ({ ...open(index), next: leafAt(index + 1), nextPath: pathOf(index + 1) });
  const disorder = (shown: Shown) => ({ kind: "disorder" as const, shown });
  const merge = (account: number, opening: Shown) => ({ kind: "merge" as const, account, opening });
  /** A true entry that is missing behind the last leaf. */
  const missing = () => merge(entries[count]!.account, count === 0 ? { ...open(0), path: [] } : open(count - 1));

  const end = Math.min(first ?? Infinity, entries.length);
  // A true entry that the count leaves out, or a zero that it counts.
  if (count < end) return first === undefined && count === 2 ** pathOf(0).length ? missing() : disorder(open(count));
  if (entries.length < Math.min(first ?? Infinity, count)) return disorder(open(entries.length));
  if (first === undefined) return undefined;

  const leaf = leafAt(first);
  if (first >= count) return BigInt(leaf) === 0n ? missing() : disorder(open(first));
  if (!isEntry(leaf)) return disorder(open(first));
  const account = accountOf(leaf);
  if (first > 0 && account <= accountOf(leafAt(first - 1))) return disorder(openTwo(first - 1));
  const expected = entries[first]?.account;
  if (expected === undefined || account <= BigInt(expected)) return merge(Number(account), open(first));
  return merge(expected, first === 0 ? open(0) : openTwo(first - 1));
}
