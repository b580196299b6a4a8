import { attributionChallenge, attributionLie, attributionOffence } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import { nameOf } from "../fold/names.ts";
import { setParameter } from "../fold/parameter.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

/** Each lie is punished once. The prover is paid at once; what the harmed account and the commons are owed is told by `AccountCredited`. */
export const lieProven: Reducer<EventArgs<"AttributionCourt", "LieProven">> = async (store, event) => {
  const { id, gateway: gatewayId, harmed: harmedId, slashed, toHarmed, toProver, prover } = event.args;
  const toCommons = slashed - toHarmed - toProver;
  const lie = nameOf(attributionLie, event.args.lie);
  const row = { id, gatewayId, lie, slashed, harmedId, toHarmed, toProver, toCommons, prover, ...originOf(event) };
  if (!(await create(store, attributionOffence, id, row))) await reportTwice(store, event, { what: "attribution offence", id });
};

export const challengeOpened: Reducer<EventArgs<"AttributionCourt", "ChallengeOpened">> = async (store, event) => {
  const { id, gateway: gatewayId, receiptId, challenger, bond, deadline } = event.args;
  const row = { id, gatewayId, receiptId, state: "Open", challenger, bond, deadline: BigInt(deadline), ...originOf(event) } as const;
  if (!(await create(store, attributionChallenge, id, row))) await reportTwice(store, event, { what: "attribution challenge", id });
};

/** A true answer: the gateway's account is owed the bond, as `AccountCredited` tells. */
export const challengeAnswered: Reducer<EventArgs<"AttributionCourt", "ChallengeAnswered">> = async (store, event) => {
  const { id } = event.args;
  const closed = { state: "Answered" as const, closedAt: event.block.timestamp };
  await amendKnown(store, event, attributionChallenge, { what: "attribution challenge", id }, () => closed);
};

/** The bond went back: there was no answer, which is an offence of the same id, or the lie was proven otherwise. */
export const challengeEnded: Reducer<EventArgs<"AttributionCourt", "ChallengeEnded">> = async (store, event) => {
  const { id } = event.args;
  const closed = { state: "Ended" as const, closedAt: event.block.timestamp };
  await amendKnown(store, event, attributionChallenge, { what: "attribution challenge", id }, () => closed);
};

/** nano-OPEN, for later offences. */
export const penaltyChanged: Reducer<EventArgs<"AttributionCourt", "PenaltyChanged">> = (store, event) =>
  setParameter(store, event, { name: "penalty", value: event.args.penalty, actor: event.args.actor });

/** nano-OPEN, for later challenges. */
export const challengeBondChanged: Reducer<EventArgs<"AttributionCourt", "ChallengeBondChanged">> = (store, event) =>
  setParameter(store, event, { name: "challengeBond", value: event.args.bond, actor: event.args.actor });
