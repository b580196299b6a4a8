import { BaseError } from "../errors/base-error.ts";

/** An account's sum does not fit its lane of 64 bits. */
export class LaneOverflowError extends BaseError {
  override readonly name = "LaneOverflowError";
  readonly account: number;

  constructor({ account, what }: { readonly account: number; readonly what: "credits" | "debits" }) {
    super(`The ${what} of account ${account} pass 2^64 - 1 nano-OPEN.`, {
      fix: "close the epoch earlier: no receipt of real OPEN sums up to this.",
    });
    this.account = account;
  }
}

/** A saved state does not belong to this epoch, or is damaged. */
export class EpochStateError extends BaseError {
  override readonly name = "EpochStateError";

  constructor(problem: string) {
    super(problem, { fix: "start the epoch again from its first receipt, without a state; the result is the same." });
  }
}
