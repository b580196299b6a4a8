import { EPOCH_LIMITS } from "../epoch/epoch.ts";
import { EpochInputError } from "../epoch/errors.ts";
import type { PackedNode } from "./chunk-builder.ts";

/** One level of a {@link NodeStack}. */
export interface StackLevel {
  /** Every node of the level so far, 196 bytes each. */
  readonly nodes: Uint8Array[];
  /** The last of them that have no parent yet. */
  open: PackedNode[];
}

/** The tree of sums, growing by one chunk at a time. It keeps the vectors only of nodes that have no parent yet, at most 15 a level. */
export interface NodeStack {
  readonly levels: readonly StackLevel[];
  /** Adds a node of level 0 and every parent that is complete with it. */
  push(chunk: PackedNode): void;
  /** Adds the parents that are not full; returns the top. Only once, at the end. */
  finish(): PackedNode;
}

/** @param merge Makes a parent. @param onNode Told of each node, children first. @param levels To go on from. */
export function openNodeStack({
  merge,
  onNode,
  levels = [],
}: {
  readonly merge: (children: readonly PackedNode[]) => PackedNode;
  readonly onNode: (node: PackedNode, index: number) => void;
  readonly levels?: StackLevel[];
}): NodeStack {
  function add(node: PackedNode): void {
    const { level } = node.fields;
    if (level > EPOCH_LIMITS.level) {
      throw new EpochInputError(`The epoch needs more than ${EPOCH_LIMITS.level} levels.`, "close the epoch earlier.");
    }
    const here = (levels[level] ??= { nodes: [], open: [] });
    onNode(node, here.nodes.length);
    here.nodes.push(node.packed);
    here.open.push(node);
    if (here.open.length === EPOCH_LIMITS.nodeWidth) close(here);
  }

  function close(level: StackLevel): void {
    const children = level.open;
    level.open = [];
    add(merge(children));
  }

  return {
    levels,
    push: add,
    finish() {
      // A level of one node without a parent is the top; closing a level may add another above it.
      for (let level = 0; ; level++) {
        const here = levels[level]!;
        if (here.nodes.length === 1 && here.open.length === 1) return here.open[0]!;
        if (here.open.length > 0) close(here);
      }
    },
  };
}
