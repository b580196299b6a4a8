import { bytesToHex, concatBytes, numberToBytes, type Hex } from "viem";

import { keccak } from "../bytes/keccak.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { NoSuchLeafError } from "../merkle/errors.ts";
import { rangeProof } from "../merkle/range-proof.ts";
import { treeLayers, type TreeLayers } from "../merkle/tree-layers.ts";
import { PAGE_LENGTH, type Window } from "./page-tree.ts";

/** Pages of an output with their salts, as `WordPages.SaltedWindow`. */
export interface SaltedWindow extends Window {
  readonly salts: readonly Hex[];
}

/** An output's words, by hash, and the tree behind `outputTokensRoot`. */
export interface OutputTokens {
  readonly hashes: readonly bigint[];
  readonly salt: Hex;
  readonly tree: TreeLayers;
  readonly root: Hex;
}

/** Salt of one page, so that opening a page shows nothing of the others. */
function pageSalt(salt: Hex, page: number): Uint8Array {
  return keccak(concatBytes([toBytes("salt", salt, 32), numberToBytes(page, { size: 4 })]));
}

function pageBytes(hashes: readonly bigint[], page: number): Uint8Array {
  const bytes = new Uint8Array(8 * PAGE_LENGTH);
  const view = new DataView(bytes.buffer);
  hashes.slice(page * PAGE_LENGTH, (page + 1) * PAGE_LENGTH).forEach((hash, i) => view.setBigUint64(8 * i, hash));
  return bytes;
}

/**
 * Commits to the words of an output: pages of 16, each under a salt of its own. At least one zero follows the last word, so there is always a page that shows the end.
 * @param hashes `wordHash` of each word in order. @param salt The request's, 32 bytes.
 */
export function outputTokens(hashes: readonly bigint[], salt: Hex): OutputTokens {
  const count = Math.floor(hashes.length / PAGE_LENGTH) + 1;
  const leaves = Array.from({ length: count }, (_, page) => keccak(concatBytes([pageSalt(salt, page), pageBytes(hashes, page)])));
  const tree = treeLayers(leaves);
  return { hashes, salt, tree, root: bytesToHex(tree.root) };
}

/**
 * Opens the pages of words `[start, start + length)`; the place behind the last word counts as one.
 * @throws NoSuchLeafError if they reach further.
 */
export function openOutput({ hashes, salt, tree }: OutputTokens, start: number, length: number): SaltedWindow {
  const end = start + length;
  if (start < 0 || end > hashes.length + 1)
    throw new NoSuchLeafError({ what: "word of the output", index: end - 1, count: hashes.length + 1 });
  const firstPage = Math.floor(start / PAGE_LENGTH);
  const numbers = Array.from({ length: Math.floor((end - 1) / PAGE_LENGTH) - firstPage + 1 }, (_, i) => firstPage + i);
  return {
    firstPage,
    pages: `0x${numbers.map((page) => bytesToHex(pageBytes(hashes, page)).slice(2)).join("")}`,
    salts: numbers.map((page) => bytesToHex(pageSalt(salt, page))),
    siblings: rangeProof(tree, firstPage, numbers.length).map((node) => bytesToHex(node)),
  };
}

/** Word hashes as one string of 16 hex digits each, as bundles hold them. */
export function packHashes(hashes: readonly bigint[]): Hex {
  return `0x${hashes.map((hash) => hash.toString(16).padStart(16, "0")).join("")}`;
}

/** Reads {@link packHashes}. */
export function unpackHashes(packed: Hex): readonly bigint[] {
  return (packed.slice(2).match(/.{16}/g) ?? []).map((digits) => BigInt(`0x${digits}`));
}
