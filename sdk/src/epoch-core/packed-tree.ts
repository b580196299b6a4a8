import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { NoSuchLeafError } from "../merkle/errors.ts";
import { countOfMessages } from "./keccak.ts";
import type { Core } from "./open-core.ts";

const WINDOW_LEVELS = 16;
const WINDOW = 2 ** WINDOW_LEVELS;

const levelsOf = (count: number) => (count < 2 ? 0 : 32 - Math.clz32(count - 1));

function countOf(leaves: Uint8Array): number {
  if (leaves.length % 32 !== 0) throw new InvalidBytesError({ field: "leaves", value: leaves, expected: "leaves of 32 bytes" });
  return leaves.length / 32;
}

/**
 * Root of the positional tree (docs/formats/receipt.md) over leaves of 32 bytes, one behind the other. The core sees 65,536 of them at a time,
 * so it never holds more than 2 MiB of them.
 * @throws InvalidBytesError unless the bytes are whole leaves.
 */
export function packedTreeRoot(core: Core, leaves: Uint8Array): Uint8Array {
  const count = countOf(leaves);
  const windows = Math.ceil(count / WINDOW);
  const levels = windows > 1 ? WINDOW_LEVELS : levelsOf(count);
  const tops = new Uint8Array(32 * windows);
  for (let i = 0; i < windows; i++) {
    const part = leaves.subarray(32 * WINDOW * i, 32 * WINDOW * (i + 1));
    const at = core.write("a", part, 32);
    core.exports.reduce(at, part.length / 32, 0, levels);
    tops.set(core.read(at, 32), 32 * i);
  }
  const at = core.write("a", tops, 32);
  core.exports.reduce(at, windows, levels, levelsOf(windows));
  return core.read(at, 32);
}

/** A positional tree with all its nodes: layer behind layer from the leaves up, each filled up to an even length, the root last. */
export interface PackedTree {
  readonly count: number;
  readonly nodes: Uint8Array;
  readonly root: Uint8Array;
}

/** Nodes of a tree with all its layers. */
function nodeCount(count: number): number {
  let length = 1;
  for (let layer = count; layer > 1; layer = Math.ceil(layer / 2)) length += layer + (layer % 2);
  return length;
}

/** Builds the layers over leaves that stand in the core at `at`, with room behind them. */
function layersAt(core: Core, at: number, count: number): PackedTree {
  core.exports.layers(at, count);
  const nodes = core.read(at, 32 * nodeCount(count));
  return { count, nodes, root: nodes.subarray(-32) };
}

const NO_TREE: PackedTree = { count: 0, nodes: new Uint8Array(), root: new Uint8Array(32) };

/**
 * Builds a tree that {@link packedPath} can open.
 * @throws InvalidBytesError unless the bytes are whole leaves.
 */
export function packedTree(core: Core, leaves: Uint8Array): PackedTree {
  const count = countOf(leaves);
  if (count === 0) return NO_TREE;
  return layersAt(core, core.write("a", leaves, 32 * (nodeCount(count) - count)), count);
}

/**
 * The tree over the keccak256 of each message of `size` bytes, in one go.
 * @throws InvalidBytesError unless the bytes are whole messages of 1 to 135 bytes.
 */
export function packedTreeOf(core: Core, messages: Uint8Array, size: number): PackedTree {
  const count = countOfMessages(messages, size);
  if (count === 0) return NO_TREE;
  const out = core.room("out", 32 * nodeCount(count));
  core.exports.keccakEach(core.write("a", messages), size, count, out);
  return layersAt(core, out, count);
}

/**
 * Siblings of the leaf at `index`, from the leaf up, 32 bytes each.
 * @throws NoSuchLeafError if there is no such leaf.
 */
export function packedPath({ count, nodes }: PackedTree, index: number): readonly Uint8Array[] {
  if (!Number.isSafeInteger(index) || index < 0 || index >= count) throw new NoSuchLeafError({ what: "leaf", index, count });
  const path: Uint8Array[] = [];
  let start = 0;
  let place = index;
  for (let layer = count; layer > 1; layer = Math.ceil(layer / 2)) {
    const sibling = 32 * (start + (place ^ 1));
    path.push(nodes.subarray(sibling, sibling + 32));
    start += layer + (layer % 2);
    place >>>= 1;
  }
  return path;
}
