import { adapterRegistered } from "./assets/adapter-registered.ts";
import { assetRetrained } from "./assets/asset-retrained.ts";
import { assetTransferred } from "./assets/asset-transferred.ts";
import type { Reducers } from "./fold/contracts.ts";

export const adapterRegistryReducers: Reducers<"AdapterRegistry"> = {
  AdapterRegistered: adapterRegistered,
  AssetRetrained: assetRetrained("Adapter"),
  Transfer: assetTransferred("Adapter"),
};
