import { AssetKind, judgeUse, Relation, type LicensedSource, type UseVerdict } from "@openledger/sdk";

import type { Catalogue, Edge } from "../chain/types.ts";
import { ApiError } from "../http/api-error.ts";
import type { Corpus } from "./corpus.ts";

const verdicts = new WeakMap<Catalogue, Map<number, UseVerdict>>();

/**
 * Whether everything an offering answers from may be used together, for a fee: the terms of its Datanets, the licence of every item of its snapshots, and the
 * terms of the Datanets its model and adapters were trained on. Judged once for each state of the catalogue.
 */
export function judgeOffering(catalogue: Catalogue, corpus: Corpus): UseVerdict {
  const known = verdicts.get(catalogue) ?? new Map<number, UseVerdict>();
  verdicts.set(catalogue, known);
  const { offering } = corpus;
  const found = known.get(offering.id);
  if (found !== undefined) return found;

  const terms: LicensedSource[] = corpus.datanets.map(({ id, licence, infer }) => ({ name: `Datanet ${id}`, licence, consent: infer }));
  const licences = new Map<string, LicensedSource>();
  for (const contributionId of corpus.index.contributionIds) {
    const contribution = catalogue.contributions.get(contributionId);
    const datanet = corpus.datanets.find(({ id }) => id === contribution?.datanet);
    if (contribution === undefined || datanet === undefined || licences.has(contribution.licence)) continue;
    licences.set(contribution.licence, { name: `contribution ${contributionId}`, licence: contribution.licence, consent: datanet.infer });
  }
  const inference = judgeUse("infer", [...terms, ...licences.values()]);
  const training = judgeUse("train", trainedOn(catalogue, corpus));
  const verdict =
    inference.verdict === "forbidden"
      ? inference
      : training.verdict === "forbidden"
        ? training
        : { ...inference, conditions: [...new Set([...inference.conditions, ...training.conditions])] };
  known.set(offering.id, verdict);
  return verdict;
}

/** @throws ApiError 403 `licence_forbidden` with every reason: nothing is served, attributed or charged. */
export function requireLicensedUse(catalogue: Catalogue, corpus: Corpus): void {
  const { verdict, reasons } = judgeOffering(catalogue, corpus);
  if (verdict !== "forbidden") return;
  throw new ApiError(
    `The model ${JSON.stringify(corpus.offering.label)} may not be served: ${reasons.join("; ")}. Ask another model, or the offering's gateway to leave the source out.`,
    { status: 403, code: "licence_forbidden", param: "model" },
  );
}

/** Terms of the Datanets that the offering's model and adapters were trained on, through what they were made of. */
function trainedOn(catalogue: Catalogue, { offering }: Corpus): readonly LicensedSource[] {
  const sources = new Map<number, LicensedSource>();
  const walk = (edges: readonly Edge[], depth: number): void => {
    for (const { relation, kind, parent } of depth > 8 ? [] : edges) {
      const datanet = relation === Relation.TrainedOn && kind === AssetKind.Datanet ? catalogue.datanets.get(parent) : undefined;
      if (datanet !== undefined) sources.set(parent, { name: `Datanet ${parent}`, licence: datanet.licence, consent: datanet.train });
      if (kind === AssetKind.Model) walk(catalogue.models.get(parent)?.edges ?? [], depth + 1);
      if (kind === AssetKind.Adapter) walk(catalogue.adapters.get(parent)?.edges ?? [], depth + 1);
    }
  };
  walk(catalogue.models.get(offering.model)?.edges ?? [], 0);
  for (const adapter of offering.adapters) walk(catalogue.adapters.get(adapter)?.edges ?? [], 0);
  return [...sources.values()];
}
