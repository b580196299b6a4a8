import { BaseError } from "./base-error.ts";

/** A value is not bytes, or not as many bytes as its field takes. */
export class InvalidBytesError extends BaseError {
  override readonly name = "InvalidBytesError";
  readonly field: string;

  constructor({ field, value, expected }: { field: string; value: unknown; expected: string }) {
    const shown = value instanceof Uint8Array ? `${value.length} bytes` : abbreviate(String(value));
    super(`${field} is ${shown}, not ${expected}.`, { fix: `pass ${expected} as ${field}.` });
    this.field = field;
  }
}

function abbreviate(text: string): string {
  return text.length <= 80 ? JSON.stringify(text) : `${JSON.stringify(text.slice(0, 80))}… (${text.length} characters)`;
}
