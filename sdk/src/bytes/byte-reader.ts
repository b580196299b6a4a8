import { bytesToHex, type Hex } from "viem";

import { BaseError } from "../errors/base-error.ts";

/** Bytes end before what their counts announce. */
export class UnexpectedEndError extends BaseError {
  override readonly name = "UnexpectedEndError";

  constructor({ offset, needed, length }: { offset: number; needed: number; length: number }) {
    super(`${needed} bytes are needed at offset ${offset}, but there are ${length} in all.`, {
      fix: "pass the bytes exactly as they were encoded or emitted, from the first to the last.",
    });
  }
}

/** Reads big-endian fields one after the other. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get remaining(): number {
    return this.#bytes.length - this.#offset;
  }

  /** @param size At most 6 bytes, so that the value is exact. */
  uint(size: number): number {
    let value = 0;
    for (const byte of this.raw(size)) value = value * 256 + byte;
    return value;
  }

  bigUint(size: number): bigint {
    let value = 0n;
    for (const byte of this.raw(size)) value = (value << 8n) | BigInt(byte);
    return value;
  }

  bytes32(): Hex {
    return bytesToHex(this.raw(32));
  }

  /** @throws UnexpectedEndError if fewer bytes are left. */
  raw(size: number): Uint8Array {
    if (size > this.remaining) throw new UnexpectedEndError({ offset: this.#offset, needed: size, length: this.#bytes.length });
    this.#offset += size;
    return this.#bytes.subarray(this.#offset - size, this.#offset);
  }
}
