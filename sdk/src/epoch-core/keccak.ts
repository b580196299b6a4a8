import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import type { Core } from "./open-core.ts";

/** Most bytes that one permutation takes in. */
const LONGEST = 135;

/** keccak256 of any number of bytes. */
export function keccakOf(core: Core, bytes: Uint8Array): Uint8Array {
  const out = core.room("out", 32);
  core.exports.keccak(core.write("a", bytes), bytes.length, out);
  return core.read(out, 32);
}

/** @throws InvalidBytesError unless the bytes are whole messages of `size` bytes, 1 to 135. */
export function countOfMessages(messages: Uint8Array, size: number): number {
  if (!Number.isSafeInteger(size) || size < 1 || size > LONGEST || messages.length % size !== 0) {
    throw new InvalidBytesError({ field: "messages", value: messages, expected: `messages of ${size} bytes, 1 to ${LONGEST}` });
  }
  return messages.length / size;
}

/**
 * keccak256 of each message of `size` bytes, 1 to 135, one behind the other: 32 bytes each, in the same order.
 * @throws InvalidBytesError unless the bytes are whole messages of that size.
 */
export function keccakEach(core: Core, messages: Uint8Array, size: number): Uint8Array {
  const count = countOfMessages(messages, size);
  const out = core.room("out", 32 * count);
  core.exports.keccakEach(core.write("a", messages), size, count, out);
  return core.read(out, 32 * count);
}
