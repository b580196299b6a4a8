import { bytesToHex } from "viem";

import type { Epoch } from "../../../sdk/src/epoch/epoch.ts";
import { wordPath } from "../../../sdk/src/epoch/word-tree.ts";

const WORDS = 512;

/** A subtree's words, filled up with zeros. */
export function subtreeWords(words: readonly bigint[], subtree = 0): bigint[] {
  return Array.from({ length: WORDS }, (_, i) => words[subtree * WORDS + i] ?? 0n);
}

/** What `EpochPayouts.push` takes for subtree 0. */
export function pushOf(epoch: Epoch, before: readonly bigint[]) {
  const old = subtreeWords(before);
  const deltas = subtreeWords(epoch.words).map((word, i) => word - old[i]!);
  const isFirst = old.every((word) => word === 0n);
  return { credited: isFirst ? [] : old, deltas, path: wordPath(epoch.payouts, 0, 9).map((node) => bytesToHex(node)) };
}
