import { ContributionStatus, nameOfCode, type Deployment } from "@openledger/sdk";
import { expect } from "chai";
import type { Hex } from "viem";

import * as schema from "../../indexer/ponder.schema.ts";
import {
  accountCredit,
  anomaly,
  ballot,
  bounty,
  bountyReward,
  contribution,
  datanetStake,
  draw,
  drawPhase,
  duplicateProof,
  finding,
  offence,
  paidUse,
  panelMember,
  removal,
  removalOutcome,
  reputation,
  round,
  roundItem,
  roundLevel,
  roundPhase,
  seat,
  slashing,
  stakeExit,
  stakePosition,
  stakeTotal,
  validatorStake,
  verdict,
  verdictReason,
  vote,
} from "../../indexer/ponder.schema.ts";
import { CONTRACTS } from "../../indexer/src/fold/contracts.ts";
import type { FoldEvent } from "../../indexer/src/fold/event.ts";
import type { AnyTable } from "../../indexer/src/fold/store.ts";
import type { MemoryStore } from "../../indexer/src/fold/memory-store.ts";
import { valueOf } from "../../indexer/src/validation/stake-pool.ts";
import { reputationAt } from "../../indexer/src/validation/decayed-points.ts";
import { compareFacts, describeDifference } from "../../scripts/reconcile/compare.ts";
import { EVENT_ROWS } from "../../scripts/reconcile/event-rows.ts";
import { readValidationFacts } from "../../scripts/reconcile/validation-chain-facts.ts";
import { readValidationIndexFacts } from "../../scripts/reconcile/validation-index-facts.ts";
import { foldEvents, readEvents } from "../support/validation/fold-logs.ts";
import { tellStory, type Story } from "../support/validation/panel-story.ts";
import { createPanelWorld, DATANET, OPEN, type PanelWorld } from "../support/validation/panel-world.ts";

/** The table of a list of the GraphQL API. */
const tableOf = (list: string) => {
  const singular = list
    .replace(/ies$/, "y")
    .replace(/(ch|sh)es$/, "$1")
    .replace(/s$/, "");
  const table = (schema as unknown as Record<string, AnyTable | undefined>)[singular];
  if (table === undefined) throw new Error(`ponder.schema.ts has no table for ${list}`);
  return table;
};

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);

describe("what the indexer folds of validation, against the contracts", function () {
  this.timeout(300_000);

  let world: PanelWorld;
  let story: Story;
  let events: readonly FoldEvent[];
  let store: MemoryStore;

  before(async () => {
    world = await createPanelWorld();
    story = await tellStory(world);
    events = await readEvents(world.client, world.deployment.contracts);
    store = await foldEvents(events, 1);
  });

  after(() => world.close());

  it("contains every event of the seven contracts, without an anomaly", () => {
    const seen = new Set(events.map(({ contract, name }) => `${contract}.${name}`));
    for (const contract of [
      "ValidatorStaking",
      "PanelDraws",
      "ValidationRounds",
      "DuplicateCourt",
      "RemovalCourt",
      "Bounties",
      "Reputation",
    ] as const)
      for (const item of CONTRACTS[contract])
        if (item.type === "event" && item.name !== "AuthorityUpdated") expect(seen).to.include(`${contract}.${item.name}`);
    expect(store.rows(anomaly)).to.deep.equal([]);
  });

  it("has every pool, position, exit and seat to the last unit", async () => {
    const stakes = store.rows(validatorStake);
    expect(stakes).to.have.length(story.validators.length);
    for (const row of stakes) {
      const place = [row.datanetId, row.validatorId];
      const active = await world.read("ValidatorStaking", "activeOf", place);
      expect(active).to.deep.equal({ assets: row.active, generation: row.activeGeneration, shares: row.activeShares });
      const unbonding = await world.read("ValidatorStaking", "unbondingOf", place);
      expect(unbonding).to.deep.equal({ assets: row.unbonding, generation: row.unbondingGeneration, shares: row.unbondingShares });
      const number = await world.read<number>("ValidatorStaking", "seatNumberOf", place);
      expect(row.seat).to.equal(number === 0 ? null : number - 1);
      if (row.seat !== null) expect(row.weight).to.equal(await world.read("ValidatorStaking", "weightOf", place));
    }
    for (const row of store.rows(stakePosition)) {
      const pool = stakes.find(({ id }) => id === row.stakeId)!;
      const [shares, value] = await world.read<[bigint, bigint]>("ValidatorStaking", "positionOf", [
        row.datanetId,
        row.validatorId,
        row.delegatorId,
      ]);
      expect([row.shares, valueOf({ assets: pool.active, shares: pool.activeShares, generation: 0 }, row.shares)]).to.deep.equal([
        shares,
        value,
      ]);
    }
    for (const pool of stakes) {
      const positions = store.rows(stakePosition).filter(({ stakeId }) => stakeId === pool.id);
      expect(sum(positions.map(({ shares }) => shares))).to.equal(pool.activeShares);
      const values = sum(positions.map(({ shares }) => valueOf({ assets: pool.active, shares: pool.activeShares, generation: 0 }, shares)));
      expect(pool.active - values < BigInt(positions.length) && pool.active >= values).to.equal(true);
    }
    const exits = store.rows(stakeExit);
    expect(exits).to.have.length(2);
    for (const row of exits) {
      const exit = await world.read<{ releaseAt: number; shares: bigint; generation: number }>("ValidatorStaking", "exitOf", [row.id]);
      expect(exit).to.include({ shares: row.shares, generation: row.generation });
      expect(exit.releaseAt).to.equal(row.releasedAt === null ? Number(row.releaseAt) : 0);
    }
    const last = (await world.now()) - 1;
    const [holders, weights] = await world.read<[number[], bigint[]]>("ValidatorStaking", "seatsAt", [DATANET, last]);
    const seats = store.rows(seat).sort((a, b) => a.number - b.number);
    expect(seats.map(({ validatorId }) => validatorId ?? 0)).to.deep.equal(holders);
    expect(seats.map(({ weight }) => weight)).to.deep.equal(weights);
  });

  it("has all stake, what was slashed and for what", async () => {
    const [total] = store.rows(stakeTotal);
    expect(total!.staked).to.equal(await world.read("ValidatorStaking", "totalStake"));
    expect(total!.waitingToBurn).to.equal(await world.read("ValidatorStaking", "waitingToBurn"));
    const slashings = store.rows(slashing);
    expect(total!.slashed).to.equal(sum(slashings.map(({ amount }) => amount)));
    expect(total!.burnt).to.equal(sum(slashings.map(({ burnt }) => burnt)));
    const [datanet] = store.rows(datanetStake);
    expect(datanet!.active + datanet!.unbonding).to.equal(total!.staked);
    expect(datanet!.slashed).to.equal(total!.slashed);
    const offences = new Map(store.rows(offence).map((row) => [row.id, row]));
    expect(offences.size).to.equal(slashings.length);
    for (const row of slashings) {
      expect(await world.read("ValidatorStaking", "isPunished", [row.id])).to.equal(true);
      expect(offences.get(row.id)?.validatorId, row.id).to.equal(row.validatorId);
    }
    const kinds = [...offences.values()].map(({ kind }) => kind);
    expect([...new Set(kinds)].sort()).to.deep.equal(["AcceptedDuplicate", "MissedAnswers", "Silence", "WithheldSecret"]);
    expect(kinds.filter((kind) => kind === "Silence")).to.have.length(1 + 3);
    expect(kinds.filter((kind) => kind === "AcceptedDuplicate")).to.have.length(3);
  });

  it("has what each account is owed, where the events say so", async () => {
    const credits = store.rows(accountCredit);
    for (const contract of ["ValidatorStaking", "RemovalCourt", "Bounties"]) {
      const rows = credits.filter((row) => row.contract === contract);
      for (const { accountId, owed } of rows) expect(await world.read(contract, "creditOf", [accountId]), contract).to.equal(owed);
      expect(sum(rows.map(({ owed }) => owed))).to.equal(await world.read(contract, "totalCredit"));
    }
  });

  it("has draws, panels, rounds, levels and findings as the contracts have them", async () => {
    for (const row of store.rows(draw)) {
      const known = await world.read<{ phase: number; size: number; seedBlock: number; deadline: number; revealed: number }>(
        "PanelDraws",
        "drawOf",
        [Number(row.id)],
      );
      expect([row.phase, row.memberCount, row.seedBlock, row.deadline, row.revealedCount]).to.deep.equal([
        drawPhase.enumValues[known.phase],
        known.size,
        BigInt(known.seedBlock),
        BigInt(known.deadline),
        known.revealed,
      ]);
      const members = store.rows(panelMember).filter(({ drawId }) => drawId === row.id);
      const drawn = await world.read<number[]>("PanelDraws", "membersOf", [Number(row.id)]);
      expect(members.map(({ validatorId }) => validatorId)).to.deep.equal(drawn);
    }
    for (const row of store.rows(round)) {
      const known = await world.read<{ phase: number; level: number; deadline: number }>("ValidationRounds", "roundOf", [Number(row.id)]);
      expect([row.phase, row.level, row.deadline]).to.deep.equal([roundPhase.enumValues[known.phase], known.level, BigInt(known.deadline)]);
    }
    for (const row of store.rows(roundLevel)) {
      const known = await world.read<Record<string, number | boolean>>("ValidationRounds", "levelOf", [Number(row.roundId), row.level]);
      expect([row.drawId, row.panelSize, row.memberCount, row.isDecided, row.votingFrom]).to.deep.equal([
        BigInt(known["draw"] as number),
        known["nominal"],
        known["size"],
        known["isDecided"],
        BigInt(known["votingFrom"] as number),
      ]);
      const bits = (mask: unknown) => Number(mask).toString(2).replaceAll("0", "").length;
      expect([row.committedCount, row.revealedCount]).to.deep.equal([bits(known["committed"]), bits(known["revealed"])]);
    }
    for (const row of store.rows(finding)) {
      const [roundId, level, position] = row.id.split("-").map(Number);
      const [mask, reason, score] = await world.read<[number, number, number]>("ValidationRounds", "recordOf", [roundId, level, position]);
      expect(sum(row.acceptingSeats.map((number) => 1n << BigInt(number)))).to.equal(BigInt(mask));
      expect([row.reason, row.score]).to.deep.equal([verdictReason.enumValues[reason], score]);
    }
  });

  it("leads from a contribution to the round, the votes and the reason that decided it", async () => {
    const { items } = story;
    const itemOf = (id: bigint) => {
      const row = store.rows(contribution).find((candidate) => candidate.id === id)!;
      return store.rows(roundItem).find((candidate) => candidate.id === row.roundItemId)!;
    };
    for (const id of Object.values(items)) {
      const row = store.rows(contribution).find((candidate) => candidate.id === id)!;
      const { status } = await world.read<{ status: number }>("ContributionLedger", "contributionOf", [id]);
      expect(row.status).to.equal(nameOfCode(ContributionStatus, status));
      const first = store.rows(verdict).find(({ contributionId }) => contributionId === id)!;
      expect(first.roundItemId).to.equal(row.roundItemId);
    }
    expect(itemOf(items.good)).to.include({ outcome: "Accepted", decision: "Panel", decidedLevelId: "1-0", score: 850_000 });
    expect(itemOf(items.appealed)).to.include({ outcome: "Accepted", decision: "Panel", decidedLevelId: "1-1", level: 1 });
    expect(itemOf(items.known)).to.include({ outcome: "Rejected", reason: "Stuffing", knownAnswer: false });
    expect(itemOf(items.ruled)).to.include({ roundId: 4n, outcome: "Accepted", decision: "Ruling", decidedLevelId: null, score: 450_000 });
    expect(store.rows(roundItem).find(({ roundId }) => roundId === 3n)).to.include({ outcome: "Void", decision: null });
    const votes = store.rows(vote).filter(({ roundItemId }) => roundItemId === itemOf(items.appealed).id);
    expect(votes.filter(({ levelId }) => levelId === "1-0").map(({ accepts, reason }) => [accepts, reason])).to.deep.equal([
      [false, "LowQuality"],
      [false, "LowQuality"],
    ]);
    expect(votes.filter(({ levelId, accepts, score }) => levelId === "1-1" && accepts && score === 600_000)).to.have.length(7);
    const judges = new Set(store.rows(ballot).map(({ validatorId }) => validatorId));
    for (const { validatorId } of votes) expect(judges.has(validatorId) && story.validators.includes(validatorId)).to.equal(true);
    const proof = store.rows(duplicateProof)[0]!;
    expect(proof).to.include({ contributionId: items.copy, earlierId: items.good, proverId: story.prover, covered: 600n });
    const copied = store.rows(verdict).filter(({ contributionId }) => contributionId === items.copy);
    expect(copied.map(({ status, roundItemId }) => [status, roundItemId === null])).to.deep.equal([
      ["Accepted", false],
      ["Duplicate", true],
    ]);
  });

  it("has removals, and bounties with all their money", async () => {
    const removals = store.rows(removal);
    expect(removals.map(({ outcome }) => outcome)).to.deep.equal(["Removed", "Kept", "Lapsed"]);
    for (const { id, outcome, claimantId } of removals) {
      const known = await world.read<{ outcome: number; claimant: number }>("RemovalCourt", "requestOf", [Number(id)]);
      expect([outcome, claimantId]).to.deep.equal([removalOutcome.enumValues[known.outcome], known.claimant]);
    }
    const [row] = store.rows(bounty);
    expect(row).to.include({ funded: 120n * OPEN, paid: 30n * OPEN, refunded: 90n * OPEN, held: 0n, paidCount: 1, claimedCount: 0 });
    const known = await world.read<{ remaining: number; reward: bigint }>("Bounties", "bountyOf", [1]);
    expect([row!.remaining, row!.reward]).to.deep.equal([known.remaining, known.reward]);
    expect(store.rows(bountyReward).map(({ isPaid }) => isPaid)).to.deep.equal([true, false]);
    const owed = sum(
      store
        .rows(accountCredit)
        .filter(({ contract }) => contract === "Bounties")
        .map((credit) => credit.owed),
    );
    const holds = await world.read<bigint>("OpenToken", "balanceOf", [world.deployment.contracts["Bounties"]]);
    expect(holds).to.equal((row!.held + owed) * 1_000_000_000n);
  });

  it("has reputations, decayed to the block's second", async () => {
    const block = await world.client.getBlock();
    const rows = store.rows(reputation);
    expect(rows.map(({ accountId }) => accountId)).to.have.members([story.contributor, story.rival]);
    for (const row of rows) {
      const use = store.rows(paidUse).find(({ accountId }) => accountId === row.accountId) ?? null;
      const known = await world.client.readContract({
        address: world.deployment.contracts["Reputation"] as Hex,
        abi: CONTRACTS.Reputation,
        functionName: "reputationOf",
        args: [row.accountId, row.datanetId],
        blockNumber: block.number,
      });
      expect(reputationAt(row, use, block.timestamp)).to.equal(known);
    }
    expect(rows.some(({ points }) => points < 0)).to.equal(true);
    expect(store.rows(paidUse)).to.have.length(1);
  });

  it("makes as many rows as there are events, wherever reconcile counts them", async () => {
    for (const [name, { list, where }] of Object.entries(EVENT_ROWS)) {
      const rows = store.rows(tableOf(list)) as Record<string, unknown>[];
      const [, column, not, value] = /^\{ (\w+?)(_not)?: (\w+) \}$/.exec(where ?? "") ?? [];
      const isWanted = (row: Record<string, unknown>) =>
        column === undefined || (value === "null" ? row[column] !== null : (row[column] === value) === (not === undefined));
      const count = events.filter((event) => `${event.contract}.${event.name}` === name).length;
      expect(rows.filter(isWanted).length, name).to.equal(count);
    }
  });

  it("gives reconcile, column by column, what the getters say", async () => {
    const { client, deployment } = world;
    const { number, timestamp } = await client.getBlock();
    const contributions = store.rows(contribution).map(({ id }) => id);
    const chain = await readValidationFacts(client, deployment as Deployment, number, contributions);
    const shown = (value: unknown) => (typeof value === "bigint" ? value.toString() : value);
    const rowsOf = async <T>(list: string, _key: string, columns: string) =>
      (store.rows(tableOf(list)) as Record<string, unknown>[]).map(
        (row) => Object.fromEntries(columns.split(" ").map((column) => [column, shown(row[column])])) as T,
      );
    const index = await readValidationIndexFacts(rowsOf, timestamp);
    expect(chain.size).to.be.greaterThan(40);
    for (const { name, differences } of compareFacts(chain, index)) expect(differences.map(describeDifference), name).to.deep.equal([]);
  });
});
