import { encodeAbiParameters, keccak256, parseAbiParameters, type Hex } from "viem";

import { attributionLie, rerunCase, rerunOutcome } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { amendKnown, reportTwice } from "../fold/missing.ts";
import { nameOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";
import { panelVoteIdOf } from "./panel-votes.ts";

const about = parseAbiParameters("bytes32, uint8");

/** Id of the offence that a receipt's weights are false, as `RerunPanel` makes it. */
export const falseWeightsId = (receipt: Hex): Hex =>
  keccak256(encodeAbiParameters(about, [receipt, attributionLie.enumValues.indexOf("FalseWeights")]));

export const caseOpened: Reducer<EventArgs<"RerunPanel", "CaseOpened">> = async (store, event) => {
  const { number, receiptId, gateway: gatewayId, datanet: datanetId, challenger: challengerId, vote, ...rest } = event.args;
  const id = BigInt(number);
  const state = { stage: "Judging", outcome: "Open", voteId: panelVoteIdOf(event, vote) } as const;
  const row = { id, receiptId, gatewayId, datanetId, challengerId, ...rest, ...state, ...originOf(event) };
  if (!(await create(store, rerunCase, id, row))) await reportTwice(store, event, { what: "rerun case", id });
};

export const caseTallied: Reducer<EventArgs<"RerunPanel", "CaseTallied">> = async (store, event) => {
  const { number, isFound, found, deadline } = event.args;
  const seen = { stage: "Appealing", appealBefore: BigInt(deadline), talliedAt: event.block.timestamp } as const;
  const change = { ...seen, found: isFound ? found : null };
  await amendKnown(store, event, rerunCase, { what: "rerun case", id: BigInt(number) }, () => change);
};

export const caseAppealed: Reducer<EventArgs<"RerunPanel", "CaseAppealed">> = async (store, event) => {
  const { number, vote, appellant: appellantId, fees: appealFees, cost: appealCost } = event.args;
  const change = { stage: "Reviewing", reviewId: panelVoteIdOf(event, vote), appellantId, appealFees, appealCost } as const;
  await amendKnown(store, event, rerunCase, { what: "rerun case", id: BigInt(number) }, () => change);
};

/** Who is owed what of it is told by `AccountCredited`. */
export const caseClosed: Reducer<EventArgs<"RerunPanel", "CaseClosed">> = async (store, event) => {
  const { number, receiptId, found, memberFees, toGateway, toChallenger, toAppellant, reward } = event.args;
  const outcome = nameOf(rerunOutcome, event.args.outcome);
  const money = { memberFees, toGateway, toChallenger, toAppellant, reward };
  const verdict = { found: outcome === "Lapsed" ? null : found, offenceId: outcome === "Convicted" ? falseWeightsId(receiptId) : null };
  const change = { stage: "Closed", outcome, ...money, ...verdict, closedAt: event.block.timestamp } as const;
  await amendKnown(store, event, rerunCase, { what: "rerun case", id: BigInt(number) }, () => change);
};
