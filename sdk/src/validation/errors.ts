import { BaseError } from "../errors/base-error.ts";

/** A vote that `ValidationRounds` would refuse. */
export class BadVoteError extends BaseError {
  override readonly name = "BadVoteError";

  constructor({ index, problem }: { index: number; problem: string }) {
    super(`Vote ${index} is not valid: ${problem}.`, {
      fix: "accept with reason None and a score of 1 to 1,000,000, or reject with another reason and score 0.",
    });
  }
}

/** A segment that does not stand where it is said to, in both texts. */
export class BadSegmentError extends BaseError {
  override readonly name = "BadSegmentError";

  constructor({ index, problem }: { index: number; problem: string }) {
    super(`Segment ${index} proves nothing: ${problem}.`, {
      fix: "give stretches of at least 64 bytes that are equal in both texts, ascending in the later one without overlap.",
    });
  }
}
