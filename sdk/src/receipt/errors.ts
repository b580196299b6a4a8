import { BaseError } from "../errors/base-error.ts";

/** The receipt has a version this package does not know. */
export class ReceiptVersionError extends BaseError {
  override readonly name = "ReceiptVersionError";

  constructor(version: number) {
    super(`The receipt has version ${version}, not 1.`, { fix: "update the package, or check that these bytes are a packed receipt." });
  }
}

/** Legs are not in canonical order, or one contribution has two legs of a class. */
export class LegsNotAscendingError extends BaseError {
  override readonly name = "LegsNotAscendingError";
  /** Index of the first leg out of order. */
  readonly index: number;

  constructor({ index, contributionId, legClass }: { index: number; contributionId: bigint; legClass: string }) {
    super(`Leg ${index} (contribution ${contributionId}, ${legClass}) does not come after the leg before it.`, {
      fix: "merge legs of one contribution and class by adding their weights, then order all with sortLegs.",
    });
    this.index = index;
  }
}
