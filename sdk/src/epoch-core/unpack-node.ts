import type { EpochNode } from "../epoch/epoch.ts";
import type { PackedNode } from "./chunk-builder.ts";
import type { Core } from "./open-core.ts";
import { unpackVector } from "./packed-vectors.ts";

/** A node as `headerTypedData`, `debitSlice` and `vectorOpening` take it. */
export function unpackNode(core: Core, node: PackedNode): EpochNode {
  return { ...node, credits: unpackVector(core, node.credits), debits: unpackVector(core, node.debits) };
}
