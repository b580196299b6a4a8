import { keccak256 } from "viem";

import { treeLayers } from "../merkle/tree-layers.ts";
import { buildChunk, cutChunks } from "./build-chunk.ts";
import { encodeHeader } from "./encode-header.ts";
import { encodeNode } from "./encode-node.ts";
import { EpochInputError } from "./errors.ts";
import { EPOCH_LIMITS, type Epoch, type EpochInput, type EpochNode } from "./epoch.ts";
import { payoutWords } from "./payout-words.ts";
import { addVectors } from "./vector.ts";
import { wordTree } from "./word-tree.ts";

const NOTHING = new Uint8Array(32);

/** The node above up to 16 children. */
export function mergeNodes(children: readonly EpochNode[]): EpochNode {
  const credits = addVectors(children.map((child) => child.credits));
  const debits = addVectors(children.map((child) => child.debits));
  const sum = (field: "receiptCount" | "legCount") => children.reduce((total, { fields }) => total + fields[field], 0);
  const fields = {
    level: children[0]!.fields.level + 1,
    childCount: children.length,
    firstSequence: children[0]!.fields.firstSequence,
    receiptCount: sum("receiptCount"),
    legCount: sum("legCount"),
    feeTotal: children.reduce((total, child) => total + child.fields.feeTotal, 0n),
    creditCount: credits.entries.length,
    debitCount: debits.entries.length,
    body: treeLayers(children.map(({ hash }) => hash)).root,
    receiptsRoot: NOTHING,
    sharesRoot: NOTHING,
    creditsRoot: credits.root,
    debitsRoot: debits.root,
  };
  const packed = encodeNode(fields);
  return { fields, packed, hash: keccak256(packed, "bytes"), credits, debits };
}

/** All levels above the given one, up to a single node. */
export function mergeLevels(chunks: readonly EpochNode[]): readonly (readonly EpochNode[])[] {
  const levels: (readonly EpochNode[])[] = [chunks];
  while (levels.at(-1)!.length > 1) {
    const below = levels.at(-1)!;
    const above: EpochNode[] = [];
    for (let start = 0; start < below.length; start += EPOCH_LIMITS.nodeWidth) {
      above.push(mergeNodes(below.slice(start, start + EPOCH_LIMITS.nodeWidth)));
    }
    levels.push(above);
  }
  return levels;
}

/**
 * Builds a whole epoch from receipts (docs/formats/epoch.md). Pure and deterministic.
 * @throws EpochInputError for receipts that are empty, not dense from 0, or of another gateway, epoch or lane.
 */
export function buildEpoch(input: EpochInput): Epoch {
  const { gatewayId, epoch, parent, receipts, splits, commons } = input;
  if (receipts.length === 0) throw new EpochInputError("The epoch has no receipts.", "commit epochs of at least one receipt.");
  receipts.forEach(({ receipt, legs }, i) => {
    const isHere = receipt.lane === "epoch" && receipt.gatewayId === gatewayId && receipt.epoch === epoch;
    if (!isHere || receipt.sequence !== i || receipt.legCount !== legs.length) {
      throw new EpochInputError(
        `Receipt ${i} is ${receipt.lane} ${receipt.gatewayId}/${receipt.epoch}/${receipt.sequence} with ${receipt.legCount} of ${legs.length} legs.`,
        `pass the receipts of epoch lane ${gatewayId}/${epoch} in order of sequence, from 0 and without gaps.`,
      );
    }
  });
  const chunks = cutChunks(receipts, input.chunkLegs).map((part) => buildChunk({ receipts: part, splits, commons }));
  const levels = mergeLevels(chunks);
  const top = levels.at(-1)![0]!;
  const words = payoutWords(top.credits.entries);
  const payouts = wordTree(words);
  const header = { gatewayId, epoch, parent, payoutDepth: payouts.depth, payoutRoot: payouts.root, top: top.packed };
  return { header, packed: encodeHeader(header), levels, chunks, top, words, payouts };
}
