/** Blocks after which Ponder 0.17.7 takes a block for final, by chain id; it has no setting for it (its `utils/finality.ts`). */
export const finalityOf = (chainId: number): number => {
  if ([1, 3, 4, 5, 42, 11_155_111].includes(chainId)) return 65;
  if ([137, 80_001].includes(chainId)) return 200;
  if ([42_161, 42_170, 421_611, 421_613].includes(chainId)) return 240;
  return 30;
};
