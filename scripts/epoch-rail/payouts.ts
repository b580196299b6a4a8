import { EPOCH_LIMITS, nextWords, vectorOpening, wordPath, wordTree, type Vector } from "@openledger/sdk";
import { bytesToHex, hexToBytes, type Hex } from "viem";

import { readWords } from "../../gateway/src/epoch/store/epoch-objects.ts";
import { treeLayers } from "../../sdk/src/merkle/tree-layers.ts";
import type { ReadObject } from "./claimed-tree.ts";
import type { CommittedEpoch } from "./rail-log.ts";
import type { Call, RailSession } from "./session.ts";

// Everything that depends on what a payout word holds is in this file.

const WORDS = 2 ** EPOCH_LIMITS.subtreeDepth;

/** The payout words of a committed epoch. @throws if nobody has them. */
export async function wordsOf(epoch: CommittedEpoch, read: ReadObject): Promise<readonly bigint[]> {
  const bytes = await read("words", epoch.payoutRoot);
  if (bytes === undefined) throw new Error(`the payout words of epoch ${epoch.epoch} (words/${epoch.payoutRoot}) are in no store`);
  return readWords(bytes)!.words;
}

/** The words that an epoch's credits are added to. */
export async function previousWordsOf(parent: CommittedEpoch | undefined, read: ReadObject): Promise<readonly bigint[]> {
  return parent === undefined ? [] : wordsOf(parent, read);
}

const subtreeOf = (words: readonly bigint[], subtree: number): bigint[] =>
  Array.from({ length: WORDS }, (_, i) => words[subtree * WORDS + i] ?? 0n);

const rootOf = (words: readonly bigint[]): Hex =>
  bytesToHex(treeLayers(words.map((word) => hexToBytes(`0x${word.toString(16).padStart(64, "0")}`))).root);

/** One push: a subtree of an epoch's words that is not credited yet. */
export type Push = { readonly epoch: number; readonly subtree: number; readonly call: Call };

/** The pushes that the final epochs of a gateway still need. @param finals All of them, in order. */
export async function pushesDue(
  session: RailSession,
  gateway: number,
  finals: readonly CommittedEpoch[],
  read: ReadObject,
): Promise<readonly Push[]> {
  const last = finals.at(-1);
  if (last === undefined) return [];
  const words = await wordsOf(last, read);
  const tree = wordTree(words, last.payoutDepth);
  const pushes: Push[] = [];
  for (let subtree = 0; subtree * WORDS < words.length; subtree++) {
    const current = subtreeOf(words, subtree);
    const known = await session.read<Hex>("EpochPayouts", "creditedRootOf", [gateway, subtree]);
    if (known === rootOf(current) || current.every((word) => word === 0n)) continue;
    const credited = await creditedWords(known, subtree, finals, read);
    const path = wordPath(tree, subtree, EPOCH_LIMITS.subtreeDepth).map((node) => bytesToHex(node));
    const deltas = current.map((word, i) => word - (credited[i] ?? 0n));
    pushes.push({
      epoch: last.epoch,
      subtree,
      call: { contract: "EpochPayouts", functionName: "push", args: [gateway, subtree, credited, deltas, path] },
    });
  }
  return pushes;
}

async function creditedWords(known: Hex, subtree: number, finals: readonly CommittedEpoch[], read: ReadObject): Promise<readonly bigint[]> {
  if (BigInt(known) === 0n) return [];
  for (const epoch of [...finals].reverse()) {
    const words = subtreeOf(await wordsOf(epoch, read), subtree);
    if (rootOf(words) === known) return words;
  }
  throw new Error(`subtree ${subtree} was credited by claims; the rest of it has to be claimed too`);
}

/** A payout word that is not what it has to be: false payouts, with the call that proves it unless the claimed words are in no store. */
export type FalseWord = { readonly says: string; readonly call: Call | undefined };

/** Compares an epoch's payout tree with its credits. @returns Undefined if every word is right. */
export async function falseWord(
  { epoch, parent, credits }: { readonly epoch: CommittedEpoch; readonly parent: CommittedEpoch | undefined; readonly credits: Vector },
  read: ReadObject,
): Promise<FalseWord | undefined> {
  const previous = await previousWordsOf(parent, read);
  const expected = nextWords(previous, credits.entries);
  const capacity = 2 ** epoch.payoutDepth;
  let word = expected.findIndex((value, i) => i >= capacity && value !== 0n);
  let claimed: readonly bigint[] = [];
  if (word === -1) {
    const tree = wordTree(expected.slice(0, capacity), epoch.payoutDepth);
    if (bytesToHex(tree.root) === epoch.payoutRoot) return undefined;
    const bytes = await read("words", epoch.payoutRoot);
    if (bytes === undefined) {
      return { says: `the payout words are not those of its credits, and are in no store (words/${epoch.payoutRoot})`, call: undefined };
    }
    claimed = readWords(bytes)!.words;
    word = Array.from({ length: Math.max(claimed.length, expected.length) }).findIndex(
      (_, i) => (claimed[i] ?? 0n) !== (expected[i] ?? 0n),
    );
  }
  const pathIn = (words: readonly bigint[], depth: number): Hex[] =>
    word >= 2 ** depth ? [] : wordPath(wordTree(words, depth), word).map((node) => bytesToHex(node));
  const shown = {
    word,
    value: claimed[word] ?? 0n,
    path: pathIn(claimed, epoch.payoutDepth),
    previous: previous[word] ?? 0n,
    previousPath: parent === undefined ? [] : pathIn(previous, parent.payoutDepth),
    credits: [0, 1, 2, 3].map((lane) => vectorOpening(credits, 4 * word + lane)),
  };
  return {
    says: `payout word ${word}, of accounts ${4 * word} to ${4 * word + 3}, is not what its credits give`,
    call: { contract: "VectorProofs", functionName: "proveWord", args: [epoch.bytes, parent?.bytes ?? "0x", shown] },
  };
}
