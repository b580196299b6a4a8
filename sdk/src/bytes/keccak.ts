import { keccak256 } from "viem";

/** keccak256 of some bytes, 32 new bytes. */
export type Keccak = (bytes: Uint8Array) => Uint8Array;

let chosen: Keccak = (bytes) => keccak256(bytes, "bytes");

/**
 * Hashes what there is much of: chunks of texts, pages of words, nodes of trees. viem's keccak256 unless another one was chosen.
 */
export const keccak: Keccak = (bytes) => chosen(bytes);

/** Chooses another implementation of keccak256 for the whole process, e.g. a native one; it must give the same digests. */
export function chooseKeccak(implementation: Keccak): void {
  chosen = implementation;
}
