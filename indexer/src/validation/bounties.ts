import { bounty, bountyRefund, bountyReward, declaredBatch } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { amendKnown, reportMissing, reportTwice } from "../fold/missing.ts";
import { ownerOf } from "../fold/names.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";
import { subtract } from "./subtract.ts";

export const bountyFunded: Reducer<EventArgs<"Bounties", "BountyFunded">> = async (store, event) => {
  const { datanet: datanetId, sponsor: sponsorId, reward, maximumItems, expiry, request, actor } = event.args;
  const id = BigInt(event.args.bounty);
  const funded = reward * BigInt(maximumItems);
  const counts = { maximumItems, remaining: maximumItems, claimedCount: 0, paidCount: 0 };
  const money = { reward, funded, paid: 0n, refunded: 0n, held: funded };
  const about = { id, datanetId, sponsorId, request, expiry: BigInt(expiry), actor };
  const isNew = await create(store, bounty, id, { ...about, ...counts, ...money, ...originOf(event) });
  if (!isNew) await reportTwice(store, event, { what: "bounty", id });
};

export const batchDeclared: Reducer<EventArgs<"Bounties", "BatchDeclared">> = async (store, event) => {
  const { account: accountId, actor } = event.args;
  const [bountyId, commitId] = [BigInt(event.args.bounty), BigInt(event.args.commit)];
  const isNew = await create(store, declaredBatch, commitId, { commitId, bountyId, accountId, actor, ...originOf(event) });
  if (!isNew) await reportTwice(store, event, { what: "declared batch", id: commitId });
};

/** Reserves a reward: it is held until it is paid, or returns to the bounty. */
export const bountyClaimed: Reducer<EventArgs<"Bounties", "BountyClaimed">> = async (store, event) => {
  const { contribution: contributionId, reward: amount, payableAt, actor } = event.args;
  const bountyId = BigInt(event.args.bounty);
  const about = { contributionId, bountyId, accountId: ownerOf(contributionId), amount, payableAt: BigInt(payableAt), actor };
  const isNew = await create(store, bountyReward, contributionId, { ...about, ...originOf(event) });
  if (!isNew) return reportTwice(store, event, { what: "bounty reward", id: contributionId });
  await amendKnown(store, event, bounty, { what: "bounty", id: bountyId }, (row) => ({
    remaining: Math.max(0, row.remaining - 1),
    claimedCount: row.claimedCount + 1,
  }));
};

export const rewardSettled: Reducer<EventArgs<"Bounties", "RewardSettled">> = async (store, event) => {
  const { contribution: contributionId, reward, isPaid } = event.args;
  const bountyId = BigInt(event.args.bounty);
  const settled = { isPaid, settledAt: event.block.timestamp };
  await amendKnown(store, event, bountyReward, { what: "bounty reward", id: contributionId }, () => settled);
  const row = await store.find(bounty, bountyId);
  if (row === null) return reportMissing(store, event, { what: "bounty", id: bountyId });
  const claimedCount = Math.max(0, row.claimedCount - 1);
  if (!isPaid) return store.update(bounty, bountyId, { claimedCount, remaining: row.remaining + 1 });
  const held = await subtract(store, event, `money of bounty ${bountyId}`, row.held, reward);
  await store.update(bounty, bountyId, { claimedCount, paidCount: row.paidCount + 1, paid: row.paid + reward, held });
};

/** What nobody claimed goes back; a reward that returns later can be refunded again. */
export const bountyRefunded: Reducer<EventArgs<"Bounties", "BountyRefunded">> = async (store, event) => {
  const { sponsor: sponsorId, amount, actor } = event.args;
  const bountyId = BigInt(event.args.bounty);
  await store.insert(bountyRefund, { id: factId(event), bountyId, sponsorId, amount, actor, ...originOf(event) });
  const row = await store.find(bounty, bountyId);
  if (row === null) return reportMissing(store, event, { what: "bounty", id: bountyId });
  const held = await subtract(store, event, `money of bounty ${bountyId}`, row.held, amount);
  await store.update(bounty, bountyId, { remaining: 0, refunded: row.refunded + amount, held });
};
