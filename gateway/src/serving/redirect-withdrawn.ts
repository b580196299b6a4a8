import { ContributionStatus, sortLegs, successorContribution, type Leg } from "@openledger/sdk";

import type { Attribution } from "../attribution/types.ts";
import type { Catalogue } from "../chain/types.ts";

/**
 * What was withdrawn shapes answers until the next snapshot leaves it out. Its legs name the Datanet instead of the contributor: number 0 of the Datanet's account,
 * which the chain lets earn from the first withdrawal on. Weights stay; legs of one class that come to name the same are added up.
 */
export function redirectWithdrawn(attribution: Attribution, { contributions, datanets }: Catalogue): Attribution {
  const nameOf = (id: bigint): bigint => {
    const item = contributions.get(id);
    const datanet = item?.status === ContributionStatus.Withdrawn ? datanets.get(item.datanet) : undefined;
    return datanet === undefined ? id : successorContribution(datanet.account);
  };
  if (attribution.legs.every(({ contributionId }) => nameOf(contributionId) === contributionId)) return attribution;

  const legs = new Map<string, Leg>();
  for (const leg of attribution.legs) {
    const contributionId = nameOf(leg.contributionId);
    const key = `${contributionId}/${leg.class}`;
    legs.set(key, { ...leg, contributionId, weight: leg.weight + (legs.get(key)?.weight ?? 0) });
  }
  const renamed = <T extends { readonly contributionId: bigint }>(records: readonly T[]): readonly T[] =>
    records.map((record) => ({ ...record, contributionId: nameOf(record.contributionId) }));
  return {
    ...attribution,
    legs: sortLegs([...legs.values()]),
    evidence: renamed(attribution.evidence),
    spans: renamed(attribution.spans),
  };
}
