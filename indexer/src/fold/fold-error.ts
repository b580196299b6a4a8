/** An event that cannot be folded as it is. It becomes an anomaly row. */
export class FoldError extends Error {
  override readonly name = "FoldError";
}
