import type { ClaimedNode } from "../epoch-rail/claimed-tree.ts";

/** Codes of `IVectorProofs.Side`, in order. */
export const SIDES = ["credits", "debits"] as const;
export type Side = (typeof SIDES)[number];

/** Where a node says what its vectors are. */
export const VECTOR_FIELDS = {
  credits: { root: "creditsRoot", count: "creditCount" },
  debits: { root: "debitsRoot", count: "debitCount" },
} as const;

/** A node in words. */
export const nameOfNode = ({ fields, way }: ClaimedNode): string =>
  way.nodes.length === 0 ? "the top" : `the node of level ${fields.level} from receipt ${fields.firstSequence} on`;
