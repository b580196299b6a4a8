import { EPOCH_LIMITS, type Epoch, type EpochNode } from "@openledger/sdk";
import { bytesToHex, concatBytes, numberToBytes, type Hex } from "viem";

import type { ObjectKind } from "../src/epoch/store/epoch-objects.ts";

export interface EpochObject {
  readonly kind: ObjectKind;
  readonly key: Hex;
  readonly bytes: Uint8Array;
}

function* vectorsOf(node: EpochNode): Iterable<EpochObject> {
  for (const vector of [node.credits, node.debits]) {
    if (vector.leaves.length > 0) yield { kind: "vectors", key: bytesToHex(vector.root), bytes: concatBytes([...vector.leaves]) };
  }
}

/** Everything that is published of an epoch of the plain builder: the twin of `publishEpoch`, and what a gateway that lies publishes. */
export function* objectsOf({ levels, chunks, words, payouts }: Epoch): Iterable<EpochObject> {
  for (const chunk of chunks) {
    yield { kind: "chunks", key: toHex(chunk.fields.body), bytes: chunk.bytes };
    const rows = chunk.shareBlocks.map((blocks) => concatBytes([Uint8Array.of(blocks.length), ...blocks]));
    yield { kind: "shares", key: toHex(chunk.fields.sharesRoot), bytes: concatBytes(rows) };
    yield* vectorsOf(chunk);
  }
  for (let level = 1; level < levels.length; level++) {
    for (const [place, node] of levels[level]!.entries()) {
      const first = place * EPOCH_LIMITS.nodeWidth;
      const children = levels[level - 1]!.slice(first, first + EPOCH_LIMITS.nodeWidth);
      yield { kind: "children", key: toHex(node.fields.body), bytes: concatBytes(children.map(({ packed }) => packed)) };
      yield* vectorsOf(node);
    }
  }
  const leaves = words.map((word) => numberToBytes(word, { size: 32 }));
  yield { kind: "words", key: bytesToHex(payouts.root), bytes: concatBytes([Uint8Array.of(payouts.depth), ...leaves]) };
}

const toHex = (value: Hex | Uint8Array): Hex => (typeof value === "string" ? value : bytesToHex(value));
