import {
  EPOCH_LIMITS,
  findDifference,
  payoutWords,
  subtreeOpening,
  vectorOpening,
  wordLeaf,
  wordPath,
  wordTree,
  type TreePlace,
  type Vector,
} from "@openledger/sdk";
import { bytesToHex, type Hex } from "viem";

import { readWords } from "../../gateway/src/epoch/store/epoch-objects.ts";
import type { ReadObject } from "./claimed-tree.ts";
import type { CommittedEpoch } from "./rail-log.ts";
import type { Call, RailSession } from "./session.ts";

// Everything that depends on what a payout word holds is in this file.

const WORDS = 2 ** EPOCH_LIMITS.subtreeDepth;

/** One push: a subtree of a final epoch that is not credited yet. */
export type Push = { readonly epoch: number; readonly subtree: number; readonly call: Call };

/** The pushes that the final epochs of a gateway still need. @throws if nobody has the words of one. */
export async function pushesDue(
  session: RailSession,
  gateway: number,
  finals: readonly CommittedEpoch[],
  read: ReadObject,
): Promise<readonly Push[]> {
  const pushes: Push[] = [];
  for (const { epoch, payoutRoot } of finals) {
    const { left } = await session.read<{ left: bigint }>("PayoutLedger", "finalEpochOf", [gateway, epoch]);
    if (left === 0n) continue;
    const bytes = await read("words", payoutRoot);
    if (bytes === undefined) throw new Error(`the payout words of epoch ${epoch} (words/${payoutRoot}) are in no store`);
    const { depth, words } = readWords(bytes)!;
    const payouts = wordTree(words, depth);
    for (let subtree = 0; subtree * WORDS < words.length; subtree++) {
      const first = words.findIndex((word, i) => Math.floor(i / WORDS) === subtree && word !== 0n);
      if (first === -1 || (await isPushed(session, gateway, epoch, words, subtree))) continue;
      const opening = subtreeOpening({ words, payouts }, subtree);
      const call = {
        contract: "PayoutLedger",
        functionName: "push",
        args: [gateway, epoch, subtree, opening.words, opening.path],
      } as const;
      pushes.push({ epoch, subtree, call });
    }
  }
  return pushes;
}

/** Whether every word of a subtree that pays anybody was pushed or claimed. */
async function isPushed(session: RailSession, gateway: number, epoch: number, words: readonly bigint[], subtree: number): Promise<boolean> {
  for (let word = subtree * WORDS; word < Math.min(words.length, (subtree + 1) * WORDS); word++) {
    if (words[word] !== 0n && !(await session.read<boolean>("PayoutLedger", "isCredited", [gateway, epoch, word]))) return false;
  }
  return true;
}

/** A payout word that is not what it has to be: false payouts, with the call that proves it; or, if the words are shown nowhere, what to ask for next. */
export type FalseWord = { readonly says: string } & ({ readonly call: Call } | { readonly place: TreePlace });

/** Compares an epoch's payout tree with its credits. @param nodesShown What was answered on chain. @returns Undefined if every word is right. */
export async function falseWord(
  epoch: CommittedEpoch,
  credits: Vector,
  read: ReadObject,
  nodesShown: (question: Hex) => readonly Hex[] | undefined,
): Promise<FalseWord | undefined> {
  const expected = payoutWords(credits.entries);
  const { payoutDepth, payoutRoot } = epoch;
  const capacity = 2 ** payoutDepth;
  const beyond = expected.findIndex((value, i) => i >= capacity && value !== 0n);
  if (beyond !== -1) return provenWord(epoch, credits, { word: beyond, value: 0n, path: [] });
  if (bytesToHex(wordTree(expected, payoutDepth).root) === payoutRoot) return undefined;
  const bytes = await read("words", payoutRoot);
  if (bytes !== undefined) {
    const claimed = readWords(bytes)!.words;
    const length = Math.max(claimed.length, expected.length);
    const word = Array.from({ length }).findIndex((_, i) => (claimed[i] ?? 0n) !== (expected[i] ?? 0n));
    const path = wordPath(wordTree(claimed, payoutDepth), word).map((node) => bytesToHex(node));
    return provenWord(epoch, credits, { word, value: claimed[word] ?? 0n, path });
  }
  const found = findDifference(expected.map(wordLeaf), { root: payoutRoot, depth: payoutDepth, answerTo: nodesShown });
  if (found.kind === "unknown")
    return { says: `the payout words are not those of its credits, and are in no store (words/${payoutRoot})`, place: found.place };
  if (found.kind === "none") return undefined;
  return provenWord(epoch, credits, { word: found.index, value: BigInt(found.leafAt(found.index)), path: found.pathOf(found.index) });
}

function provenWord(
  epoch: CommittedEpoch,
  credits: Vector,
  shown: { readonly word: number; readonly value: bigint; readonly path: readonly Hex[] },
): FalseWord {
  const { word } = shown;
  const opened = { ...shown, credits: [0, 1, 2, 3].map((lane) => vectorOpening(credits, 4 * word + lane)) };
  return {
    says: `payout word ${word}, of accounts ${4 * word} to ${4 * word + 3}, is not what its credits give`,
    call: { contract: "VectorProofs", functionName: "proveWord", args: [epoch.bytes, opened] },
  };
}
