import { bytesToHex } from "viem";

import { legsRoot, Role, type Receipt, type SplitEntry } from "../../sdk/src/index.ts";
import { buildEpoch } from "../../sdk/src/epoch/build-epoch.ts";
import { chunkHints } from "../../sdk/src/epoch/openings.ts";
import type { Epoch } from "../../sdk/src/epoch/epoch.ts";
import { randomLegs } from "./random-legs.ts";
import { randomReceipt } from "./random-receipt.ts";
import { randomOf } from "./random.ts";

const COMMONS = 1;
const SPLIT: readonly SplitEntry[] = [
  { role: Role.Gateway, account: 2, bps: 2_000 },
  { role: Role.Data, account: 0, bps: 6_000 },
  { role: Role.Model, account: 3, bps: 1_500 },
  { role: Role.Protocol, account: COMMONS, bps: 500 },
];

/** Two epochs of one gateway: every root, every packed node, every payout word. */
export function epochVectors() {
  const random = randomOf("epochs");
  const epochs: unknown[] = [];
  for (const [epoch, count] of [
    [0, 3],
    [1, 40],
  ] as const) {
    const receipts = Array.from({ length: count }, (_, sequence) => {
      const legs = randomLegs(random, random.int(0, 20));
      const fixed: Partial<Receipt> = {
        lane: "epoch",
        gatewayId: 7,
        epoch,
        sequence,
        payerAccount: random.int(20, 24),
        offeringId: 1,
        legsRoot: legsRoot(legs),
      };
      return { receipt: randomReceipt(random, legs, fixed), legs };
    });
    const parent = epoch === 0 ? (`0x${"00".repeat(32)}` as const) : random.bytes32();
    const built = buildEpoch({
      gatewayId: 7,
      epoch,
      parent,
      receipts,
      splits: new Map([[1, SPLIT]]),
      commons: COMMONS,
      chunkLegs: 24,
    });
    epochs.push(describe(built));
  }
  return { commons: COMMONS, epochs, split: SPLIT };
}

function describe(epoch: Epoch) {
  const node = ({ packed, hash }: Epoch["top"]) => ({ packed: bytesToHex(packed), hash: bytesToHex(hash) });
  return {
    header: bytesToHex(epoch.packed),
    payoutRoot: bytesToHex(epoch.payouts.root),
    words: epoch.words,
    credits: epoch.top.credits.entries,
    debits: epoch.top.debits.entries,
    chunks: epoch.chunks.map((chunk) => ({
      ...node(chunk),
      bytes: bytesToHex(chunk.bytes),
      rows: chunk.rows.map((row) => bytesToHex(row)),
      hints: chunkHints(chunk, [COMMONS, ...SPLIT.map(({ account }) => account)]),
    })),
    nodes: epoch.levels.slice(1).flat().map(node),
  };
}
