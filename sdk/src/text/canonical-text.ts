import { EmptyTextError, ForbiddenCharacterError, TextTooLongError } from "./errors.ts";

/** Most bytes of a canonical text in UTF-8. */
export const MAX_TEXT_BYTES = 1_048_576;

const WHITE_SPACE_RUN = /[\t-\r\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+/g;
// Category Cc, which Unicode will never change, without the white space of above. NUL is refused before.
const OTHER_CONTROL = /[^\P{Cc}\t-\r\u0085]/gu;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * The one form of a text that content roots commit to (docs/formats/canonical-text.md). Idempotent.
 * @returns 1 to 1,048,576 bytes in UTF-8.
 * @throws ForbiddenCharacterError for a NUL or a lone surrogate, with its position in UTF-16 code units.
 * @throws EmptyTextError if nothing is left.
 * @throws TextTooLongError above 1,048,576 bytes.
 */
export function canonicalText(input: string): string {
  const nul = input.indexOf("\0");
  if (nul !== -1) throw new ForbiddenCharacterError({ position: nul, what: "a NUL character" });
  const surrogate = LONE_SURROGATE.exec(input);
  if (surrogate) throw new ForbiddenCharacterError({ position: surrogate.index, what: "a lone surrogate" });

  // Controls go first: between two spaces, or between a letter and its accent, they would hide a fold or a composition.
  const text = input.replace(OTHER_CONTROL, "").normalize("NFC").replace(WHITE_SPACE_RUN, " ").replace(/^ | $/g, "");
  if (text === "") throw new EmptyTextError(input.length);
  const byteLength = new TextEncoder().encode(text).length;
  if (byteLength > MAX_TEXT_BYTES) throw new TextTooLongError(byteLength, MAX_TEXT_BYTES);
  return text;
}
