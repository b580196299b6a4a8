import { CaseStage } from "@openledger/sdk";
import type { Hex } from "viem";

import type { CorpusReader } from "../court/snapshot-index.ts";
import { legsRootOf } from "./receipt-legs.ts";
import type { PanelGateway } from "./gateway.ts";
import { attempt, guarded, stepVote, type PanelDesk } from "./votes.ts";

type Case = {
  readonly receiptId: Hex;
  readonly gateway: number;
  readonly vote: number;
  readonly review: number;
  readonly stage: number;
};

/** Where a member finds what it judges by. */
export type PanelSources = {
  /** A gateway by its number on chain. */
  gateway(id: number): Promise<PanelGateway>;
  reader(gateway: PanelGateway): CorpusReader;
};

/** Does in every open case of `RerunPanel` what this member owes or may do now. @param done Cases that are closed; added to. */
export async function stepCases(desk: PanelDesk, sources: PanelSources, done: Set<number>): Promise<void> {
  const count = await desk.session.read<number>("RerunPanel", "caseCount");
  for (let number = 1; number <= count; number++) {
    if (done.has(number)) continue;
    await guarded(desk, `case ${number}`, async () => {
      if (await stepCase(desk, sources, number)) done.add(number);
    });
  }
}

/** @returns Whether the case is closed. */
async function stepCase(desk: PanelDesk, sources: PanelSources, number: number): Promise<boolean> {
  const { session, state, keeps, output } = desk;
  const { receiptId, gateway, vote, review, stage } = await session.read<Case>("RerunPanel", "caseOf", [number]);
  if (stage === CaseStage.Closed) {
    for (const own of [vote, review]) await state.forgetBallots(`RerunPanel ${own}`);
    return true;
  }
  if (stage !== CaseStage.Appealing) {
    const judge = async (): Promise<Hex> => {
      const asked = await sources.gateway(gateway);
      const shown = await asked.receipt(receiptId);
      return legsRootOf(session, { ...shown, read: sources.reader(asked), fetchPrior: (_, { root }) => asked.prior(root) });
    };
    await stepVote(desk, { contract: "RerunPanel", vote: stage === CaseStage.Reviewing ? review : vote, judge });
  }
  const step = stage === CaseStage.Appealing ? "close" : "tally";
  if (keeps && (await attempt(desk, "RerunPanel", step, [number])))
    output.say(`· case ${number}: ${step === "tally" ? "counted the ballots" : "closed"}`);
  return false;
}
