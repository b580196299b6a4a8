/**
 * Parent of every error this package throws on purpose. `message` says what happened, with the offending value, and on a second line the fix.
 */
export class BaseError extends Error {
  override readonly name: string = "BaseError";
  /** What happened, without the fix. */
  readonly shortMessage: string;
  /** What the caller can do about it. */
  readonly fix: string;

  constructor(shortMessage: string, { fix, cause }: { readonly fix: string; readonly cause?: unknown }) {
    super(`${shortMessage}\nFix: ${fix}`, cause === undefined ? undefined : { cause });
    this.shortMessage = shortMessage;
    this.fix = fix;
  }
}
