import { EPOCH_LIMITS, vectorOpening } from "@openledger/sdk";
import type { Hex } from "viem";

import { committedEpochs, fundingOf, headsOf, slicesOf } from "../epoch-rail/chain-state.ts";
import type { CommittedEpoch } from "../epoch-rail/rail-log.ts";
import { findNode, topOf } from "../epoch-rail/claimed-tree.ts";
import { readVector } from "../epoch-rail/read-vector.ts";
import { attempt } from "./attempt.ts";
import type { WatcherContext } from "./context.ts";

type Allowance = { readonly authorised: bigint; readonly debited: bigint };

const elapsedOf = async ({ session }: WatcherContext, epoch: CommittedEpoch): Promise<number> =>
  Number(await session.read<bigint>("EpochLedger", "elapsedOf", [epoch.bytes]));

/** Ends what nobody else ended in time: questions without an answer, debits that vouchers do not cover, bonds of epochs that are void. */
export async function meetDeadlines(context: WatcherContext): Promise<void> {
  await context.log.refresh();
  await proveWithheld(context);
  await proveDebits(context);
  await context.log.refresh();
  await takeAwards(context);
  await closeChallenges(context);
  await closeTreeQuestions(context);
}

/** Has the penalties of this watcher's proofs paid out; until then the gateway commits nothing. */
async function takeAwards(context: WatcherContext): Promise<void> {
  const { session, log } = context;
  const own = session.sender().toLowerCase();
  for (const { gateway, epoch: number, recordHash, prover, penalty, harmed } of log.convictions) {
    const epoch = log.committed.get(recordHash);
    if (epoch === undefined || prover.toLowerCase() !== own) continue;
    const args = [gateway, number, recordHash, { prover, penalty, harmed }];
    if (!(await session.read<boolean>("EpochLedger", "isAwardDue", args))) continue;
    const call = { contract: "EpochLedger", functionName: "award", args } as const;
    await attempt(context, call, epoch, "took the prover's part of the bond");
  }
}

const isLive = async ({ session }: WatcherContext, { gatewayId, epoch, hash }: CommittedEpoch): Promise<boolean> => {
  const { nextFinal } = await headsOf(session, gatewayId);
  return epoch >= nextFinal && (await session.read<Hex>("EpochLedger", "recordOf", [gatewayId, epoch])) === hash;
};

async function proveWithheld(context: WatcherContext): Promise<void> {
  const { session, log } = context;
  for (const { recordHash, question, place, deadline, answerer } of log.treeQuestions()) {
    const epoch = log.committed.get(recordHash);
    if (answerer !== undefined || epoch === undefined || !(await isLive(context, epoch))) continue;
    if ((await elapsedOf(context, epoch)) < deadline) continue;
    const call = { contract: "TreeProofs", functionName: "proveWithheld", args: [epoch.bytes, question] } as const;
    await attempt(context, call, epoch, `proved Withheld: nobody showed what is below node ${place.node}`);
    await log.refresh();
  }
  for (const { recordHash, node: hash, deadline } of log.openChallenges()) {
    const epoch = log.committed.get(recordHash);
    if (epoch === undefined || (await session.read<Hex>("EpochLedger", "recordOf", [epoch.gatewayId, epoch.epoch])) !== recordHash)
      continue;
    if ((await elapsedOf(context, epoch)) < deadline) continue;
    const node = await findNode(topOf(epoch), hash, context.read);
    if (node === undefined) continue;
    const call = { contract: "ChunkProofs", functionName: "proveWithheld", args: [epoch.bytes, node.way] } as const;
    await attempt(context, call, epoch, `proved Withheld: nobody showed the data of node ${hash}`);
    await log.refresh();
  }
}

async function proveDebits(context: WatcherContext): Promise<void> {
  const { session, log } = context;
  const window = Number(await session.read<bigint | number>("EpochLedger", "activationWindow"));
  for (const gateway of new Set([...log.committed.values()].map(({ gatewayId }) => gatewayId))) {
    const { nextEpoch, nextFinal } = await headsOf(session, gateway);
    for (const epoch of await committedEpochs(session, log, gateway, [nextFinal, nextEpoch])) {
      const { slicesHeld } = await fundingOf(session, epoch.hash);
      if (slicesHeld === slicesOf(epoch) || (await elapsedOf(context, epoch)) < window) continue;
      await proveOneDebit(context, epoch, slicesHeld);
      break; // later epochs go with it
    }
  }
}

async function proveOneDebit(context: WatcherContext, epoch: CommittedEpoch, slicesHeld: number): Promise<void> {
  const root = epoch.topFields.debitsRoot as Hex;
  const bytes = await context.read("vectors", root);
  if (bytes !== undefined) {
    const debits = readVector(bytes, root);
    for (const { account, amount } of debits.entries.slice(slicesHeld * EPOCH_LIMITS.sliceDebits)) {
      const { authorised, debited } = await context.session.read<Allowance>("PaymentEscrow", "allowanceOf", [account, epoch.gatewayId]);
      if (amount <= authorised - debited) continue;
      const args = [epoch.bytes, account, vectorOpening(debits, account)];
      const says = `proved Debit: payer ${account} is billed above its vouchers`;
      if (await attempt(context, { contract: "VectorProofs", functionName: "proveDebit", args }, epoch, says)) return;
    }
  }
  const call = { contract: "EpochLedger", functionName: "expire", args: [epoch.bytes] } as const;
  await attempt(context, call, epoch, "voided: its debits were not held in time");
}

/** Takes back the bonds of this watcher's questions about epochs that became void otherwise. */
async function closeChallenges(context: WatcherContext): Promise<void> {
  const { session, log } = context;
  const own = session.sender().toLowerCase();
  for (const { recordHash, node, challenger } of log.openChallenges()) {
    const epoch = log.committed.get(recordHash);
    if (epoch === undefined || challenger.toLowerCase() !== own) continue;
    if ((await session.read<Hex>("EpochLedger", "recordOf", [epoch.gatewayId, epoch.epoch])) === recordHash) continue;
    const call = { contract: "ChunkProofs", functionName: "closeChallenge", args: [epoch.bytes, node] } as const;
    await attempt(context, call, epoch, "took a challenge's bond back: its epoch is void");
  }
}

/** Takes back the bonds of this watcher's questions about trees of epochs that became void; of a final epoch they are whose answer it was. */
async function closeTreeQuestions(context: WatcherContext): Promise<void> {
  const { session, log } = context;
  const own = session.sender().toLowerCase();
  for (const { recordHash, question, challenger } of log.treeQuestions()) {
    const epoch = log.committed.get(recordHash);
    if (epoch === undefined || challenger.toLowerCase() !== own) continue;
    if ((await isLive(context, epoch)) || (await fundingOf(session, recordHash)).isFinal) continue;
    const call = { contract: "TreeProofs", functionName: "closeChallenge", args: [epoch.bytes, question] } as const;
    await attempt(context, call, epoch, "took a question's bond back: its epoch is void");
  }
}
