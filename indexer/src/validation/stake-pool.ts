/** Assets in nano-OPEN and the shares they are divided into, as contracts/libraries/StakePool.sol keeps them. */
export interface Pool {
  readonly assets: bigint;
  readonly shares: bigint;
  readonly generation: number;
}

/** Shares that `amount` buys, rounded down. */
export const sharesFor = ({ assets, shares }: Pool, amount: bigint): bigint =>
  shares === 0n || assets === 0n ? amount : (amount * shares) / assets;

/** Assets of some of the pool's shares, rounded down. */
export const valueOf = ({ assets, shares }: Pool, part: bigint): bigint => (shares === 0n ? 0n : (part * assets) / shares);

/** What is left after a slash. A pool that has shares and no assets any more starts a new generation. */
export const afterSlash = ({ assets, shares, generation }: Pool, taken: bigint): Pool => {
  const left = taken < assets ? assets - taken : 0n;
  const isLost = left === 0n && shares > 0n;
  return isLost ? { assets: 0n, shares: 0n, generation: generation + 1 } : { assets: left, shares, generation };
};

interface PoolColumns {
  readonly active: bigint;
  readonly activeShares: bigint;
  readonly activeGeneration: number;
  readonly unbonding: bigint;
  readonly unbondingShares: bigint;
  readonly unbondingGeneration: number;
}

/** The pool of stake that counts. */
export const activePool = (row: PoolColumns): Pool => ({ assets: row.active, shares: row.activeShares, generation: row.activeGeneration });

/** The pool of stake on the way out. */
export const unbondingPool = (row: PoolColumns): Pool => ({
  assets: row.unbonding,
  shares: row.unbondingShares,
  generation: row.unbondingGeneration,
});
