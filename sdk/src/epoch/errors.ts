import { BaseError } from "../errors/base-error.ts";

/** Receipts that no epoch can hold. */
export class EpochInputError extends BaseError {
  override readonly name = "EpochInputError";

  constructor(problem: string, fix: string) {
    super(problem, { fix });
  }
}
