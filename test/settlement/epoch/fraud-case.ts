import { bytesToHex, type Hex } from "viem";

import { batchTypedData, encodeReceipt, receiptId, type Receipt } from "../../../sdk/src/index.ts";
import { merkleProof } from "../../../sdk/src/merkle/merkle-proof.ts";
import { merkleRoot } from "../../../sdk/src/merkle/merkle-root.ts";
import type { Epoch, EpochNode } from "../../../sdk/src/epoch/epoch.ts";
import { vectorOpening } from "../../../sdk/src/epoch/openings.ts";
import { wordPath } from "../../../sdk/src/epoch/word-tree.ts";
import { COMMONS, epochWorld, GATEWAY_ID, randomOf, type Random } from "./world.ts";

/** Lies of each class, and honest epochs. `npm test` runs the quick form. */
export const ROUNDS = Number(process.env["EPOCH_LIES"] ?? 50);
export const NO_BLOCK = { data: "0x", index: 0, path: [] };

export const pick = <Item>(random: Random, items: readonly Item[]): number => random.int(0, items.length - 1);

export type FraudCase = Awaited<ReturnType<typeof fraudCase>>;

/** A world with one committed honest epoch, the parent of the epochs that are tried. */
export async function fraudCase() {
  const w = await epochWorld();
  const first = await w.randomEpoch(randomOf("parent"), { count: 12 });
  const parent = await w.commit(first);
  for (const contract of [w.chunkProofs, w.treeProofs]) await w.suite.openToken.approve(contract, w.ethers.MaxUint256);
  const start = await w.networkHelpers.takeSnapshot();

  const next = (random: Random, options = {}) =>
    w.randomEpoch(random, { epoch: 1, parent: parent.hash, count: random.int(2, 24), ...options });
  const roleAccounts = () => [COMMONS, ...w.entries.map(({ account }) => account)];

  const signOne = (receipt: Receipt) => w.signReceipt(receipt);

  /** Signs a receipt within a random batch. */
  async function signBatch(random: Random, receipt: Receipt) {
    const router = (await w.suite.rewardRouter.getAddress()) as Hex;
    const before = random.int(0, Math.min(5, receipt.sequence));
    const ids = Array.from({ length: before + 1 + random.int(0, 6) }, () => random.bytes32());
    ids[before] = receiptId(receipt);
    const summary = {
      gatewayId: GATEWAY_ID,
      epoch: receipt.epoch,
      lane: "epoch" as const,
      firstSequence: receipt.sequence - before,
      count: ids.length,
      legCount: 7,
      feeTotal: 99n,
      root: merkleRoot(ids),
    };
    const { domain, types, message } = batchTypedData({ chainId: w.chainId, router, batch: summary });
    const signature = await w.receiptKey.signTypedData(domain, types as never, message);
    return {
      receipt: encodeReceipt(receipt),
      key: w.receiptKey.address,
      signature,
      firstSequence: summary.firstSequence,
      count: summary.count,
      legCount: 7,
      feeTotal: 99,
      path: [...merkleProof(ids, before)],
    };
  }

  async function withLegs(random: Random): Promise<{ honest: Epoch; at: number; slot: number }> {
    for (;;) {
      const honest = await next(random, { legs: 20, chunkLegs: 60 });
      const at = pick(random, honest.chunks);
      const slot = pick(random, honest.chunks[at]!.receipts);
      if (honest.chunks[at]!.receipts[slot]!.legs.length > 1) return { honest, at, slot };
    }
  }

  /** An honest epoch with a node above the chunks. */
  async function tall(random: Random): Promise<{ honest: Epoch; level: number; index: number; node: EpochNode }> {
    for (;;) {
      const honest = await next(random, { count: random.int(8, 40), legs: 6, chunkLegs: 6 });
      if (honest.levels.length < 2) continue;
      const level = random.int(1, honest.levels.length - 1);
      const index = pick(random, honest.levels[level]!);
      return { honest, level, index, node: honest.levels[level]![index]! };
    }
  }

  function wordOpening(epoch: Epoch, word: number) {
    return {
      word,
      value: epoch.payouts.layers[0]![word] === undefined ? 0n : BigInt(bytesToHex(epoch.payouts.layers[0]![word]!)),
      path: wordPath(epoch.payouts, word).map((node) => bytesToHex(node)),
      credits: [0, 1, 2, 3].map((lane) => vectorOpening(epoch.top.credits, 4 * word + lane)) as never,
    };
  }

  return { w, first, parent, start, next, roleAccounts, signOne, signBatch, withLegs, tall, wordOpening };
}
