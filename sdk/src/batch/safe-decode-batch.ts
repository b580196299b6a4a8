import type { Hex } from "viem";

import { BaseError } from "../errors/base-error.ts";
import type { DecodedBatch } from "./batch.ts";
import { decodeBatch } from "./decode-batch.ts";
import { UnreadableBatchError } from "./errors.ts";

/** A batch, or why there is none. */
export type SafeDecodedBatch = { readonly ok: true; readonly batch: DecodedBatch } | { readonly ok: false; readonly error: BaseError };

/** {@link decodeBatch} for bytes from anybody: never throws. */
export function safeDecodeBatch(blob: Hex | Uint8Array): SafeDecodedBatch {
  try {
    return { ok: true, batch: decodeBatch(blob) };
  } catch (error) {
    return { ok: false, error: error instanceof BaseError ? error : new UnreadableBatchError(error) };
  }
}
