import { bytesToHex, keccak256, type Hex } from "viem";

import { NoSuchLeafError } from "../merkle/errors.ts";
import { rangeProof } from "../merkle/range-proof.ts";
import { treeLayers, type TreeLayers } from "../merkle/tree-layers.ts";

/** Numbers on a page. */
export const PAGE_LENGTH = 16;

/** Numbers in pages of 16, each page a leaf (docs/formats/attribution-proofs.md). */
export interface PageTree {
  readonly count: number;
  /** Bytes of a number. */
  readonly width: number;
  /** Bytes of page `index`, padded with zeros. */
  readonly page: (index: number) => Uint8Array;
  readonly tree: TreeLayers;
}

/** Consecutive pages with what is beside them, as `WordPages.Window`. */
export interface Window {
  readonly firstPage: number;
  readonly pages: Hex;
  readonly siblings: readonly Hex[];
}

/**
 * Lays numbers out on pages.
 * @param width 8 for words, 4 for rows. @param at The number at a place.
 */
export function pageTree(count: number, width: 4 | 8, at: (place: number) => bigint | number): PageTree {
  const page = (index: number): Uint8Array => {
    const bytes = new Uint8Array(PAGE_LENGTH * width);
    const view = new DataView(bytes.buffer);
    const end = Math.min(PAGE_LENGTH, count - index * PAGE_LENGTH);
    for (let i = 0; i < end; i++) {
      const value = at(index * PAGE_LENGTH + i);
      if (width === 8) view.setBigUint64(8 * i, BigInt(value));
      else view.setUint32(4 * i, Number(value));
    }
    return bytes;
  };
  const leaves = Array.from({ length: Math.ceil(count / PAGE_LENGTH) }, (_, index) => keccak256(page(index), "bytes"));
  return { count, width, page, tree: treeLayers(leaves) };
}

/**
 * Opens the pages that hold places `[start, start + length)`, as far as there are such places; at least one page.
 * @throws NoSuchLeafError if there is no place `start`.
 */
export function openPages({ count, page, tree }: PageTree, start: number, length: number): Window {
  if (start < 0 || start >= count) throw new NoSuchLeafError({ what: "word", index: start, count });
  const firstPage = Math.floor(start / PAGE_LENGTH);
  const lastPage = Math.floor((Math.min(start + Math.max(length, 1), count) - 1) / PAGE_LENGTH);
  const numbers = Array.from({ length: lastPage - firstPage + 1 }, (_, i) => firstPage + i);
  return {
    firstPage,
    pages: `0x${numbers.map((number) => bytesToHex(page(number)).slice(2)).join("")}`,
    siblings: rangeProof(tree, firstPage, numbers.length).map((node) => bytesToHex(node)),
  };
}

/** No pages, where a proof needs none. */
export const NO_PAGES: Window = { firstPage: 0, pages: "0x", siblings: [] };
