import { AssetKind } from "../codes/asset-kind.ts";
import type { Consent } from "../codes/consent.ts";
import { Relation } from "../codes/relation.ts";
import { requireUse, type UseVerdict } from "./judge-use.ts";

/** A lineage edge, as far as it matters here. */
export interface TrainingEdge {
  /** Code of `Relation`. */
  readonly relation: number;
  /** Code of `AssetKind`. */
  readonly kind: number;
  readonly parent: number;
}

/**
 * Asks, before a model or adapter is registered, whether the Datanets it was trained on may be trained on together.
 * @param termsOf The terms of a Datanet, for example `DatanetRegistry.currentTermsOf`.
 * @returns `constrained` with the Datanets whose own conditions must be read, or `allowed`.
 * @throws ForbiddenUseError with every reason.
 */
export async function checkRegistration(
  edges: readonly TrainingEdge[],
  termsOf: (datanet: number) => Promise<{ readonly licence: string; readonly train: number }>,
): Promise<UseVerdict> {
  const datanets = edges
    .filter(({ relation, kind }) => relation === Relation.TrainedOn && kind === AssetKind.Datanet)
    .map(({ parent }) => parent);
  const sources = await Promise.all(
    [...new Set(datanets)].map(async (datanet) => {
      const { licence, train } = await termsOf(datanet);
      return { name: `Datanet ${datanet}`, licence, consent: train as Consent };
    }),
  );
  return requireUse("train", sources);
}
