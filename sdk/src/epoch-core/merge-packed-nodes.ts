import { concatBytes } from "viem";

import type { PackedNode } from "./chunk-builder.ts";
import { packNode } from "./chunk-builder.ts";
import type { Core } from "./open-core.ts";
import { packedTreeRoot } from "./packed-tree.ts";
import { ENTRY_BYTES, addPackedVectors, packedVectorRoot } from "./packed-vectors.ts";

const NOTHING = new Uint8Array(32);

/**
 * The node above up to 16 children, as `mergeNodes` makes it.
 * @throws LaneOverflowError if an account's sum passes 2^64 - 1; IntegerOutOfRangeError if the fees do.
 */
export function mergePackedNodes(core: Core, children: readonly PackedNode[]): PackedNode {
  const credits = addPackedVectors(
    core,
    children.map((child) => child.credits),
    "credits",
  );
  const debits = addPackedVectors(
    core,
    children.map((child) => child.debits),
    "debits",
  );
  const sum = (field: "receiptCount" | "legCount") => children.reduce((total, { fields }) => total + fields[field], 0);
  const first = children[0]!.fields;
  const fields = {
    level: first.level + 1,
    childCount: children.length,
    firstSequence: first.firstSequence,
    receiptCount: sum("receiptCount"),
    legCount: sum("legCount"),
    feeTotal: children.reduce((total, child) => total + child.fields.feeTotal, 0n),
    creditCount: credits.length / ENTRY_BYTES,
    debitCount: debits.length / ENTRY_BYTES,
    body: packedTreeRoot(core, concatBytes(children.map(({ hash }) => hash))),
    receiptsRoot: NOTHING,
    sharesRoot: NOTHING,
    creditsRoot: packedVectorRoot(core, credits),
    debitsRoot: packedVectorRoot(core, debits),
  };
  return packNode(core, fields, credits, debits);
}
