import { panelVotePhase, priorState, rerunOutcome, rerunStage } from "../../indexer/ponder.schema.ts";
import type { List } from "./list.ts";
import { ASKING } from "./panel-chain-facts.ts";

const UNITS_PER_NANO = 1_000_000_000n;

/** Code of a word; `first` is the code of the first one. */
const codeOf = ({ enumValues }: { readonly enumValues: readonly string[] }, word: string, first = 0): bigint =>
  BigInt(enumValues.indexOf(word) + first);

/** What the index says of the attribution court, of re-run cases and of influence priors, by the names of `readPanelFacts`. */
export async function readPanelIndexFacts(list: List): Promise<Map<string, bigint>> {
  const facts = new Map<string, bigint>();
  const owed = new Map<string, bigint>(["AttributionCourt", ...ASKING].map((contract) => [contract, 0n]));
  for (const row of await list<{ contract: string; owed: string }>("accountCredits", "id", "contract owed")) {
    const sum = owed.get(row.contract);
    if (sum !== undefined) owed.set(row.contract, sum + BigInt(row.owed));
  }
  for (const [contract, sum] of owed) facts.set(`credits / ${contract}`, sum);

  type Vote = { readonly id: string; readonly phase: string } & Readonly<Record<"seatCount" | "committedCount" | "revealedCount", number>>;
  for (const vote of await list<Vote>("panelVotes", "id", "id phase seatCount committedCount revealedCount")) {
    facts.set(`phases of panels' votes / ${vote.id}`, codeOf(panelVotePhase, vote.phase));
    facts.set(`seats of panels' votes / ${vote.id}`, BigInt(vote.seatCount));
    facts.set(`ballots committed / ${vote.id}`, BigInt(vote.committedCount));
    facts.set(`ballots shown / ${vote.id}`, BigInt(vote.revealedCount));
  }

  const held = new Map<string, bigint>(ASKING.map((contract) => [contract, owed.get(contract)!]));
  const hold = (contract: (typeof ASKING)[number], amount: string | null) => held.set(contract, held.get(contract)! + BigInt(amount ?? 0));
  type Case = Readonly<Record<"id" | "stage" | "outcome" | "bond", string>> & { readonly appealFees: string | null };
  for (const { id, stage, outcome, bond, appealFees } of await list<Case>("rerunCases", "id", "id stage outcome bond appealFees")) {
    facts.set(`stages of re-run cases / ${id}`, codeOf(rerunStage, stage, 1));
    facts.set(`outcomes of re-run cases / ${id}`, codeOf(rerunOutcome, outcome));
    if (stage !== "Closed") for (const part of [bond, appealFees]) hold("RerunPanel", part);
  }
  type Prior = Readonly<Record<"id" | "state" | "bond" | "unusableFrom", string>>;
  for (const { id, state, bond, unusableFrom } of await list<Prior>("influencePriors", "id", "id state bond unusableFrom")) {
    facts.set(`states of priors / ${id}`, codeOf(priorState, state, 1));
    facts.set(`bonds of priors / ${id}`, BigInt(bond));
    facts.set(`ends of priors / ${id}`, BigInt(unusableFrom));
    hold("InfluencePriors", bond);
  }
  for (const { bond } of await list<{ bond: string }>("priorChallenges", "id", "bond", "{ outcome: Open }")) hold("InfluencePriors", bond);
  for (const [contract, sum] of held) facts.set(`OPEN held / ${contract}`, sum * UNITS_PER_NANO);
  return facts;
}
