/** Numbers of the bits that are set, ascending. */
export const bitsOf = (mask: bigint): number[] => {
  const bits: number[] = [];
  for (let rest = mask, bit = 0; rest > 0n; rest >>= 1n, bit += 1) if ((rest & 1n) === 1n) bits.push(bit);
  return bits;
};

/** Whether a bit is set. */
export const hasBit = (mask: bigint, bit: number): boolean => ((mask >> BigInt(bit)) & 1n) === 1n;

/** The numbers below `count`, ascending. */
export const below = (count: number): number[] => Array.from({ length: count }, (_, number) => number);
