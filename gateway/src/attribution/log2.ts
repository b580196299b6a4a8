const FRACTION_BITS = 16;
const table = new Map<number, number>();

/** One in the fixed-point scale of all information: 1 bit = 65,536 units. */
export const BIT = 2 ** FRACTION_BITS;

function compute(value: number): number {
  const whole = 31 - Math.clz32(value);
  let mantissa = BigInt(value) << BigInt(62 - whole); // in [2^62, 2^63): 1.0 to 2.0
  let fraction = 0;
  for (let bit = 0; bit < FRACTION_BITS; bit++) {
    mantissa = (mantissa * mantissa) >> 62n;
    fraction *= 2;
    if (mantissa >> 63n === 1n) {
      fraction += 1;
      mantissa >>= 1n;
    }
  }
  return whole * BIT + fraction;
}

/**
 * Binary logarithm in units of 1/65,536, rounded down, by repeated squaring in integers: no machine's floating point takes part.
 * @param value Integer from 1 to 2^31 - 1.
 * @throws RangeError for anything else.
 */
export function log2(value: number): number {
  if (!Number.isInteger(value) || value < 1 || value > 0x7fff_ffff) {
    throw new RangeError(`log2 takes an integer from 1 to 2^31 - 1, not ${value}`);
  }
  let result = table.get(value);
  if (result === undefined) {
    result = compute(value);
    table.set(value, result);
  }
  return result;
}
