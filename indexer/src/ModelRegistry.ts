import { assetRetrained } from "./assets/asset-retrained.ts";
import { assetTransferred } from "./assets/asset-transferred.ts";
import { modelRegistered } from "./assets/model-registered.ts";
import type { Reducers } from "./fold/contracts.ts";

export const modelRegistryReducers: Reducers<"ModelRegistry"> = {
  ModelRegistered: modelRegistered,
  AssetRetrained: assetRetrained("Model"),
  Transfer: assetTransferred("Model"),
};
