/** Kind of an asset. Codes of the Solidity enum `AssetKind`. */
export const AssetKind = {
  None: 0,
  Datanet: 1,
  Model: 2,
  Adapter: 3,
  Agent: 4,
} as const;
/** A code of {@link AssetKind:variable}. */
export type AssetKind = (typeof AssetKind)[keyof typeof AssetKind];
