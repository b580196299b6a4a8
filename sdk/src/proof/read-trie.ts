import { fromRlp, hexToBytes, keccak256, type Hex } from "viem";

type Node = Hex | readonly Node[];

const nibblesOf = (key: Hex): readonly number[] => [...hexToBytes(key)].flatMap((byte) => [byte >> 4, byte & 15]);

/** A path of a leaf or an extension: hex-prefix encoded. */
const pathOf = (encoded: Hex): { readonly isLeaf: boolean; readonly nibbles: readonly number[] } => {
  const [flag = 0, ...rest] = nibblesOf(encoded);
  return { isLeaf: flag >= 2, nibbles: flag % 2 === 1 ? rest : rest.slice(1) };
};

/**
 * Reads a key of a Merkle Patricia trie of Ethereum through the nodes of its proof, from the root down.
 * @returns The RLP value; `0x` if the proof shows that the key is absent; undefined if it shows nothing.
 */
export function readTrie(root: Hex, key: Hex, proof: readonly Hex[]): Hex | undefined {
  let path = nibblesOf(key);
  let next: Node = root;
  const nodes = [...proof];
  for (;;) {
    let node: Node = next;
    if (typeof node === "string") {
      if (node === "0x") return "0x";
      const encoded = nodes.shift();
      if (encoded === undefined || keccak256(encoded) !== node) return undefined;
      node = fromRlp(encoded, "hex") as Node;
    }
    if (typeof node === "string") return undefined;
    if (node.length === 17) {
      const [nibble, ...rest] = path;
      if (nibble === undefined) return typeof node[16] === "string" ? node[16] : undefined;
      next = node[nibble]!;
      path = rest;
      continue;
    }
    if (node.length !== 2 || typeof node[0] !== "string") return undefined;
    const { isLeaf, nibbles } = pathOf(node[0]);
    const isOnWay = nibbles.every((nibble, i) => path[i] === nibble);
    if (isLeaf) return isOnWay && nibbles.length === path.length && typeof node[1] === "string" ? node[1] : "0x";
    if (!isOnWay) return "0x";
    path = path.slice(nibbles.length);
    next = node[1]!;
  }
}
