/** The largest number that each kind of whole-number column holds; none holds a negative one. */
export const LARGEST: Readonly<Record<string, bigint>> = {
  PgInteger: 2n ** 31n - 1n,
  PgBigInt64: 2n ** 63n - 1n,
  PgEvmBigint: 2n ** 256n - 1n,
};
