/** The database failed, not the event. It passes through, so that Ponder can retry or stop. */
export class StoreError extends Error {
  override readonly name = "StoreError";

  constructor(cause: unknown) {
    super("The indexing store failed", { cause });
  }
}
