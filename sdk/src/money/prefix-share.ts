/**
 * Share of `amount` between two cumulative weights: `⌊amount·until/whole⌋ − ⌊amount·from/whole⌋`. Neighbouring shares sum exactly.
 * @param from At least 0. @param until At least `from` and at most `whole`. @param whole At least 1.
 */
export function prefixShare(amount: bigint, from: bigint, until: bigint, whole: bigint): bigint {
  return (amount * until) / whole - (amount * from) / whole;
}
