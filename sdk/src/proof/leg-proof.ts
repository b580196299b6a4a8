import { hexToNumber, keccak256, size, slice, type Hex } from "viem";

import { merkleProof } from "../merkle/merkle-proof.ts";
import { NoSuchLeafError } from "../merkle/errors.ts";
import { verifyMerkleProof } from "../merkle/verify-merkle-proof.ts";
import { decodeLegs } from "../receipt/decode-legs.ts";
import { decodeReceipt } from "../receipt/decode-receipt.ts";
import { LEGS_PER_BLOCK, legBlocks } from "../receipt/leg-blocks.ts";
import type { Leg } from "../receipt/leg.ts";

/** Bytes before the legs of a block: the sum of all weights before it. */
const PREFIX_BYTES = 4;

/** The block of a receipt's legs that holds one leg: `ILegProofs.BlockOpening`. */
export interface LegOpening {
  /** `prefixStart u32 | up to 8 legs`. */
  readonly data: Hex;
  /** Place of the block. */
  readonly index: number;
  /** Siblings from the block up. */
  readonly path: readonly Hex[];
}

/** A leg that is shown to stand in a receipt. */
export interface ProvenLeg {
  readonly leg: Leg;
  /** Sum of the weights before it: with its weight, `weightTotal` and the data share, its amount can be computed alone. */
  readonly weightBefore: number;
}

/**
 * Opens the block that holds the leg at `position`.
 * @throws NoSuchLeafError if there is none; LegsNotAscendingError, IntegerOutOfRangeError for legs that no receipt can have.
 */
export function legOpening(legs: readonly Leg[], position: number): LegOpening {
  if (!Number.isSafeInteger(position) || position < 0 || position >= legs.length)
    throw new NoSuchLeafError({ what: "leg", index: position, count: legs.length });
  const blocks = legBlocks(legs);
  const index = Math.floor(position / LEGS_PER_BLOCK);
  const path = merkleProof(
    blocks.map((block) => keccak256(block)),
    index,
  );
  return { data: blocks[index]!, index, path };
}

/**
 * Checks that a leg stands at `position` of a receipt.
 * @param packed The receipt's 113 bytes.
 * @returns The leg, or undefined if the opening does not show it.
 * @throws InvalidBytesError, ReceiptVersionError, UnknownCodeError, IntegerOutOfRangeError if bytes are malformed.
 */
export function verifyLegProof({
  packed,
  position,
  opening,
}: {
  readonly packed: Hex;
  readonly position: number;
  readonly opening: LegOpening;
}): ProvenLeg | undefined {
  const { legsRoot, legCount } = decodeReceipt(packed);
  if (!Number.isSafeInteger(position) || position < 0 || position >= legCount) return undefined;
  if (opening.index !== Math.floor(position / LEGS_PER_BLOCK)) return undefined;
  const leafCount = Math.ceil(legCount / LEGS_PER_BLOCK);
  const isThere = verifyMerkleProof({
    root: legsRoot,
    leaf: keccak256(opening.data),
    index: opening.index,
    leafCount,
    proof: opening.path,
  });
  if (!isThere || size(opening.data) <= PREFIX_BYTES) return undefined;
  const legs = decodeLegs(slice(opening.data, PREFIX_BYTES));
  const inBlock = position % LEGS_PER_BLOCK;
  const leg = legs[inBlock];
  if (leg === undefined) return undefined;
  const start = hexToNumber(slice(opening.data, 0, PREFIX_BYTES));
  return { leg, weightBefore: legs.slice(0, inBlock).reduce((sum, { weight }) => sum + weight, start) };
}
