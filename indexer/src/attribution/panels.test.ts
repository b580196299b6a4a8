import { AttributionLie } from "@openledger/sdk";
import { expect } from "chai";

import {
  accountCredit,
  anomaly,
  attributionOffence,
  challengedWeight,
  influencePrior,
  offence,
  panelBallot,
  panelVote,
  priorChallenge,
  rerunCase,
  withdrawal,
} from "../../ponder.schema.ts";
import { ACTOR, addressOf, COMMONS, eventOf, fold, hashOf } from "../../test/support/fold.ts";
import { memoryStore, type MemoryStore } from "../fold/memory-store.ts";
import { panelPenaltyId } from "../validation/offence-ids.ts";
import { falseWeightsId } from "./rerun-cases.ts";

const [GATEWAY, GATEWAY_ACCOUNT, DATANET, CHALLENGER, APPELLANT] = [3, 20, 1, 21, 22];
const [RECEIPT, LEGS, OTHER_LEGS] = [hashOf("receipt"), hashOf("legs"), hashOf("other legs")];
const WITHHELD = `0x${"ff".repeat(32)}` as const;
const MEMBERS = [31, 32, 33, 20];
type Asking = "RerunPanel" | "InfluencePriors";

const opened = (contract: Asking, vote: number, funder: number) =>
  eventOf(contract, "VoteOpened", {
    ...{ vote, datanet: DATANET, funder, draw: 10 + vote, size: 4, parties: [GATEWAY_ACCOUNT, funder, 0], deadline: 100 },
  });
/** Seat 3 is the gateway's, so it is barred. */
const phase = (contract: Asking, vote: number, to: number) =>
  eventOf(contract, "VotePhaseChanged", { vote, phase: to, size: MEMBERS.length, barred: 0b1000, deadline: 200, actor: ACTOR });
const [COMMITTING, REVEALING, SETTLED] = [2, 3, 5];
const committed = (contract: Asking, vote: number, seat: number) =>
  eventOf(contract, "BallotCommitted", { vote, validator: MEMBERS[seat]!, seat, hash: hashOf(`${vote} ${seat}`), actor: ACTOR });
const shown = (contract: Asking, vote: number, seat: number, ballot: `0x${string}`) =>
  eventOf(contract, "BallotRevealed", { vote, validator: MEMBERS[seat]!, seat, ballot, actor: ACTOR });
const settled = (contract: Asking, vote: number, seat: number, fee: bigint, slashed: bigint) =>
  eventOf(contract, "BallotSettled", { vote, validator: MEMBERS[seat]!, seat, fee, slashed });
const credited = (contract: Asking, account: number, amount: bigint) => eventOf(contract, "AccountCredited", { account, amount });

const caseOpened = () =>
  eventOf("RerunPanel", "CaseOpened", {
    ...{ number: 1, receiptId: RECEIPT, gateway: GATEWAY, datanet: DATANET, challenger: CHALLENGER, methodId: hashOf("method") },
    ...{ snapshotRoot: hashOf("snapshot"), legsRoot: LEGS, claimed: OTHER_LEGS, vote: 1, bond: 60n, cost: 65n, actor: ACTOR },
  });
const tallied = (isFound: boolean) =>
  eventOf("RerunPanel", "CaseTallied", { number: 1, vote: 1, isFound, found: OTHER_LEGS, deadline: 300, actor: ACTOR });
const closed = (
  outcome: number,
  found: `0x${string}`,
  parts: Partial<Record<"toGateway" | "toChallenger" | "toAppellant" | "reward", bigint>>,
) =>
  eventOf("RerunPanel", "CaseClosed", {
    ...{ number: 1, receiptId: RECEIPT, gateway: GATEWAY, outcome, found, memberFees: 20n },
    ...{ toGateway: 0n, toChallenger: 0n, toAppellant: 0n, reward: 0n, actor: ACTOR, ...parts },
  });
const [UPHELD, CONVICTED, LAPSED] = [1, 2, 3];

describe("re-run cases", () => {
  let store: MemoryStore;
  beforeEach(async () => {
    store = memoryStore();
    await fold(store, opened("RerunPanel", 1, CHALLENGER), caseOpened());
  });
  afterEach(() => {
    expect(store.rows(anomaly)).to.deep.equal([]);
  });

  it("tell how a panel was drawn, what each member said and what it was paid or fined for", async () => {
    await fold(
      store,
      phase("RerunPanel", 1, COMMITTING),
      ...[0, 1].map((seat) => committed("RerunPanel", 1, seat)),
      phase("RerunPanel", 1, REVEALING),
      shown("RerunPanel", 1, 0, OTHER_LEGS),
      shown("RerunPanel", 1, 1, LEGS),
      settled("RerunPanel", 1, 0, 10n, 0n),
      settled("RerunPanel", 1, 1, 0n, 3n),
      settled("RerunPanel", 1, 2, 0n, 2n),
      phase("RerunPanel", 1, SETTLED),
    );
    const [vote] = store.rows(panelVote);
    expect(vote).to.deep.include({ id: "RerunPanel-1", datanetId: DATANET, funderId: CHALLENGER, drawId: 11n, phase: "Settled" });
    expect(vote).to.deep.include({ seatsWanted: 4, seatCount: 4, barredSeats: [3], committedCount: 2, revealedCount: 2 });
    expect(vote!.partyIds).to.deep.equal([GATEWAY_ACCOUNT, CHALLENGER]);
    expect(vote!.settledAt).to.be.a("bigint");
    expect(
      store.rows(panelBallot).map(({ seat, validatorId, ballot, fee, slashed }) => [seat, validatorId, ballot ?? null, fee, slashed]),
    ).to.deep.equal([
      [0, 31, OTHER_LEGS, 10n, 0n],
      [1, 32, LEGS, 0n, 3n],
      [2, 33, null, 0n, 2n],
    ]);
    const { address } = settled("RerunPanel", 1, 0, 0n, 0n);
    expect(store.rows(offence).map(({ id, kind, validatorId, panelVoteId }) => [id, kind, validatorId, panelVoteId])).to.deep.equal([
      [panelPenaltyId(address, 1, 1), "Dissent", 32, "RerunPanel-1"],
      [panelPenaltyId(address, 1, 2), "Silence", 33, "RerunPanel-1"],
    ]);
  });

  it("take saying that nothing was served, where others were, for silence", async () => {
    await fold(store, committed("RerunPanel", 1, 0), shown("RerunPanel", 1, 0, WITHHELD), settled("RerunPanel", 1, 0, 0n, 2n));
    expect(store.rows(offence)[0]).to.include({ kind: "Silence" });
  });

  it("go to a second panel and convict", async () => {
    const lie = { id: falseWeightsId(RECEIPT), gateway: GATEWAY, harmed: COMMONS, lie: AttributionLie.FalseWeights };
    await fold(
      store,
      tallied(false),
      opened("RerunPanel", 2, APPELLANT),
      eventOf("RerunPanel", "CaseAppealed", { number: 1, vote: 2, appellant: APPELLANT, size: 9, fees: 90n, cost: 95n, actor: ACTOR }),
    );
    expect(store.rows(rerunCase)[0]).to.include({ stage: "Reviewing", outcome: "Open", appealFees: 90n, appealCost: 95n, found: null });
    await fold(
      store,
      eventOf("AttributionCourt", "LieProven", { ...lie, slashed: 105n, toHarmed: 0n, toProver: 40n, prover: ACTOR }),
      closed(CONVICTED, OTHER_LEGS, { toChallenger: 80n, toAppellant: 90n, reward: 40n }),
      credited("RerunPanel", CHALLENGER, 80n),
      eventOf("RerunPanel", "CreditWithdrawn", { account: CHALLENGER, payout: addressOf(9), amount: 80n, actor: ACTOR }),
    );
    const [row] = store.rows(rerunCase);
    expect(row).to.include({ id: 1n, receiptId: RECEIPT, voteId: "RerunPanel-1", reviewId: "RerunPanel-2", appellantId: APPELLANT });
    expect(row).to.include({ stage: "Closed", outcome: "Convicted", found: OTHER_LEGS, memberFees: 20n, toAppellant: 90n, reward: 40n });
    expect(row!.bond + row!.appealFees!).to.equal(
      row!.memberFees! + row!.toGateway! + row!.toChallenger! - row!.reward! + row!.toAppellant!,
    );
    expect(row!.offenceId).to.equal(store.rows(attributionOffence)[0]!.id);
    expect(store.rows(attributionOffence)[0]!.lie).to.equal("FalseWeights");
    expect(store.rows(accountCredit)[0]).to.include({ contract: "RerunPanel", accountId: CHALLENGER, owed: 0n });
    expect(store.rows(withdrawal)[0]).to.include({ kind: "Rerun", amount: 80n });
  });

  it("uphold a receipt, or lapse, without an offence", async () => {
    await fold(store, tallied(true));
    expect(store.rows(rerunCase)[0]).to.include({ stage: "Appealing", found: OTHER_LEGS, appealBefore: 300n });
    await fold(store, closed(UPHELD, LEGS, { toGateway: 40n }));
    expect(store.rows(rerunCase)[0]).to.include({ outcome: "Upheld", found: LEGS, offenceId: null, toGateway: 40n });
    await fold(store, closed(LAPSED, hashOf("nothing"), { toChallenger: 40n }));
    expect(store.rows(rerunCase)[0]).to.include({ outcome: "Lapsed", found: null, offenceId: null });
  });

  it("are not made up", async () => {
    const empty = memoryStore();
    await fold(empty, tallied(true), closed(UPHELD, LEGS, {}), phase("RerunPanel", 9, 0), shown("RerunPanel", 9, 0, LEGS));
    expect(empty.rows(anomaly).map(({ kind }) => kind)).to.deep.equal(["Missing", "Missing", "Missing", "Missing"]);
    await fold(empty, opened("RerunPanel", 1, CHALLENGER), phase("RerunPanel", 1, 9));
    expect(empty.rows(anomaly).at(-1)!.kind).to.equal("HandlerFailed");
    expect(empty.rows(panelVote)[0]).to.include({ phase: "Drawing" });
  });
});

describe("influence priors", () => {
  const header = {
    ...{ adapter: hashOf("adapter"), epoch: 2 ** 32 - 1, snapshotRoot: hashOf("snapshot"), methodHash: hashOf("method") },
    ...{ codeHash: hashOf("code"), seed: 7, probesRoot: hashOf("probes"), tolerance: 100, outliersPpm: 50_000, count: 9 },
  };
  const published = () =>
    eventOf("InfluencePriors", "PriorPublished", {
      ...{ number: 4, gateway: GATEWAY, adapter: header.adapter, account: GATEWAY_ACCOUNT, root: hashOf("root"), header, bond: 500n },
      ...{ usableFrom: 1_000, unusableFrom: 9_000, uri: "https://priors", actor: ACTOR },
    });
  const challenged = () =>
    eventOf("InfluencePriors", "PriorChallenged", {
      ...{ number: 4, vote: 1, challenger: CHALLENGER, datanet: DATANET, contributions: [83_886_081n, 83_886_082n], weights: [-5, 300] },
      ...{ bond: 60n, cost: 65n, actor: ACTOR },
    });
  const judged = (outcome: number, weights: readonly number[], payment: Record<"members" | "gateway" | "challenger" | "commons", bigint>) =>
    eventOf("InfluencePriors", "PriorJudged", {
      ...{ number: 4, vote: 1, outcome, weights, differing: 1, payment, unusableFrom: outcome === 2 ? 2_000 : 9_000, actor: ACTOR },
    });
  const released = () => eventOf("InfluencePriors", "PriorBondReleased", { number: 4, account: GATEWAY_ACCOUNT, bond: 500n, actor: ACTOR });
  let store: MemoryStore;
  beforeEach(async () => {
    store = memoryStore();
    await fold(store, published());
  });
  afterEach(() => {
    expect(store.rows(anomaly)).to.deep.equal([]);
  });

  it("are kept by number, with what they are of and when they can be used", async () => {
    const { epoch, seed, outliersPpm, count, ...rest } = header;
    const wide = { epoch: BigInt(epoch), seed: BigInt(seed), outliersPpm: BigInt(outliersPpm), itemCount: BigInt(count) };
    const about = { id: 4n, gatewayId: GATEWAY, accountId: GATEWAY_ACCOUNT, state: "Published", uri: "https://priors" };
    const when = { usableFrom: 1_000n, unusableFrom: 9_000n, bond: 500n, bondPosted: 500n };
    expect(store.rows(influencePrior)[0]).to.include({ ...rest, ...wide, ...about, ...when });
    await fold(store, released());
    expect(store.rows(influencePrior)[0]).to.include({ state: "Published", bond: 0n, bondPosted: 500n });
  });

  it("are challenged and borne out", async () => {
    await fold(store, opened("InfluencePriors", 1, CHALLENGER), challenged());
    expect(store.rows(influencePrior)[0]).to.include({ state: "Challenged", challengeCount: 1 });
    await fold(store, judged(1, [-4, 299], { members: 20n, gateway: 40n, challenger: 0n, commons: 0n }));
    expect(store.rows(influencePrior)[0]).to.include({ state: "Published", bond: 500n, unusableFrom: 9_000n });
    expect(store.rows(priorChallenge)[0]).to.include({ id: "InfluencePriors-1", priorId: 4n, outcome: "BorneOut", toGateway: 40n });
    expect(store.rows(challengedWeight).map(({ contributionId, weight, found }) => [contributionId, weight, found])).to.deep.equal([
      [83_886_081n, "-5", "-4"],
      [83_886_082n, "300", "299"],
    ]);
  });

  it("are refuted, and lose their bond", async () => {
    await fold(store, opened("InfluencePriors", 1, CHALLENGER), challenged());
    await fold(store, judged(2, [-4, 3_000], { members: 20n, gateway: 0n, challenger: 252n, commons: 288n }));
    await fold(store, credited("InfluencePriors", CHALLENGER, 252n), credited("InfluencePriors", COMMONS, 288n));
    expect(store.rows(influencePrior)[0]).to.include({ state: "Refuted", bond: 0n, unusableFrom: 2_000n });
    const [row] = store.rows(priorChallenge);
    expect(row).to.include({ outcome: "Refuted", differingCount: 1, memberFees: 20n, toChallenger: 252n, toCommons: 288n });
  });

  it("are not made up", async () => {
    const empty = memoryStore();
    await fold(empty, challenged(), released(), judged(1, [], { members: 0n, gateway: 0n, challenger: 0n, commons: 0n }));
    expect(empty.rows(anomaly).map(({ kind }) => kind)).to.deep.equal(["Missing", "Missing", "Missing"]);
  });
});
