/**
 * Keccak-f[1600] (FIPS 202), once for one state of 64-bit lanes and once for two states side by side in the halves of SIMD lanes: `T` is `u64` or `v128`,
 * and only the branch of its kind is compiled. Two rounds a turn, so that no lane is ever moved.
 */

const ROUND_CONSTANTS = memory.data<u64>([
  0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b, 0x0000000080000001,
  0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
  0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
  0x000000000000800a, 0x800000008000000a, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
]);

// @ts-ignore: decorator
@inline
function xor<T>(a: T, b: T): T {
  if (isVector<T>()) return v128.xor(a, b);
  return a ^ b;
}

// @ts-ignore: decorator
@inline
function xor5<T>(a: T, b: T, c: T, d: T, e: T): T {
  return xor<T>(xor<T>(xor<T>(a, b), xor<T>(c, d)), e);
}

// @ts-ignore: decorator
@inline
function rotate<T>(a: T, bits: i32): T {
  if (isVector<T>()) {
    return v128.or(i64x2.shl(a, bits), i64x2.shr_u(a, 64 - bits));
  }
  return rotl<T>(a, bits as T);
}

// @ts-ignore: decorator
@inline
function chi<T>(a: T, b: T, c: T): T {
  if (isVector<T>()) return v128.xor(a, v128.andnot(c, b));
  return a ^ (~b & c);
}

// @ts-ignore: decorator
@inline
function constant<T>(at: usize): T {
  if (isVector<T>()) return v128.load_splat<u64>(at);
  return load<T>(at);
}

/** Permutes the 25 lanes at `state`. */
export function permute<T>(state: usize): void {
  let a0 = load<T>(state, 0 * sizeof<T>());
  let a1 = load<T>(state, 1 * sizeof<T>());
  let a2 = load<T>(state, 2 * sizeof<T>());
  let a3 = load<T>(state, 3 * sizeof<T>());
  let a4 = load<T>(state, 4 * sizeof<T>());
  let a5 = load<T>(state, 5 * sizeof<T>());
  let a6 = load<T>(state, 6 * sizeof<T>());
  let a7 = load<T>(state, 7 * sizeof<T>());
  let a8 = load<T>(state, 8 * sizeof<T>());
  let a9 = load<T>(state, 9 * sizeof<T>());
  let a10 = load<T>(state, 10 * sizeof<T>());
  let a11 = load<T>(state, 11 * sizeof<T>());
  let a12 = load<T>(state, 12 * sizeof<T>());
  let a13 = load<T>(state, 13 * sizeof<T>());
  let a14 = load<T>(state, 14 * sizeof<T>());
  let a15 = load<T>(state, 15 * sizeof<T>());
  let a16 = load<T>(state, 16 * sizeof<T>());
  let a17 = load<T>(state, 17 * sizeof<T>());
  let a18 = load<T>(state, 18 * sizeof<T>());
  let a19 = load<T>(state, 19 * sizeof<T>());
  let a20 = load<T>(state, 20 * sizeof<T>());
  let a21 = load<T>(state, 21 * sizeof<T>());
  let a22 = load<T>(state, 22 * sizeof<T>());
  let a23 = load<T>(state, 23 * sizeof<T>());
  let a24 = load<T>(state, 24 * sizeof<T>());
  // Each is written before it is read; the compiler wants a first value all the same.
  let c0 = a0, c1 = a0, c2 = a0, c3 = a0, c4 = a0, d0 = a0, d1 = a0, d2 = a0, d3 = a0, d4 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, e0 = a0, e1 = a0, e2 = a0, e3 = a0, e4 = a0;
  let e5 = a0, e6 = a0, e7 = a0, e8 = a0, e9 = a0, e10 = a0, e11 = a0, e12 = a0, e13 = a0, e14 = a0;
  let e15 = a0, e16 = a0, e17 = a0, e18 = a0, e19 = a0, e20 = a0, e21 = a0, e22 = a0, e23 = a0, e24 = a0;
  const end = ROUND_CONSTANTS + 192;
  for (let round = ROUND_CONSTANTS; round < end; round += 16) {
    c0 = xor5<T>(a0, a5, a10, a15, a20);
    c1 = xor5<T>(a1, a6, a11, a16, a21);
    c2 = xor5<T>(a2, a7, a12, a17, a22);
    c3 = xor5<T>(a3, a8, a13, a18, a23);
    c4 = xor5<T>(a4, a9, a14, a19, a24);
    d0 = xor<T>(c4, rotate<T>(c1, 1));
    d1 = xor<T>(c0, rotate<T>(c2, 1));
    d2 = xor<T>(c1, rotate<T>(c3, 1));
    d3 = xor<T>(c2, rotate<T>(c4, 1));
    d4 = xor<T>(c3, rotate<T>(c0, 1));
    b0 = xor<T>(a0, d0);
    b1 = rotate<T>(xor<T>(a6, d1), 44);
    b2 = rotate<T>(xor<T>(a12, d2), 43);
    b3 = rotate<T>(xor<T>(a18, d3), 21);
    b4 = rotate<T>(xor<T>(a24, d4), 14);
    e0 = xor<T>(chi<T>(b0, b1, b2), constant<T>(round));
    e1 = chi<T>(b1, b2, b3);
    e2 = chi<T>(b2, b3, b4);
    e3 = chi<T>(b3, b4, b0);
    e4 = chi<T>(b4, b0, b1);
    b0 = rotate<T>(xor<T>(a3, d3), 28);
    b1 = rotate<T>(xor<T>(a9, d4), 20);
    b2 = rotate<T>(xor<T>(a10, d0), 3);
    b3 = rotate<T>(xor<T>(a16, d1), 45);
    b4 = rotate<T>(xor<T>(a22, d2), 61);
    e5 = chi<T>(b0, b1, b2);
    e6 = chi<T>(b1, b2, b3);
    e7 = chi<T>(b2, b3, b4);
    e8 = chi<T>(b3, b4, b0);
    e9 = chi<T>(b4, b0, b1);
    b0 = rotate<T>(xor<T>(a1, d1), 1);
    b1 = rotate<T>(xor<T>(a7, d2), 6);
    b2 = rotate<T>(xor<T>(a13, d3), 25);
    b3 = rotate<T>(xor<T>(a19, d4), 8);
    b4 = rotate<T>(xor<T>(a20, d0), 18);
    e10 = chi<T>(b0, b1, b2);
    e11 = chi<T>(b1, b2, b3);
    e12 = chi<T>(b2, b3, b4);
    e13 = chi<T>(b3, b4, b0);
    e14 = chi<T>(b4, b0, b1);
    b0 = rotate<T>(xor<T>(a4, d4), 27);
    b1 = rotate<T>(xor<T>(a5, d0), 36);
    b2 = rotate<T>(xor<T>(a11, d1), 10);
    b3 = rotate<T>(xor<T>(a17, d2), 15);
    b4 = rotate<T>(xor<T>(a23, d3), 56);
    e15 = chi<T>(b0, b1, b2);
    e16 = chi<T>(b1, b2, b3);
    e17 = chi<T>(b2, b3, b4);
    e18 = chi<T>(b3, b4, b0);
    e19 = chi<T>(b4, b0, b1);
    b0 = rotate<T>(xor<T>(a2, d2), 62);
    b1 = rotate<T>(xor<T>(a8, d3), 55);
    b2 = rotate<T>(xor<T>(a14, d4), 39);
    b3 = rotate<T>(xor<T>(a15, d0), 41);
    b4 = rotate<T>(xor<T>(a21, d1), 2);
    e20 = chi<T>(b0, b1, b2);
    e21 = chi<T>(b1, b2, b3);
    e22 = chi<T>(b2, b3, b4);
    e23 = chi<T>(b3, b4, b0);
    e24 = chi<T>(b4, b0, b1);

    c0 = xor5<T>(e0, e5, e10, e15, e20);
    c1 = xor5<T>(e1, e6, e11, e16, e21);
    c2 = xor5<T>(e2, e7, e12, e17, e22);
    c3 = xor5<T>(e3, e8, e13, e18, e23);
    c4 = xor5<T>(e4, e9, e14, e19, e24);
    d0 = xor<T>(c4, rotate<T>(c1, 1));
    d1 = xor<T>(c0, rotate<T>(c2, 1));
    d2 = xor<T>(c1, rotate<T>(c3, 1));
    d3 = xor<T>(c2, rotate<T>(c4, 1));
    d4 = xor<T>(c3, rotate<T>(c0, 1));
    b0 = xor<T>(e0, d0);
    b1 = rotate<T>(xor<T>(e6, d1), 44);
    b2 = rotate<T>(xor<T>(e12, d2), 43);
    b3 = rotate<T>(xor<T>(e18, d3), 21);
    b4 = rotate<T>(xor<T>(e24, d4), 14);
    a0 = xor<T>(chi<T>(b0, b1, b2), constant<T>(round + 8));
    a1 = chi<T>(b1, b2, b3);
    a2 = chi<T>(b2, b3, b4);
    a3 = chi<T>(b3, b4, b0);
    a4 = chi<T>(b4, b0, b1);
    b0 = rotate<T>(xor<T>(e3, d3), 28);
    b1 = rotate<T>(xor<T>(e9, d4), 20);
    b2 = rotate<T>(xor<T>(e10, d0), 3);
    b3 = rotate<T>(xor<T>(e16, d1), 45);
    b4 = rotate<T>(xor<T>(e22, d2), 61);
    a5 = chi<T>(b0, b1, b2);
    a6 = chi<T>(b1, b2, b3);
    a7 = chi<T>(b2, b3, b4);
    a8 = chi<T>(b3, b4, b0);
    a9 = chi<T>(b4, b0, b1);
    b0 = rotate<T>(xor<T>(e1, d1), 1);
    b1 = rotate<T>(xor<T>(e7, d2), 6);
    b2 = rotate<T>(xor<T>(e13, d3), 25);
    b3 = rotate<T>(xor<T>(e19, d4), 8);
    b4 = rotate<T>(xor<T>(e20, d0), 18);
    a10 = chi<T>(b0, b1, b2);
    a11 = chi<T>(b1, b2, b3);
    a12 = chi<T>(b2, b3, b4);
    a13 = chi<T>(b3, b4, b0);
    a14 = chi<T>(b4, b0, b1);
    b0 = rotate<T>(xor<T>(e4, d4), 27);
    b1 = rotate<T>(xor<T>(e5, d0), 36);
    b2 = rotate<T>(xor<T>(e11, d1), 10);
    b3 = rotate<T>(xor<T>(e17, d2), 15);
    b4 = rotate<T>(xor<T>(e23, d3), 56);
    a15 = chi<T>(b0, b1, b2);
    a16 = chi<T>(b1, b2, b3);
    a17 = chi<T>(b2, b3, b4);
    a18 = chi<T>(b3, b4, b0);
    a19 = chi<T>(b4, b0, b1);
    b0 = rotate<T>(xor<T>(e2, d2), 62);
    b1 = rotate<T>(xor<T>(e8, d3), 55);
    b2 = rotate<T>(xor<T>(e14, d4), 39);
    b3 = rotate<T>(xor<T>(e15, d0), 41);
    b4 = rotate<T>(xor<T>(e21, d1), 2);
    a20 = chi<T>(b0, b1, b2);
    a21 = chi<T>(b1, b2, b3);
    a22 = chi<T>(b2, b3, b4);
    a23 = chi<T>(b3, b4, b0);
    a24 = chi<T>(b4, b0, b1);
  }
  store<T>(state, a0, 0 * sizeof<T>());
  store<T>(state, a1, 1 * sizeof<T>());
  store<T>(state, a2, 2 * sizeof<T>());
  store<T>(state, a3, 3 * sizeof<T>());
  store<T>(state, a4, 4 * sizeof<T>());
  store<T>(state, a5, 5 * sizeof<T>());
  store<T>(state, a6, 6 * sizeof<T>());
  store<T>(state, a7, 7 * sizeof<T>());
  store<T>(state, a8, 8 * sizeof<T>());
  store<T>(state, a9, 9 * sizeof<T>());
  store<T>(state, a10, 10 * sizeof<T>());
  store<T>(state, a11, 11 * sizeof<T>());
  store<T>(state, a12, 12 * sizeof<T>());
  store<T>(state, a13, 13 * sizeof<T>());
  store<T>(state, a14, 14 * sizeof<T>());
  store<T>(state, a15, 15 * sizeof<T>());
  store<T>(state, a16, 16 * sizeof<T>());
  store<T>(state, a17, 17 * sizeof<T>());
  store<T>(state, a18, 18 * sizeof<T>());
  store<T>(state, a19, 19 * sizeof<T>());
  store<T>(state, a20, 20 * sizeof<T>());
  store<T>(state, a21, 21 * sizeof<T>());
  store<T>(state, a22, 22 * sizeof<T>());
  store<T>(state, a23, 23 * sizeof<T>());
  store<T>(state, a24, 24 * sizeof<T>());
}
