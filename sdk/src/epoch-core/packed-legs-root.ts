import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { LEG_BYTES } from "../receipt/write-leg.ts";
import type { Core } from "./open-core.ts";

/**
 * Root over the blocks of packed legs, as `legsRoot` computes it. Order and codes of the legs are the caller's.
 * @throws InvalidBytesError unless the bytes are whole legs, at most 65,535.
 */
export function packedLegsRoot(core: Core, legs: Uint8Array): Uint8Array {
  const count = legs.length / LEG_BYTES;
  if (!Number.isSafeInteger(count) || count > 65_535) {
    throw new InvalidBytesError({ field: "legs", value: legs, expected: `at most 65,535 legs of ${LEG_BYTES} bytes` });
  }
  const out = core.room("out", 32);
  core.exports.legsRoot(core.write("a", legs), count, out);
  return core.read(out, 32);
}
