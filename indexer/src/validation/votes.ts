import type { Hex } from "viem";

import { verdictReason } from "../../ponder.schema.ts";
import { nameOf } from "../fold/names.ts";

const VOTE_DIGITS = 8;

/** What a vote or a record says: acceptance with a score in parts per million, or rejection with a reason. */
export interface Outcome {
  readonly isAccepted: boolean;
  readonly reason: (typeof verdictReason.enumValues)[number];
  readonly score: number;
}

/** Reads the low 32 bits: reason u8, score u24. @throws FoldError for a reason there is not. */
export const outcomeOf = (word: bigint): Outcome => {
  const code = Number((word >> 24n) & 0xffn);
  return { isAccepted: code === 0, reason: nameOf(verdictReason, code), score: Number(word & 0xff_ffffn) };
};

/** Seats that accepted, of a record: accepting seats u32, reason u8, score u24. */
export const acceptingSeatsOf = (record: bigint): bigint => record >> 32n;

/** Votes of 4 bytes each; what is left over is ignored. @throws FoldError for a reason there is not. */
export const decodeVotes = (votes: Hex): Outcome[] => {
  const digits = votes.slice(2);
  const count = Math.floor(digits.length / VOTE_DIGITS);
  return Array.from({ length: count }, (_, index) =>
    outcomeOf(BigInt(`0x${digits.slice(index * VOTE_DIGITS, (index + 1) * VOTE_DIGITS)}`)),
  );
};
