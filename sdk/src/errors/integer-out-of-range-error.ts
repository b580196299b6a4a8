import { BaseError } from "./base-error.ts";

/** An integer does not fit its field. */
export class IntegerOutOfRangeError extends BaseError {
  override readonly name = "IntegerOutOfRangeError";
  readonly field: string;
  readonly value: unknown;

  constructor({ field, value, minimum, maximum }: { field: string; value: unknown; minimum: bigint; maximum: bigint }) {
    super(`${field} is ${String(value)} (${typeof value}), outside ${minimum} to ${maximum}.`, {
      fix: `pass a whole number from ${minimum} to ${maximum} as ${field}.`,
    });
    this.field = field;
    this.value = value;
  }
}
