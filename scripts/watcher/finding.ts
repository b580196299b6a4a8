import type { Lie } from "@openledger/sdk";

import type { ClaimedNode } from "../epoch-rail/claimed-tree.ts";
import type { Call } from "../epoch-rail/session.ts";

/** A proof that may be filed; the record is its first argument. */
export type Proof = { readonly lie: keyof typeof Lie; readonly call: Call };

/** What is wrong with an epoch. */
export type Finding =
  /** Provable: the first of the proofs that the chain takes is enough. */
  | { readonly kind: "lie"; readonly says: string; readonly proofs: readonly Proof[] }
  /** No store has what is behind a node; it can be asked for on chain. */
  | { readonly kind: "missing"; readonly says: string; readonly node: ClaimedNode }
  /** False, but the leaves without which it cannot be shown are in no store, and the chain has no question for them. */
  | { readonly kind: "unopenable"; readonly says: string };
