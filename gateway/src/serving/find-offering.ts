import { methodId } from "../attribution/method-id.ts";
import { methodOf } from "../attribution/methods.ts";
import type { Catalogue, Offering } from "../chain/types.ts";
import { ApiError } from "../http/api-error.ts";

/** Offerings that are sold now: of each label the newest, if it is not retired and asks for a method that this gateway runs. */
export function activeOfferings(catalogue: Catalogue): readonly Offering[] {
  const newest = new Map<string, Offering>();
  for (const offering of [...catalogue.offerings.values()].sort((a, b) => a.id - b.id)) {
    if (!offering.isRetired && methodOf(offering.methodId) !== undefined) newest.set(offering.label, offering);
  }
  return [...newest.values()];
}

/** @throws ApiError 404 for a model that is not offered. */
export function findOffering(catalogue: Catalogue, model: string): Offering {
  const offerings = activeOfferings(catalogue);
  const offering = offerings.find(({ label }) => label === model);
  if (offering) return offering;
  const other = [...catalogue.offerings.values()].find(({ label, isRetired }) => label === model && !isRetired);
  if (other) {
    throw new ApiError(
      `Offering ${other.id} asks for attribution method ${other.methodId}, this gateway runs ${methodId()} and its judged variants; publish an offering with that method.`,
      {
        status: 503,
        code: "method_not_available",
        type: "api_error",
        param: "model",
      },
    );
  }
  throw new ApiError(
    `The model ${JSON.stringify(model)} is not offered here; GET /v1/models lists: ${offerings.map(({ label }) => label).join(", ") || "none"}.`,
    {
      status: 404,
      code: "model_not_found",
      param: "model",
    },
  );
}
