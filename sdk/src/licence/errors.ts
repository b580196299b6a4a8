import { BaseError } from "../errors/base-error.ts";

/** The text is no SPDX licence expression. */
export class LicenceSyntaxError extends BaseError {
  override readonly name = "LicenceSyntaxError";

  constructor({ expression, problem }: { expression: string; problem: string }) {
    super(`"${expression.slice(0, 80)}" is no SPDX licence expression: ${problem}.`, {
      fix: 'write an SPDX id such as MIT, or an expression such as "MIT OR Apache-2.0", of at most 64 characters.',
    });
  }
}

/** The licence is not in the table, so nothing can be said about it. */
export class UnknownLicenceError extends BaseError {
  override readonly name = "UnknownLicenceError";
  readonly id: string;

  constructor(id: string) {
    super(`The licence "${id.slice(0, 80)}" is not known here.`, {
      fix: "use an id of the SPDX licence list; a licence of your own is written LicenseRef-<name>.",
    });
    this.id = id;
  }
}

/** Works may not be used together, or not for this. */
export class ForbiddenUseError extends BaseError {
  override readonly name = "ForbiddenUseError";
  readonly use: string;
  readonly reasons: readonly string[];

  constructor({ use, reasons }: { use: string; reasons: readonly string[] }) {
    super(`The terms forbid to ${use}: ${reasons.join("; ")}.`, {
      fix: "leave out one of the sources named, or ask its owner for other terms.",
    });
    this.use = use;
    this.reasons = reasons;
  }
}
