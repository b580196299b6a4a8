import { bytesToHex, concatBytes, keccak256, stringToBytes } from "viem";

import { ByteReader } from "../bytes/byte-reader.ts";
import { ByteWriter } from "../bytes/byte-writer.ts";
import { NODE_BYTES } from "../epoch/encode-node.ts";
import { EpochStateError } from "./errors.ts";
import type { EpochTerms } from "./netting.ts";
import type { StackLevel } from "./node-stack.ts";
import { decodeNode } from "../epoch/decode-node.ts";

const STATE_VERSION = 1;
const HASH = 32;

/** What an unfinished epoch is, after a whole chunk. */
export interface EpochState {
  /** What the epoch is built from, see {@link termsHash}. */
  readonly terms: Uint8Array;
  /** Sequence of the first receipt that is in no chunk yet. */
  readonly nextSequence: number;
  readonly levels: StackLevel[];
}

/** Hash over everything that must be the same when a build goes on. */
export function termsHash({ gatewayId, epoch, splits, commons }: EpochTerms, chunkLegs: number): Uint8Array {
  const tables = [...splits]
    .sort(([a], [b]) => a - b)
    .map(([id, list]) => [id, list.map(({ role, account, bps }) => [role, account, bps])]);
  return keccak256(stringToBytes(JSON.stringify([gatewayId, epoch, commons, chunkLegs, tables])), "bytes");
}

/** `version u8 | terms b32 | nextSequence u40 | levels u8 | level … | keccak256 of all before`; a level is `nodes u32 | node … | open u8 | (length u32 | credits | length u32 | debits) …`. */
export function encodeState({ terms, nextSequence, levels }: EpochState): Uint8Array {
  const uint = (value: number, size: number) => new ByteWriter(size).uint("state", value, size).finish();
  const sized = (bytes: Uint8Array) => [uint(bytes.length, 4), bytes];
  const parts = [uint(STATE_VERSION, 1), terms, uint(nextSequence, 5), uint(levels.length, 1)];
  for (const { nodes, open } of levels) {
    parts.push(uint(nodes.length, 4), ...nodes, uint(open.length, 1));
    for (const { credits, debits } of open) parts.push(...sized(credits), ...sized(debits));
  }
  const bytes = concatBytes(parts);
  return concatBytes([bytes, keccak256(bytes, "bytes")]);
}

/**
 * Reads a state.
 * @throws EpochStateError if it is damaged, cut short or of another version.
 */
export function decodeState(bytes: Uint8Array): EpochState {
  const body = bytes.subarray(0, -HASH);
  if (bytes.length < HASH || keccak256(body) !== bytesToHex(bytes.subarray(-HASH))) {
    throw new EpochStateError(`The state of ${bytes.length} bytes is damaged: its hash is not that of its bytes.`);
  }
  const reader = new ByteReader(body);
  const version = reader.uint(1);
  if (version !== STATE_VERSION) throw new EpochStateError(`The state has version ${version}, not ${STATE_VERSION}.`);
  const terms = reader.raw(HASH).slice();
  const nextSequence = reader.uint(5);
  const levels = Array.from({ length: reader.uint(1) }, (): StackLevel => {
    const nodes = Array.from({ length: reader.uint(4) }, () => reader.raw(NODE_BYTES).slice());
    const openCount = reader.uint(1);
    const open = nodes.slice(nodes.length - openCount).map((packed) => {
      const credits = reader.raw(reader.uint(4)).slice();
      const debits = reader.raw(reader.uint(4)).slice();
      return { fields: decodeNode(packed), packed, hash: keccak256(packed, "bytes"), credits, debits };
    });
    return { nodes, open };
  });
  return { terms, nextSequence, levels };
}
