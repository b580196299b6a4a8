import { BATCH_LIMITS, decodeReceipt, encodeBatch, type ReceiptWithLegs } from "@openledger/sdk";
import type { Hex } from "viem";

import { ChainRefusal } from "../chain/chain-refusal.ts";
import type { Chain } from "../chain/types.ts";
import { abandonBatch, createBatch, markSettled, noteTransaction, openBatches } from "../journal/batches.ts";
import type { Database } from "../journal/database.ts";
import { bestVoucher } from "../journal/keys.ts";
import { parseLegs } from "../journal/parse-legs.ts";
import { unsettledReceipts, type StoredReceipt } from "../journal/receipts.ts";
import type { SettleOutcome } from "../serving/gateway.ts";

export interface Settlement {
  readonly chain: Chain;
  readonly database: Database;
}

const RECEIPTS_A_BATCH = 100;
const SHORTEST_RETRY = 15_000;

function toSettle({ packed, legs }: StoredReceipt): ReceiptWithLegs {
  return { receipt: decodeReceipt(packed), legs: parseLegs(legs) };
}

/** The longest beginning of the queue that fits one batch: one epoch, consecutive, within the offerings limit. */
function firstRun(receipts: readonly StoredReceipt[]): readonly StoredReceipt[] {
  const offerings = new Set<number>();
  const run: StoredReceipt[] = [];
  for (const receipt of receipts) {
    const last = run.at(-1);
    offerings.add(receipt.offeringId);
    if ((last && (receipt.epoch !== last.epoch || receipt.sequence !== last.sequence + 1)) || offerings.size > BATCH_LIMITS.offerings)
      break;
    run.push(receipt);
  }
  return run;
}

/** Redeems the vouchers without which the chain would not let these receipts be billed. */
async function redeemVouchers({ chain, database }: Settlement, run: readonly StoredReceipt[]): Promise<void> {
  const owed = new Map<number, bigint>();
  for (const { payer, fee } of run) owed.set(payer, (owed.get(payer) ?? 0n) + fee);
  const vouchers = [];
  for (const [payer, fees] of owed) {
    const { authorised, debited } = await chain.payerState(payer);
    if (debited + fees <= authorised) continue;
    const best = await bestVoucher(database, { payer, redeemableUntil: Math.ceil(chain.now() / 1000) });
    if (!best || best.cumulative <= authorised) continue;
    const { signature, ...voucher } = best;
    vouchers.push({ voucher: { ...voucher, gatewayId: chain.gatewayId }, signature });
  }
  if (vouchers.length > 0) await chain.redeem(vouchers);
}

async function submit(settlement: Settlement, run: readonly StoredReceipt[]): Promise<SettleOutcome["batches"][number]> {
  const { chain, database } = settlement;
  const { epoch, sequence: firstSequence } = run[0]!;
  await redeemVouchers(settlement, run);
  const offerings = new Set(run.map(({ offeringId }) => offeringId));
  const splits = [...offerings].flatMap((id) => chain.catalogue().offerings.get(id)?.split ?? []);
  const extraAccounts = [...splits.map(({ account }) => account).filter((account) => account !== 0), await chain.commons()];
  const { blob, summary } = encodeBatch({
    lane: "direct",
    gatewayId: chain.gatewayId,
    epoch,
    firstSequence,
    receipts: run.map(toSettle),
    extraAccounts,
  });
  const signature = await chain.signer.signBatch(summary);
  const batchId = await createBatch(database, {
    epoch,
    firstSequence,
    feeTotal: summary.feeTotal,
    root: summary.root,
    receipts: run,
    now: Date.now(),
  });
  const abandon = (error: string): Promise<void> => abandonBatch(database, { batchId, error, retryAt: 0, now: Date.now() });
  let transactionHash: Hex;
  try {
    transactionHash = await chain.settle({ blob, key: chain.signer.address, signature });
  } catch (error) {
    await abandon((error as Error).message);
    throw error;
  }
  await noteTransaction(database, { batchId, transactionHash });
  // If the wait fails the batch stays open: the next run asks the chain what became of it.
  if (!(await chain.waitFor(transactionHash))) {
    await abandon(`transaction ${transactionHash} was reverted`);
    throw new ChainRefusal(`transaction ${transactionHash} was reverted`);
  }
  await markSettled(database, { batchId, now: Date.now() });
  return { transactionHash, epoch, firstSequence, receipts: run.length, feeTotal: summary.feeTotal.toString() };
}

/** Submits a run; if the chain refuses it, its halves, until what is refused stands alone and the rest is paid. */
async function submitOrSplit(
  settlement: Settlement,
  run: readonly StoredReceipt[],
  outcome: { batches: SettleOutcome["batches"][number][]; refused: SettleOutcome["refused"][number][] },
): Promise<void> {
  try {
    outcome.batches.push(await submit(settlement, run));
  } catch (error) {
    if (!(error instanceof ChainRefusal)) throw error;
    if (run.length > 1) {
      const middle = run.length >> 1;
      await submitOrSplit(settlement, run.slice(0, middle), outcome);
      await submitOrSplit(settlement, run.slice(middle), outcome);
      return;
    }
    const [receipt] = run;
    await settlement.database.query("UPDATE receipts SET retry_at = $2 WHERE receipt_id = $1 AND NOT settled", [
      receipt!.receiptId,
      Date.now() + SHORTEST_RETRY,
    ]);
    outcome.refused.push({ receiptId: receipt!.receiptId, error: error.message });
  }
}

/** Finds out what became of batches whose end the journal did not see. */
async function resolveOpenBatches({ chain, database }: Settlement): Promise<void> {
  for (const { batchId, epoch, firstSequence } of await openBatches(database)) {
    if (await chain.isSettled(epoch, firstSequence)) await markSettled(database, { batchId, now: Date.now() });
    else await abandonBatch(database, { batchId, error: "its transaction was not mined", retryAt: 0, now: Date.now() });
  }
}

/** A refused receipt may have been settled by a transaction that was thought lost. */
async function noteAlreadySettled({ chain, database }: Settlement, receipts: readonly StoredReceipt[]): Promise<readonly StoredReceipt[]> {
  const open: StoredReceipt[] = [];
  for (const receipt of receipts) {
    if (receipt.error === undefined || !(await chain.isSettled(receipt.epoch, receipt.sequence))) {
      open.push(receipt);
      continue;
    }
    const batchId = await createBatch(database, {
      epoch: receipt.epoch,
      firstSequence: receipt.sequence,
      feeTotal: receipt.fee,
      root: receipt.receiptId,
      receipts: [receipt],
      now: Date.now(),
    });
    await markSettled(database, { batchId, now: Date.now() });
  }
  return open;
}

/**
 * Settles everything served so far, in order of sequence, at most 100 receipts a transaction. Safe to repeat: what the chain has is only
 * noted, what it refuses alone waits and does not hold up the rest.
 * @throws If the chain cannot be reached; nothing is lost, the next run goes on.
 */
export async function settleReceipts(settlement: Settlement): Promise<SettleOutcome> {
  const outcome = { batches: [] as SettleOutcome["batches"][number][], refused: [] as SettleOutcome["refused"][number][] };
  await resolveOpenBatches(settlement);
  const startedAt = Date.now();
  for (;;) {
    const queue = await unsettledReceipts(settlement.database, { now: startedAt, limit: RECEIPTS_A_BATCH });
    const run = firstRun(await noteAlreadySettled(settlement, queue));
    if (run.length > 0) await submitOrSplit(settlement, run, outcome);
    else if (queue.length === 0) return outcome;
  }
}
