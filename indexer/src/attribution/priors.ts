import { challengedWeight, influencePrior, priorChallenge, priorOutcome } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportMissing, reportTwice } from "../fold/missing.ts";
import { nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { amend, create } from "../fold/store.ts";
import { panelVoteIdOf } from "./panel-votes.ts";

export const priorPublished: Reducer<EventArgs<"InfluencePriors", "PriorPublished">> = async (store, event) => {
  const { gateway: gatewayId, account: accountId, root, header, bond, uri, actor } = event.args;
  const { adapter, snapshotRoot, methodHash, codeHash, probesRoot, tolerance } = header;
  const id = BigInt(event.args.number);
  const isNew = await create(store, influencePrior, id, {
    ...{ id, gatewayId, accountId, adapter, snapshotRoot, root, methodHash, codeHash, probesRoot, tolerance },
    epoch: BigInt(header.epoch),
    seed: BigInt(header.seed),
    outliersPpm: BigInt(header.outliersPpm),
    itemCount: BigInt(header.count),
    uri,
    state: "Published",
    usableFrom: BigInt(event.args.usableFrom),
    unusableFrom: BigInt(event.args.unusableFrom),
    bondPosted: bond,
    bond,
    challengeCount: 0,
    actor,
    ...originOf(event),
  });
  if (!isNew) await reportTwice(store, event, { what: "influence prior", id });
};

/** While a challenge is open, the prior is not usable. */
export const priorChallenged: Reducer<EventArgs<"InfluencePriors", "PriorChallenged">> = async (store, event) => {
  const { number, vote, challenger: challengerId, datanet: datanetId, contributions, weights, bond, cost, actor } = event.args;
  const [id, priorId] = [panelVoteIdOf(event, vote), BigInt(number)];
  const row = { id, priorId, challengerId, datanetId, outcome: "Open", bond, cost, actor, ...originOf(event) } as const;
  if (!(await create(store, priorChallenge, id, row))) return reportTwice(store, event, { what: "prior challenge", id });
  for (const [position, contributionId] of contributions.entries()) {
    const weight = { id: `${id}-${position}`, challengeId: id, position, contributionId, weight: String(weights[position]) };
    await create(store, challengedWeight, weight.id, { ...weight, ...originOf(event) });
  }
  await amendKnown(store, event, influencePrior, { what: "influence prior", id: priorId }, (prior) => ({
    state: "Challenged" as const,
    challengeCount: prior.challengeCount + 1,
  }));
};

/** Who is owed what of it is told by `AccountCredited`. */
export const priorJudged: Reducer<EventArgs<"InfluencePriors", "PriorJudged">> = async (store, event) => {
  const { number, vote, weights, differing: differingCount, payment } = event.args;
  const [id, priorId] = [panelVoteIdOf(event, vote), BigInt(number)];
  const outcome = nameOf(priorOutcome, event.args.outcome);
  const { members: memberFees, gateway: toGateway, challenger: toChallenger, commons: toCommons } = payment;
  const money = { memberFees, toGateway, toChallenger, toCommons };
  const change = { outcome, differingCount, ...money, judgedAt: event.block.timestamp };
  if (!(await amend(store, priorChallenge, id, () => change))) await reportMissing(store, event, { what: "prior challenge", id });
  for (const [position, found] of weights.entries()) {
    const place = { what: "challenged weight", id: `${id}-${position}` };
    await amendKnown(store, event, challengedWeight, place, () => ({ found: String(found) }));
  }
  const isRefuted = outcome === "Refuted" || outcome === "Withheld";
  const state = isRefuted ? ("Refuted" as const) : ("Published" as const);
  const stands = { state, unusableFrom: BigInt(event.args.unusableFrom), ...(isRefuted && { bond: 0n }) };
  await amendKnown(store, event, influencePrior, { what: "influence prior", id: priorId }, () => stands);
};

export const priorBondReleased: Reducer<EventArgs<"InfluencePriors", "PriorBondReleased">> = async (store, event) => {
  const id = BigInt(event.args.number);
  const change = { bond: 0n, releasedAt: event.block.timestamp };
  await amendKnown(store, event, influencePrior, { what: "influence prior", id }, () => change);
};
