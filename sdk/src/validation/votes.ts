import { bytesToHex, type Hex } from "viem";

import { ByteReader } from "../bytes/byte-reader.ts";
import { ByteWriter } from "../bytes/byte-writer.ts";
import { toBytes } from "../bytes/to-bytes.ts";
import { VerdictReason } from "../codes/verdict-reason.ts";
import { BadVoteError } from "./errors.ts";

/** A panel member's vote on one item. */
export interface Vote {
  /** `None` accepts. */
  readonly reason: VerdictReason;
  /** Novelty in ppm, 1 to 1,000,000, of an accepted item; 0 of a rejected one. */
  readonly score: number;
}

const VOTE_BYTES = 4;
const MAX_SCORE = 1_000_000;
const reasons: readonly number[] = Object.values(VerdictReason);

/**
 * Packs votes as `ValidationRounds` takes them: reason u8, score u24, in the order of the items judged.
 * @throws BadVoteError for a vote that the contract would refuse.
 */
export function encodeVotes(votes: readonly Vote[]): Hex {
  const writer = new ByteWriter(VOTE_BYTES * votes.length);
  for (const [index, vote] of votes.entries()) {
    requireCoherent(index, vote);
    writer.uint("reason", vote.reason, 1).uint("score", vote.score, 3);
  }
  return bytesToHex(writer.finish());
}

/**
 * Reads packed votes.
 * @throws BadVoteError if they are not whole or not coherent; InvalidBytesError if they are no hex.
 */
export function decodeVotes(packed: Hex): readonly Vote[] {
  const bytes = toBytes("votes", packed);
  if (bytes.length % VOTE_BYTES !== 0) {
    throw new BadVoteError({ index: Math.floor(bytes.length / VOTE_BYTES), problem: `${bytes.length} bytes are not 4 for each` });
  }
  const reader = new ByteReader(bytes);
  return Array.from({ length: bytes.length / VOTE_BYTES }, (_, index) => {
    const vote = { reason: Number(reader.uint(1)) as VerdictReason, score: Number(reader.uint(3)) };
    requireCoherent(index, vote);
    return vote;
  });
}

function requireCoherent(index: number, { reason, score }: Vote): void {
  const fail = (problem: string): never => {
    throw new BadVoteError({ index, problem });
  };
  if (!reasons.includes(reason)) fail(`there is no reason ${reason}`);
  if (!Number.isInteger(score) || score < 0 || score > MAX_SCORE) fail(`its score is ${score}`);
  if ((reason === VerdictReason.None) !== (score !== 0)) fail(`reason ${reason} does not go with score ${score}`);
}
