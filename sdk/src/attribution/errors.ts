import { BaseError } from "../errors/base-error.ts";

/** The span does not stand in the index as its record says, so there is no proof of it. */
export class NoSpanProofError extends BaseError {
  override readonly name = "NoSpanProofError";

  constructor(reason: string) {
    super(`The span has no proof: ${reason}.`, {
      fix: "check that index, output and record belong to one receipt; if they do, the record is false.",
    });
  }
}
