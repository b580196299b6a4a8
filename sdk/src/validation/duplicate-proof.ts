import { bytesToHex, encodeAbiParameters, keccak256, type Hex } from "viem";

import { checkUint } from "../bytes/check-uint.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { treeLayers, type TreeLayers } from "../merkle/tree-layers.ts";
import { CHUNK_BYTES, chunkLeaves } from "../text/chunk-leaves.ts";
import { BadSegmentError } from "./errors.ts";

/** What is claimed: that `later` repeats `earlier`. As `IDuplicateCourt.Claim`. */
export interface DuplicateClaim {
  readonly later: bigint;
  readonly earlier: bigint;
  /** Bytes of the canonical texts. */
  readonly laterLength: bigint;
  readonly earlierLength: bigint;
  /** Account to pay. */
  readonly prover: number;
  /** 32 random bytes. */
  readonly salt: Hex;
}

/** Where equal bytes stand. */
export interface SegmentPlace {
  readonly laterStart: number;
  readonly earlierStart: number;
  readonly length: number;
}

/** An opened segment, as `IDuplicateCourt.Segment`. */
export interface DuplicateSegment {
  readonly laterStart: bigint;
  readonly earlierStart: bigint;
  readonly shared: Hex;
  readonly laterHead: Hex;
  readonly laterTail: Hex;
  readonly earlierHead: Hex;
  readonly earlierTail: Hex;
  readonly laterSiblings: readonly Hex[];
  readonly earlierSiblings: readonly Hex[];
}

const MIN_SEGMENT = 64;
const CLAIM = [
  {
    type: "tuple",
    components: [
      { name: "later", type: "uint56" },
      { name: "earlier", type: "uint56" },
      { name: "laterLength", type: "uint64" },
      { name: "earlierLength", type: "uint64" },
      { name: "prover", type: "uint32" },
      { name: "salt", type: "bytes32" },
    ],
  },
] as const;

/**
 * What `DuplicateCourt.announce` takes.
 * @throws IntegerOutOfRangeError, InvalidBytesError.
 */
export function duplicateClaimHash(claim: DuplicateClaim): Hex {
  checkUint("later", claim.later, 56);
  checkUint("earlier", claim.earlier, 56);
  checkUint("laterLength", claim.laterLength, 64);
  checkUint("earlierLength", claim.earlierLength, 64);
  checkUint("prover", claim.prover, 32);
  toBytes("salt", claim.salt, 32);
  return keccak256(encodeAbiParameters(CLAIM, [claim]));
}

/**
 * Opens segments of two texts for `DuplicateCourt.prove`: the shared bytes once, and for each text what completes the chunks, and the nodes beside them.
 * @param later Canonical bytes of the repetition, @param earlier of the original.
 * @param salt The Datanet's salt.
 * @throws BadSegmentError if a segment is short, overlaps the one before, or is not equal in both; InvalidBytesError for a bad salt.
 */
export function duplicateSegments({
  later,
  earlier,
  salt,
  places,
}: {
  readonly later: Uint8Array;
  readonly earlier: Uint8Array;
  readonly salt: Hex;
  readonly places: readonly SegmentPlace[];
}): readonly DuplicateSegment[] {
  const laterTree = treeLayers(chunkLeaves(later, salt));
  const earlierTree = treeLayers(chunkLeaves(earlier, salt));
  let until = 0;
  return places.map(({ laterStart, earlierStart, length }, index) => {
    const fail = (problem: string): never => {
      throw new BadSegmentError({ index, problem });
    };
    if (length < MIN_SEGMENT) fail(`it has ${length} bytes`);
    if (laterStart < until) fail(`it starts at ${laterStart}, before ${until}`);
    if (laterStart + length > later.length || earlierStart < 0 || earlierStart + length > earlier.length) fail("it leaves its text");
    const shared = later.subarray(laterStart, laterStart + length);
    const different = shared.findIndex((byte, at) => byte !== earlier[earlierStart + at]);
    if (different !== -1) fail(`byte ${different} differs`);
    until = laterStart + length;
    const mine = openRun(later, laterTree, laterStart, length);
    const theirs = openRun(earlier, earlierTree, earlierStart, length);
    return {
      laterStart: BigInt(laterStart),
      earlierStart: BigInt(earlierStart),
      shared: bytesToHex(shared),
      laterHead: mine.head,
      laterTail: mine.tail,
      earlierHead: theirs.head,
      earlierTail: theirs.tail,
      laterSiblings: mine.siblings,
      earlierSiblings: theirs.siblings,
    };
  });
}

/** The bytes that complete the chunks of a stretch, and the nodes beside the run of chunks: left before right, from the leaves up, padding left out. */
function openRun(bytes: Uint8Array, { layers }: TreeLayers, start: number, length: number) {
  const from = start - (start % CHUNK_BYTES);
  const end = start + length;
  const until = Math.min(bytes.length, Math.ceil(end / CHUNK_BYTES) * CHUNK_BYTES);
  const siblings: Uint8Array[] = [];
  let first = from / CHUNK_BYTES;
  let count = Math.ceil((until - from) / CHUNK_BYTES);
  for (const layer of layers) {
    const isRight = first % 2 === 1;
    if (isRight) siblings.push(layer[first - 1]!);
    const isOpen = (count - (isRight ? 1 : 0)) % 2 === 1;
    if (isOpen && first + count < layer.length) siblings.push(layer[first + count]!);
    count = Math.ceil((count + (isRight ? 1 : 0)) / 2);
    first = Math.floor(first / 2);
  }
  return {
    head: bytesToHex(bytes.subarray(from, start)),
    tail: bytesToHex(bytes.subarray(end, until)),
    siblings: siblings.map((node) => bytesToHex(node)),
  };
}
