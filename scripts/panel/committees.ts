import { influencePriorsAbi } from "@openledger/sdk/abis";
import { parseEventLogs, toHex, type Hex } from "viem";

import { verifyPriorFile } from "../../gateway/src/influence/prior-file.ts";
import { computePrior, inputsProblem, readInputs } from "../../gateway/src/influence/prior-inputs.ts";
import { readLogs } from "../lib/read-logs.ts";
import type { RailSession } from "../epoch-rail/session.ts";
import type { PanelSources } from "./cases.ts";
import { NotRunHere, Unserved, type PublishedPrior } from "./receipt-legs.ts";
import { attempt, guarded, stepVote, type PanelDesk } from "./votes.ts";

type Challenge = { readonly number: number; readonly outcome: number };

const METHOD = "projected-gradient";
/** `IInfluencePriors.Outcome.Open`. */
const OPEN = 0;

/** Weights as ballots have them: int16 each, the first in the most significant bits. */
export const packWeights = (weights: readonly number[]): Hex =>
  toHex(
    weights.reduce((word, weight, i) => word | (BigInt.asUintN(16, BigInt(weight)) << BigInt(240 - 16 * i)), 0n),
    { size: 32 },
  );

/** Contributions that each challenge is about, by its vote. */
async function challengedItems(session: RailSession): Promise<ReadonlyMap<number, readonly bigint[]>> {
  const logs = await readLogs(session.client, session.address("InfluencePriors"), BigInt(session.deployment.startBlock));
  const events = parseEventLogs({ abi: influencePriorsAbi, eventName: "PriorChallenged", logs: [...logs] });
  return new Map(events.map(({ args }) => [args.vote, args.contributions]));
}

/** What a re-run gives for the challenged items. @throws Unserved, SnapshotError, NotRunHere */
async function rerunBallot(session: RailSession, sources: PanelSources, number: number, contributions: readonly bigint[]): Promise<Hex> {
  const published = await session.read<PublishedPrior>("InfluencePriors", "priorOf", [number]);
  const gateway = await sources.gateway(published.gateway);
  const unserved = (error: unknown): never => {
    throw error instanceof Unserved ? error : new Unserved((error as Error).message);
  };
  const prior = await gateway
    .prior(published.root)
    .then((file) => verifyPriorFile(file, published.root))
    .catch(unserved);
  if (prior.method !== METHOD) throw new NotRunHere(`the method ${prior.method} of prior ${number} is not one that this program runs`);
  const inputs = await gateway.prior(published.root, "inputs").then(readInputs).catch(unserved);
  const problem = inputsProblem(prior, inputs);
  if (problem !== undefined) throw new Unserved(problem);
  const { snapshotRoot, items } = await sources.reader(gateway)(inputs.snapshots);
  if (snapshotRoot !== prior.snapshotRoot) throw new Unserved("the snapshots of the inputs are not those that the prior is about");
  const { adapter, epoch, seed } = prior;
  const rerun = await computePrior(inputs, { adapter, epoch, seed, snapshotRoot, items });
  const weights = new Map(rerun.weights.map(({ contributionId, weight }) => [contributionId, weight]));
  return packWeights(contributions.map((id) => weights.get(id) ?? 0));
}

/** Does in every open challenge of `InfluencePriors` what this member owes or may do now. @param done Votes that are over; added to. */
export async function stepCommittees(desk: PanelDesk, sources: PanelSources, done: Set<number>): Promise<void> {
  const count = await desk.session.read<number>("InfluencePriors", "voteCount");
  for (let vote = 1; vote <= count; vote++) {
    if (done.has(vote)) continue;
    await guarded(desk, `challenge ${vote} of a prior`, async () => {
      if (await stepCommittee(desk, sources, vote)) done.add(vote);
    });
  }
}

/** @returns Whether the challenge is judged. */
async function stepCommittee(desk: PanelDesk, sources: PanelSources, vote: number): Promise<boolean> {
  const { session, state, keeps, output } = desk;
  const { number, outcome } = await session.read<Challenge>("InfluencePriors", "challengeOf", [vote]);
  if (outcome !== OPEN) {
    await state.forgetBallots(`InfluencePriors ${vote}`);
    return true;
  }
  const judge = async (): Promise<Hex> => rerunBallot(session, sources, number, (await challengedItems(session)).get(vote) ?? []);
  await stepVote(desk, { contract: "InfluencePriors", vote, judge });
  if (keeps && (await attempt(desk, "InfluencePriors", "judge", [number]))) output.say(`· prior ${number}: the challenge is judged`);
  return false;
}
