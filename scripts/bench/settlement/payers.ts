import type { Hex } from "viem";

import { packVouchers, voucherTypedData } from "../../../sdk/src/index.ts";
import { vectorOf } from "../../../sdk/src/epoch/vector.ts";
import { debitSlice, sliceCount } from "../../../sdk/src/epoch/debit-slice.ts";
import { withFields } from "../../../test/settlement/epoch/lies.ts";
import { DAY, GATEWAY_ID, randomOf, type EpochWorld } from "../../../test/settlement/epoch/world.ts";
import { headOf, renumbered } from "./commits.ts";
import { gasOf } from "./mined.ts";

const RECEIPTS = 1_000_000;
const PAYERS = 1_000;
const BATCH = 100;
/** nano-OPEN that a payer pays in an epoch. */
const FEES = 10n ** 8n;

export interface PayerFigures {
  /** Gas for each voucher of a batch of 100 that raise what earlier ones allowed. */
  readonly voucher: number;
  /** Gas for each receipt of an epoch of a million receipts of a thousand payers: commit, holds and finalisation. */
  readonly receipt: number;
}

/** A thousand payers whose vouchers are redeemed in batches, and an epoch that bills them all. */
export async function measurePayers(w: EpochWorld): Promise<PayerFigures> {
  const { suite, ledger, chainId, networkHelpers } = w;
  const { paymentEscrow, accountRegistry, actor } = suite;
  const escrow = (await paymentEscrow.getAddress()) as Hex;
  const from = Number(await accountRegistry.accountCount()) + 1;
  const payers = Array.from({ length: PAYERS }, (_, i) => from + i);
  for (const payer of payers) {
    await accountRegistry.registerFor(actor.address, actor.address);
    await paymentEscrow.deposit(payer, 10n * FEES);
  }
  const redeem = async (accounts: readonly number[], cumulative: bigint) => {
    const vouchers = accounts.map((payerAccount) => ({ payerAccount, gatewayId: GATEWAY_ID, cumulative, expiry: 2 ** 40 }));
    const signatures = await Promise.all(
      vouchers.map((voucher) => {
        const { domain, types, message } = voucherTypedData({ chainId, escrow, voucher });
        return actor.signTypedData(domain, types as never, message) as Promise<Hex>;
      }),
    );
    const signed = vouchers.map((voucher, i) => ({ voucher, signature: signatures[i]! }));
    return gasOf(paymentEscrow.redeemPacked(GATEWAY_ID, packVouchers(signed)));
  };
  for (let start = 0; start < PAYERS; start += BATCH) await redeem(payers.slice(start, start + BATCH), 5n * FEES);
  const voucher = (await redeem(payers.slice(0, BATCH), 6n * FEES)) / BATCH;

  // Twice: the second bills pairs that were billed before.
  let receipt = 0;
  for (let round = 0; round < 2; round++) {
    const base = await w.randomEpoch(randomOf("payers"), { count: 1, legs: 1 });
    const debits = vectorOf(new Map(payers.map((payer) => [payer, FEES - BigInt(payer)])));
    const feeTotal = debits.entries.reduce((sum, { amount }) => sum + amount, 0n);
    const sums = { feeTotal, debitsRoot: debits.root, debitCount: debits.entries.length, receiptCount: RECEIPTS, level: 4, childCount: 2 };
    const top = { ...withFields(base.top, sums), debits };
    const { number, parent } = await headOf(w);
    const { record, gasUsed } = await w.commit(renumbered(base, number, parent, top));
    let gas = Number(gasUsed);
    for (let slice = 0; slice < sliceCount(debits); slice++) {
      const { leaves, path } = debitSlice(debits, slice);
      gas += await gasOf(ledger.hold(record, [...leaves], [...path]));
    }
    await networkHelpers.time.increase(DAY);
    receipt = (gas + (await gasOf(ledger.finalise(record)))) / RECEIPTS;
  }
  return { voucher, receipt };
}
