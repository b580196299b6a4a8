import { BaseError } from "../errors/base-error.ts";

/** The batch has no receipts. */
export class EmptyBatchError extends BaseError {
  override readonly name = "EmptyBatchError";

  constructor() {
    super("The batch has no receipts.", { fix: "settle only when at least one receipt is waiting." });
  }
}

/** More than one batch can hold. */
export class BatchLimitError extends BaseError {
  override readonly name = "BatchLimitError";

  constructor({ what, count, maximum }: { what: string; count: number; maximum: number }) {
    super(`The batch has ${count} ${what}, above ${maximum}.`, { fix: "settle fewer receipts, or fewer legs a receipt, in one batch." });
  }
}

/** A receipt contradicts the batch it is in, or its own legs. */
export class BatchReceiptMismatchError extends BaseError {
  override readonly name = "BatchReceiptMismatchError";

  constructor({ index, field, actual, expected }: { index: number; field: string; actual: unknown; expected: unknown }) {
    super(`Receipt ${index} of the batch has ${field} ${String(actual)}, expected ${String(expected)}.`, {
      fix: "batch receipts of one lane, gateway and epoch by consecutive sequence, each with the legs it was signed with.",
    });
  }
}

/** The blob has a version this package does not know. */
export class BatchVersionError extends BaseError {
  override readonly name = "BatchVersionError";

  constructor(version: number) {
    super(`The batch has version ${version}, not 1.`, { fix: "update the package, or check that these bytes are a packed batch." });
  }
}

/** A table of the blob does not ascend strictly, or holds the id 0. */
export class TableNotAscendingError extends BaseError {
  override readonly name = "TableNotAscendingError";

  constructor({ table, index, value }: { table: string; index: number; value: number }) {
    super(`Entry ${index} of the ${table} table is ${value}, ${value === 0 ? "which is no id" : "not above the one before it"}.`, {
      fix: "sort the table, list each entry once, and count ids from 1.",
    });
  }
}

/** An index of the blob points beyond its table. */
export class TableIndexError extends BaseError {
  override readonly name = "TableIndexError";

  constructor({ table, index, length }: { table: string; index: number; length: number }) {
    super(`Index ${index} points beyond the ${table} table of ${length}.`, { fix: "use the position of an entry, counted from 0." });
  }
}

/** The blob goes on after its last receipt. */
export class TrailingBytesError extends BaseError {
  override readonly name = "TrailingBytesError";

  constructor(count: number) {
    super(`${count} bytes follow the last receipt of the batch.`, { fix: "end the blob where its last receipt ends." });
  }
}

/** The blob could not be read for a reason that has no error of its own. */
export class UnreadableBatchError extends BaseError {
  override readonly name = "UnreadableBatchError";

  constructor(cause: unknown) {
    super(`The batch could not be read: ${cause instanceof Error ? cause.message : String(cause)}.`, {
      fix: "pass the bytes of a BatchSettled event.",
      cause,
    });
  }
}
