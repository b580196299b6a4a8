import { openTokenAbi, paymentEscrowAbi, payoutLedgerAbi } from "@openledger/sdk/abis";

import type { Explanation } from "./explain.ts";
import type { World } from "./world.ts";

const tokenUnitsPerNano = 1_000_000_000n;

/**
 * Money in = money out, to the last unit: chain against chain, indexer against chain, receipts against payouts.
 * @returns what was compared, for people. @throws naming every sum that is wrong.
 */
export async function checkSums(world: World, explanation: Explanation, answers: number): Promise<string[]> {
  const { total, receipts, balances } = explanation;
  const [credited, withdrawn, escrowBalance, heldByLedger, heldByEscrow] = await Promise.all([
    world.read<bigint>("PayoutLedger", payoutLedgerAbi, "totalCredited"),
    world.read<bigint>("PayoutLedger", payoutLedgerAbi, "totalWithdrawn"),
    world.read<bigint>("PaymentEscrow", paymentEscrowAbi, "totalBalance"),
    world.read<bigint>("OpenToken", openTokenAbi, "balanceOf", [world.address("PayoutLedger")]),
    world.read<bigint>("OpenToken", openTokenAbi, "balanceOf", [world.address("PaymentEscrow")]),
  ]);
  const onChain = await Promise.all(
    balances.map(async ({ accountId }) => world.read<bigint>("PayoutLedger", payoutLedgerAbi, "creditedOf", [accountId])),
  );

  const fees = sum(receipts.map(({ fee }) => fee));
  const payouts = sum(receipts.flatMap((receipt) => receipt.payouts.items.map(({ amount }) => amount)));
  const comparisons: [string, bigint, bigint][] = [
    ["answers asked for = receipts settled", BigInt(answers), BigInt(receipts.length)],
    ["fees of all receipts = money debited from the escrow", fees, BigInt(total.debited)],
    ["fees of all receipts = payouts to all accounts", fees, payouts],
    ["payouts to all accounts = credits on the chain", payouts, credited],
    ["sum of the indexer's balances = credits on the chain", sum(balances.map((balance) => balance.credited)), credited],
    ["credits − withdrawals = OPEN held by the payout ledger", (credited - withdrawn) * tokenUnitsPerNano, heldByLedger],
    ["deposits − debits = OPEN held by the escrow", (BigInt(total.deposited) - BigInt(total.debited)) * tokenUnitsPerNano, heldByEscrow],
    ["escrow's own total = OPEN held by the escrow", escrowBalance * tokenUnitsPerNano, heldByEscrow],
    ["anomalies found while folding = 0", BigInt(total.anomalyCount), 0n],
    ["receipts whose evidence does not check = 0", BigInt(receipts.filter(({ evidence }) => evidence.status !== "verified").length), 0n],
    ...receipts.map(
      (receipt) =>
        [`receipt ${receipt.sequence}: fee = its payouts`, BigInt(receipt.fee), sum(receipt.payouts.items.map(({ amount }) => amount))] as [string, bigint, bigint],
    ),
    ...balances.map(({ accountId, credited: indexed }, index) => [`account ${accountId}: indexer = chain`, BigInt(indexed), onChain[index]!] as [string, bigint, bigint]),
  ];

  const wrong = comparisons.filter(([, left, right]) => left !== right);
  if (wrong.length > 0) throw new Error(`sums do not agree:\n${wrong.map(([what, left, right]) => `  ${what}: ${left} ≠ ${right}`).join("\n")}`);
  return comparisons.slice(0, 10).map(([what, left]) => `${what}: ${left}`);
}

function sum(amounts: readonly string[]): bigint {
  return amounts.reduce((total, amount) => total + BigInt(amount), 0n);
}
