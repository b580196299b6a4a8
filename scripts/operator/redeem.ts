import { nanoToOpen, packVouchers, voucherTypedData, type VectorEntry, type Voucher } from "@openledger/sdk";
import { isAddressEqual, recoverTypedDataAddress, size, type Address, type Hex } from "viem";

import { committedEpochs, fundingOf, headsOf, slicesOf } from "../epoch-rail/chain-state.ts";
import { readVector } from "../epoch-rail/read-vector.ts";
import type { CommittedEpoch } from "../epoch-rail/rail-log.ts";
import type { OperatorContext } from "./context.ts";

type SignedVoucher = { readonly voucher: Voucher; readonly signature: Hex };
type Allowance = { readonly authorised: bigint; readonly debited: bigint; readonly cap: bigint };

const VOUCHERS_A_CALL = 100;

/** The debits of a committed epoch. @throws if the store lost them. */
export async function debitsOf(context: OperatorContext, epoch: CommittedEpoch) {
  const root = epoch.topFields.debitsRoot as Hex;
  const bytes = await context.read("vectors", root);
  if (bytes === undefined)
    throw new Error(
      `the debits of epoch ${epoch.epoch} (vectors/${root}) are not in ${context.store.place}; run build, or restore the store`,
    );
  return readVector(bytes, root);
}

/** What payers owe in epochs that are committed and not held yet, nano-OPEN. */
async function owedInEpochs(context: OperatorContext): Promise<Map<number, bigint>> {
  const { session, log, gatewayId } = context;
  const { nextEpoch, nextFinal } = await headsOf(session, gatewayId);
  const owed = new Map<number, bigint>();
  for (const epoch of await committedEpochs(session, log, gatewayId, [nextFinal, nextEpoch])) {
    const { slicesHeld } = await fundingOf(session, epoch.hash);
    if (slicesHeld === slicesOf(epoch)) continue;
    for (const { account, amount } of (await debitsOf(context, epoch)).entries.slice(256 * slicesHeld))
      owed.set(account, (owed.get(account) ?? 0n) + amount);
  }
  return owed;
}

/**
 * Redeems the vouchers without which epochs could not be held: those of the epochs that are committed, and of the one that comes next.
 * @returns Whether the next epoch's debits are covered. An epoch that is committed uncovered costs the bond.
 */
export async function redeemStep(context: OperatorContext, next: readonly VectorEntry[] = []): Promise<boolean> {
  const { session, gatewayId } = context;
  const owed = await owedInEpochs(context);
  for (const { account, amount } of next) owed.set(account, (owed.get(account) ?? 0n) + amount);
  if (owed.size === 0) return true;
  const now = Number((await session.client.getBlock({ blockTag: "latest" })).timestamp);
  const vouchers = new Map((await context.source.vouchers(now)).map((voucher) => [voucher.payerAccount, voucher]));
  const due: SignedVoucher[] = [];
  let isCovered = true;
  for (const [payer, amount] of owed) {
    const { authorised, debited, cap } = await session.read<Allowance>("PaymentEscrow", "allowanceOf", [payer, gatewayId]);
    const best = vouchers.get(payer);
    const limit = authorised > BigInt(best?.cumulative ?? 0) ? authorised : BigInt(best!.cumulative);
    if (debited + amount > authorised && best !== undefined && BigInt(best.cumulative) > authorised) {
      const { cumulative, expiry, signature } = best;
      due.push({ signature, voucher: { payerAccount: payer, gatewayId, cumulative: BigInt(cumulative), expiry } });
    }
    if (debited + amount > limit || debited + amount > cap) {
      isCovered = false;
      const needed = nanoToOpen(debited + amount);
      context.report({
        step: "redeem",
        kind: "warns",
        says: `payer ${payer} has to be billed up to ${needed} OPEN, its vouchers allow ${nanoToOpen(limit)} and its cap ${nanoToOpen(cap)}; ask it for a new voucher`,
      });
    }
  }
  await sendVouchers(context, due);
  return isCovered;
}

/** Vouchers that keys signed go packed, at two thirds of the gas; those of contract wallets with their whole signatures. */
async function sendVouchers(context: OperatorContext, due: readonly SignedVoucher[]): Promise<void> {
  const byKey = await Promise.all(due.map((signed) => isSignedByKey(context, signed)));
  const [packed, whole] = [due.filter((_, i) => byKey[i]), due.filter((_, i) => !byKey[i])];
  const calls = [
    ...partsOf(packed).map((part) => ({ part, functionName: "redeemPacked", args: [context.gatewayId, packVouchers(part)] })),
    ...partsOf(whole).map((part) => ({
      part,
      functionName: "redeem",
      args: [part.map(({ voucher }) => voucher), part.map(({ signature }) => signature)],
    })),
  ];
  for (const { part, functionName, args } of calls) {
    const transaction = await context.send({ contract: "PaymentEscrow", functionName, args });
    context.report({ step: "redeem", kind: "did", says: `redeemed ${part.length} vouchers`, transaction });
  }
}

const partsOf = (due: readonly SignedVoucher[]): SignedVoucher[][] =>
  Array.from({ length: Math.ceil(due.length / VOUCHERS_A_CALL) }, (_, i) => due.slice(i * VOUCHERS_A_CALL, (i + 1) * VOUCHERS_A_CALL));

async function isSignedByKey({ session }: OperatorContext, { voucher, signature }: SignedVoucher): Promise<boolean> {
  if (size(signature) !== 65) return false;
  const { chainId } = session.deployment;
  const typedData = voucherTypedData({ chainId, escrow: session.address("PaymentEscrow"), voucher });
  const signer = await recoverTypedDataAddress({ ...typedData, signature });
  return isAddressEqual(signer, await session.read<Address>("AccountRegistry", "controllerOf", [voucher.payerAccount]));
}
