import type { Lie, NodePath, TreePlace } from "@openledger/sdk";

import type { ClaimedNode } from "../epoch-rail/claimed-tree.ts";
import type { Call } from "../epoch-rail/session.ts";

/** A proof that may be filed; the record is its first argument. */
export type Proof = { readonly lie: keyof typeof Lie; readonly call: Call };

/** Codes of `ITreeProofs.Tree`. */
export const TREES = { credits: 0, debits: 1, words: 2 } as const;

/** What to ask for next of a tree that is hidden: arguments of `ITreeProofs.challengeTree`. */
export type TreeAsked = { readonly way: NodePath; readonly tree: (typeof TREES)[keyof typeof TREES]; readonly place: TreePlace };

/** What is wrong with an epoch. */
export type Finding =
  /** Provable: the first of the proofs that the chain takes is enough. */
  | { readonly kind: "lie"; readonly says: string; readonly proofs: readonly Proof[] }
  /** No store has what is behind a node; it can be asked for on chain. */
  | { readonly kind: "missing"; readonly says: string; readonly node: ClaimedNode }
  /** False, but the leaves without which it cannot be shown are in no store; they are asked for on chain, round by round. */
  | { readonly kind: "hidden"; readonly says: string; readonly asked: TreeAsked };
