import type { Hex } from "viem";

import { checkUint } from "./check-uint.ts";
import { toBytes } from "./to-bytes.ts";

/** Writes big-endian fields into a buffer whose length is known beforehand. */
export class ByteWriter {
  readonly #bytes: Uint8Array;
  #offset = 0;

  constructor(length: number) {
    this.#bytes = new Uint8Array(length);
  }

  /** @throws IntegerOutOfRangeError if the value does not fit `size` bytes. */
  uint(field: string, value: number | bigint, size: number): this {
    checkUint(field, value, size * 8);
    if (typeof value === "number") this.#number(value, size);
    else this.#bigint(value, size);
    this.#offset += size;
    return this;
  }

  #number(value: number, size: number): void {
    let rest = value;
    for (let i = this.#offset + size - 1; i >= this.#offset; i--) {
      this.#bytes[i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
  }

  #bigint(value: bigint, size: number): void {
    let rest = value;
    for (let i = this.#offset + size - 1; i >= this.#offset; i--) {
      this.#bytes[i] = Number(rest & 0xffn);
      rest >>= 8n;
    }
  }

  /** @throws InvalidBytesError if the value is not 32 bytes. */
  bytes32(field: string, value: Hex | Uint8Array): this {
    return this.raw(toBytes(field, value, 32));
  }

  raw(value: Uint8Array): this {
    this.#bytes.set(value, this.#offset);
    this.#offset += value.length;
    return this;
  }

  /** The buffer; every byte must have been written. */
  finish(): Uint8Array {
    if (this.#offset !== this.#bytes.length) throw new RangeError(`wrote ${this.#offset} of ${this.#bytes.length} bytes`);
    return this.#bytes;
  }
}
