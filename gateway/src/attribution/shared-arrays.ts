/** Arrays on shared memory: threads read the same bytes, and posting one copies nothing. */
export function sharedInt32(length: number): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

export function sharedUint64(length: number): BigUint64Array<SharedArrayBuffer> {
  return new BigUint64Array(new SharedArrayBuffer(8 * length));
}

export function sharedFloat64(length: number): Float64Array<SharedArrayBuffer> {
  return new Float64Array(new SharedArrayBuffer(8 * length));
}

/** A shared copy of an array's first `length` places. */
export function shareInt32(source: Int32Array, length = source.length): Int32Array<SharedArrayBuffer> {
  const shared = sharedInt32(length);
  shared.set(length === source.length ? source : source.subarray(0, length));
  return shared;
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** The halves of 64-bit numbers, without BigInt: place of the lower 32 bits of number `i` is `2 * i + LOW`, of the higher ones `2 * i + HIGH`. */
export const LOW = isLittleEndian ? 0 : 1;
export const HIGH = 1 - LOW;

export function halvesOf(numbers: BigUint64Array): Uint32Array {
  return new Uint32Array(numbers.buffer, numbers.byteOffset, 2 * numbers.length);
}
