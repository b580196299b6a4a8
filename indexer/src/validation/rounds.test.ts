import { expect } from "chai";

import {
  anomaly,
  appealedItem,
  ballot,
  bounty,
  contribution,
  finding,
  offence,
  reputation,
  roundItem,
  roundLevel,
  vote,
} from "../../ponder.schema.ts";
import { ACTOR, eventOf, fold, hashOf } from "../../test/support/fold.ts";
import { DATANET, ITEMS, openWorld } from "../../test/support/world.ts";
import type { MemoryStore } from "../fold/memory-store.ts";

const [PAYER, ROUND, DRAW] = [2, 1, 1];
const MEMBERS = [30, 31, 32];
const zero = `0x${"00".repeat(32)}` as const;
const [first, second] = [ITEMS[0]!, ITEMS[1]!];
const place = { round: ROUND, level: 0 };

/** A round over two items whose panel of three may vote. */
const openRound = async (): Promise<MemoryStore> => {
  const store = await openWorld();
  await fold(
    store,
    eventOf("ValidationRounds", "RoundOpened", {
      round: ROUND,
      datanet: DATANET,
      payer: PAYER,
      panelSize: 3,
      fee: 60n,
      answersHash: zero,
      items: [first, second],
      actor: ACTOR,
    }),
    eventOf("PanelDraws", "DrawRequested", { draw: DRAW, datanet: DATANET, funder: PAYER, size: 3, snapshot: 1, deadline: 2 }),
    eventOf("ValidationRounds", "PanelRequested", { ...place, draw: DRAW, size: 3 }),
    eventOf("PanelDraws", "PanelDrawn", { draw: DRAW, datanet: DATANET, seed: hashOf("seed"), members: MEMBERS, actor: ACTOR }),
    eventOf("ValidationRounds", "PhaseChanged", { ...place, phase: 2, deadline: 3, actor: ACTOR }),
  );
  return store;
};

const commit = (seat: number) =>
  eventOf("ValidationRounds", "VotesCommitted", { ...place, seat, validator: MEMBERS[seat]!, hash: hashOf(`${seat}`) });
const reveal = (seat: number, votes: `0x${string}`) =>
  eventOf("ValidationRounds", "VotesRevealed", { ...place, seat, validator: MEMBERS[seat]!, votes });
const record = (seats: bigint, reason: bigint, score: bigint) => (seats << 32n) | (reason << 24n) | score;

describe("rounds", () => {
  it("are folded vote by vote, and the silent member's offence with them", async () => {
    const store = await openRound();
    await fold(
      store,
      ...[0, 1].map(commit),
      reveal(0, "0x000dbba009000000"),
      reveal(1, "0x00000001000f4240"),
      eventOf("ValidationRounds", "VotesTallied", {
        ...place,
        isDecided: true,
        items: 3n,
        records: [record(3n, 0n, 450_000n), record(2n, 9n, 0n)],
      }),
    );
    expect(store.rows(anomaly)).to.deep.equal([]);
    expect(store.rows(vote).map(({ contributionId, accepts, reason, score }) => [contributionId, accepts, reason, score])).to.deep.equal([
      [first, true, "None", 900_000],
      [second, false, "LowQuality", 0],
      [first, true, "None", 1],
      [second, true, "None", 1_000_000],
    ]);
    expect(store.rows(finding).map((row) => [row.isAccepted, row.reason, row.acceptCount, row.rejectCount])).to.deep.equal([
      [true, "None", 2, 0],
      [false, "LowQuality", 1, 1],
    ]);
    expect(store.rows(roundLevel)[0]).to.include({ memberCount: 3, committedCount: 2, revealedCount: 2, isDecided: true });
    expect(store.rows(offence).map(({ kind, validatorId, levelId }) => [kind, validatorId, levelId])).to.deep.equal([
      ["Silence", 32, "1-0"],
    ]);
    expect(store.rows(contribution).find(({ id }) => id === first)!.roundItemId).to.equal("1-0");
  });

  it("record votes that do not fit their items, and go on", async () => {
    const store = await openRound();
    await fold(store, commit(0), commit(0), reveal(0, "0x000dbba0"), reveal(2, "0x"));
    expect(store.rows(anomaly).map(({ kind, subject }) => `${kind} ${subject}`)).to.deep.equal([
      "AlreadyExists ballot 1-0-0",
      "CountMismatch votes of ballot 1-0-0",
      "Missing ballot 1-0-2",
    ]);
    expect(store.rows(vote)).to.have.length(1);
    expect(store.rows(ballot)).to.have.length(1);
  });

  it("end by default with what the panel before found, or void", async () => {
    const store = await openRound();
    const finalised = (level: number, items: bigint, accepted: bigint, isVoid: boolean) =>
      eventOf("ValidationRounds", "ItemsFinalised", { round: ROUND, level, items, accepted, isVoid });
    await fold(
      store,
      eventOf("ValidationRounds", "VotesTallied", { ...place, isDecided: true, items: 1n, records: [record(7n, 0n, 5n)] }),
      eventOf("ValidationRounds", "VerdictsAppealed", { ...place, appellant: 7, items: 1n, paid: 9n, actor: ACTOR }),
      eventOf("ValidationRounds", "AppealSettled", { ...place, item: 0, appellant: 7, bond: 4n, isReturned: true }),
      finalised(1, 1n, 1n, false),
      finalised(0, 2n, 0n, true),
    );
    expect(store.rows(anomaly)).to.deep.equal([]);
    const [one, two] = store.rows(roundItem);
    expect(one).to.include({ outcome: "Accepted", decision: "Default", decidedLevelId: "1-0", score: 5 });
    expect(two).to.include({ outcome: "Void", decision: null, reason: "None" });
    expect(store.rows(appealedItem)[0]).to.include({ id: "1-0-0", appellantId: 7, bond: 4n, isReturned: true });
  });

  it("leave an item to the court that overruled its votes", async () => {
    const store = await openRound();
    await fold(
      store,
      eventOf("ValidationRounds", "VotesTallied", { ...place, isDecided: true, items: 1n, records: [record(7n, 0n, 5n)] }),
      eventOf("ContributionLedger", "ContributionStatusChanged", {
        contribution: first,
        datanet: DATANET,
        status: 4,
        reason: 2,
        noveltyPpm: 0,
        original: second,
        actor: ACTOR,
      }),
      eventOf("ValidationRounds", "ItemsFinalised", { round: ROUND, level: 0, items: 1n, accepted: 0n, isVoid: false }),
    );
    expect(store.rows(roundItem)[0]).to.include({ outcome: "Rejected", decision: "Court", reason: "NearDuplicate", score: 0 });
  });
});

describe("bounties", () => {
  it("take a reward back whose item fell, and can be refunded again", async () => {
    const store = await openWorld();
    const reward = { bounty: 1, contribution: first, reward: 10n, actor: ACTOR };
    const refund = (amount: bigint) => eventOf("Bounties", "BountyRefunded", { bounty: 1, sponsor: PAYER, amount, actor: ACTOR });
    const about = { bounty: 1, datanet: DATANET, sponsor: PAYER, request: "findings", actor: ACTOR };
    await fold(
      store,
      eventOf("Bounties", "BountyFunded", { ...about, reward: 10n, maximumItems: 3, expiry: 9 }),
      eventOf("Bounties", "BountyClaimed", { ...reward, payableAt: 5 }),
      refund(20n),
      eventOf("Bounties", "RewardSettled", { ...reward, account: 5, isPaid: false }),
    );
    expect(store.rows(bounty)[0]).to.include({ remaining: 1, claimedCount: 0, refunded: 20n, held: 10n });
    await fold(store, refund(10n));
    expect(store.rows(bounty)[0]).to.include({ remaining: 0, refunded: 30n, held: 0n });
    expect(store.rows(anomaly)).to.deep.equal([]);
    await fold(store, refund(1n));
    expect(store.rows(anomaly)[0]).to.include({ kind: "TotalMismatch", subject: "money of bounty 1", expected: "at most 0", actual: "1" });
  });
});

describe("reputation", () => {
  it("keeps the sign of points, and refuses what a number cannot hold", async () => {
    const store = await openWorld();
    const counted = (points: bigint) => eventOf("Reputation", "VerdictCounted", { account: 5, datanet: DATANET, status: 3, points });
    await fold(store, counted(-2_000_000n), counted(2n ** 62n));
    expect(store.rows(reputation)[0]).to.include({ points: -2_000_000, verdictCount: 1 });
    expect(store.rows(anomaly)[0]).to.include({ kind: "HandlerFailed" });
  });
});
