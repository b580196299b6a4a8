import { BaseError } from "../errors/base-error.ts";

/** A tree has no leaf of this index. */
export class NoSuchLeafError extends BaseError {
  override readonly name = "NoSuchLeafError";

  constructor({ what, index, count }: { what: string; index: number; count: number }) {
    super(`There is no ${what} ${index} among ${count}.`, { fix: `pass the place of a ${what}, counted from 0.` });
  }
}
