import { BaseError } from "../errors/base-error.ts";

/** Two items of a snapshot have one contribution id. */
export class SnapshotItemRepeatedError extends BaseError {
  override readonly name = "SnapshotItemRepeatedError";

  constructor(contributionId: bigint) {
    super(`Contribution ${contributionId} is in the snapshot twice.`, { fix: "pass each accepted contribution once." });
  }
}

/** The contribution is not in the snapshot. */
export class SnapshotItemMissingError extends BaseError {
  override readonly name = "SnapshotItemMissingError";

  constructor(contributionId: bigint, itemCount: number) {
    super(`Contribution ${contributionId} is not among the ${itemCount} items of the snapshot.`, {
      fix: "pass exactly the items of the snapshot that was published.",
    });
  }
}
