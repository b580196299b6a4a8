import { BaseError } from "../errors/base-error.ts";

/** A split's entries are not what an offering may declare. */
export class SplitEntriesError extends BaseError {
  override readonly name = "SplitEntriesError";

  constructor(problem: string, fix: string) {
    super(problem, { fix });
  }
}

/** Legs weigh more than the receipt's total. */
export class WeightsAboveTotalError extends BaseError {
  override readonly name = "WeightsAboveTotalError";

  constructor(weights: number, weightTotal: number) {
    super(`The legs weigh ${weights}, above the weight total ${weightTotal}.`, {
      fix: "set weightTotal to at least 1 and at least the sum of the legs' weights; the difference is the unattributed share.",
    });
  }
}

/** A text is no amount of OPEN. */
export class InvalidAmountError extends BaseError {
  override readonly name = "InvalidAmountError";

  constructor(text: string) {
    super(`${JSON.stringify(text.slice(0, 80))} is no amount of OPEN.`, {
      fix: "write a decimal number with at most nine digits after the point and at most 18446744073.709551615, for example 12.5.",
    });
  }
}
