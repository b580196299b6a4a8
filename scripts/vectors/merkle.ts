import { merkleProof, merkleRoot } from "../../sdk/src/index.ts";
import { randomOf } from "./random.ts";

/** Trees of 0 to 20 and of 64, 65 and 100 leaves, each with one proof (none for an empty tree: `index` and `proof` are then 0 and empty). */
export function merkleVectors() {
  const random = randomOf("merkle");
  const sizes = [...Array.from({ length: 21 }, (_, size) => size), 64, 65, 100];
  return {
    cases: sizes.map((size) => {
      const leaves = Array.from({ length: size }, () => random.bytes32());
      const index = size === 0 ? 0 : random.int(0, 1) === 0 ? size - 1 : random.int(0, size - 1);
      return { index, leaves, proof: size === 0 ? [] : merkleProof(leaves, index), root: merkleRoot(leaves) };
    }),
  };
}
