/** nano-OPEN by account. */
export type Amounts = ReadonlyMap<number, bigint>;

/** The sum of two lists of amounts, account by account. */
export const addAmounts = (amounts: Amounts, more: Iterable<readonly [number, bigint]>): Amounts => {
  const sums = new Map(amounts);
  for (const [account, amount] of more) sums.set(account, (sums.get(account) ?? 0n) + amount);
  return sums;
};

/** Amounts as a JSON column holds them: decimal strings by account number. */
export const toJson = (amounts: Amounts): Record<string, string> =>
  Object.fromEntries([...amounts].map(([account, amount]) => [String(account), String(amount)]));

/** Amounts from a JSON column. */
export const toAmounts = (json: Record<string, string>): Amounts =>
  new Map(Object.entries(json).map(([account, amount]) => [Number(account), BigInt(amount)]));

/** The first account, in ascending order, whose two amounts differ; null if none does. */
export const firstDifference = (expected: Amounts, actual: Amounts) => {
  const accounts = [...new Set([...expected.keys(), ...actual.keys()])].sort((a, b) => a - b);
  for (const account of accounts) {
    const [want, have] = [expected.get(account) ?? 0n, actual.get(account) ?? 0n];
    if (want !== have) return { account, expected: want, actual: have };
  }
  return null;
};
