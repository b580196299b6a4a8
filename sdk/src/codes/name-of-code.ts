import { BaseError } from "../errors/base-error.ts";

/** A number is no code of its enum. */
export class UnknownCodeError extends BaseError {
  override readonly name = "UnknownCodeError";

  constructor({ what, code, codes }: { what: string; code: unknown; codes: Readonly<Record<string, number>> }) {
    const known = Object.entries(codes).map(([name, value]) => `${value} ${name}`);
    super(`${String(code)} is no code of ${what}.`, { fix: `use one of: ${known.join(", ")}.` });
  }
}

/**
 * The name of a code, for example `nameOfCode(Role, 1)` is `"Datanet"`.
 * @throws UnknownCodeError if the map has no such code.
 */
export function nameOfCode<Codes extends Readonly<Record<string, number>>>(
  codes: Codes,
  code: number,
  what = "this enum",
): keyof Codes & string {
  const name = Object.keys(codes).find((key) => codes[key] === code);
  if (name === undefined) throw new UnknownCodeError({ what, code, codes });
  return name;
}
