import { BaseError } from "../errors/base-error.ts";

/** The text has a character that cannot be committed to. */
export class ForbiddenCharacterError extends BaseError {
  override readonly name = "ForbiddenCharacterError";
  /** Index in UTF-16 code units. */
  readonly position: number;

  constructor({ position, what }: { position: number; what: string }) {
    super(`The text has ${what} at position ${position}.`, { fix: "remove the character, or decode the text with its real encoding." });
    this.position = position;
  }
}

/** Nothing is left of the text. */
export class EmptyTextError extends BaseError {
  override readonly name = "EmptyTextError";

  constructor(inputLength: number) {
    super(`The text is empty: nothing but white space and control characters in ${inputLength} code units.`, {
      fix: "contribute text with at least one visible character.",
    });
  }
}

/** The text is too long for one item. */
export class TextTooLongError extends BaseError {
  override readonly name = "TextTooLongError";

  constructor(byteLength: number, maximum: number) {
    super(`The canonical text has ${byteLength} bytes, above ${maximum}.`, { fix: "split it into several contributions." });
  }
}
