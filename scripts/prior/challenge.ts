import { merkleProof } from "@openledger/sdk";
import type { Hex } from "viem";

import { priorLeaves, priorRoot, type InfluencePrior } from "../../gateway/src/influence/prior.ts";
import type { RailSession } from "../epoch-rail/session.ts";
import { UsageError } from "../validator/output.ts";
import { allow, send } from "./publish.ts";

/** Most weights of a challenge. */
const MOST_ITEMS = 8;

const datanetOf = async (session: RailSession, contributionId: bigint): Promise<number> =>
  (await session.read<{ datanet: number }>("ContributionLedger", "contributionOf", [contributionId])).datanet;

/** Weights that deviate most from a re-run, of one Datanet, the worst first. */
export async function worstItems(session: RailSession, prior: InfluencePrior, rerun: InfluencePrior): Promise<readonly bigint[]> {
  const again = new Map(rerun.weights.map(({ contributionId, weight }) => [contributionId, weight]));
  const deviating = prior.weights
    .map(({ contributionId, weight }) => ({ contributionId, by: Math.abs(weight - (again.get(contributionId) ?? 0)) }))
    .filter(({ by }) => by > prior.tolerance.weight)
    .sort((a, b) => b.by - a.by || (a.contributionId < b.contributionId ? -1 : 1));
  const chosen: bigint[] = [];
  let datanet: number | undefined;
  for (const { contributionId } of deviating) {
    const home = await datanetOf(session, contributionId);
    datanet ??= home;
    if (home === datanet) chosen.push(contributionId);
    if (chosen.length === MOST_ITEMS) break;
  }
  return chosen;
}

/** Challenges weights of a published prior. @throws UsageError, Refusal */
export async function challengePrior(
  session: RailSession,
  {
    prior,
    number,
    account,
    items,
  }: { readonly prior: InfluencePrior; readonly number: number; readonly account: number; readonly items: readonly bigint[] },
  say: (line: string) => void,
): Promise<void> {
  if (items.length === 0 || items.length > MOST_ITEMS)
    throw new UsageError(`a challenge is about 1 to ${MOST_ITEMS} weights, not ${items.length}`);
  const { root } = await session.read<{ root: Hex }>("InfluencePriors", "priorOf", [number]);
  if (root !== priorRoot(prior)) throw new UsageError(`the file has root ${priorRoot(prior)}, prior ${number} has ${root}`);
  const leaves = priorLeaves(prior);
  const places = items.map((id) => {
    const place = prior.weights.findIndex(({ contributionId }) => contributionId === id);
    if (place === -1) throw new UsageError(`the prior has no weight for contribution ${id}`);
    return place;
  });
  const shown = [...new Set(places)]
    .sort((a, b) => a - b)
    .map((place) => {
      const { contributionId: contribution, weight } = prior.weights[place]!;
      return { contribution, weight, index: place + 1, path: [...merkleProof(leaves, place + 1)] };
    });
  await allow(session, await session.read<bigint>("InfluencePriors", "challengeCost"), say);
  const args = [number, shown, account];
  const transaction = await send(session, { contract: "InfluencePriors", functionName: "challenge", args }, say);
  say(`challenged ${shown.length} weights of prior ${number} (${transaction}): ${shown.map((item) => item.contribution).join(", ")}`);
}
