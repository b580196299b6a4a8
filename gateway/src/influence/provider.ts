import type { Hex } from "viem";

import type { InfluencePrior } from "./prior.ts";

export interface InfluenceRequest {
  readonly adapter: Hex;
  readonly epoch: number;
  readonly snapshotRoot: Hex;
  /** The snapshot's items that the adapter was trained on. */
  readonly items: readonly { readonly contributionId: bigint; readonly text: string }[];
  /** Texts whose likelihood the items are judged by: answers of the epoch, or held-out texts of the domain. */
  readonly probes: readonly string[];
  readonly seed: number;
}

/**
 * Delivers per-epoch priors: how much each item influenced an adapter. The one that runs here is {@link createProjectedGradientProvider}; a provider on other machines (bergson,
 * LogIX) delivers the same file.
 */
export interface InfluenceProvider {
  readonly method: string;
  prior(request: InfluenceRequest): Promise<InfluencePrior>;
}
