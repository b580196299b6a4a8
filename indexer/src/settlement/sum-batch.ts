import type { ReceiptRows } from "./settle-receipt.ts";

interface Sum {
  amount: bigint;
  count: number;
}
interface ContributionSum {
  earned: bigint;
  voided: bigint;
  legCount: number;
  readonly receipts: Set<string>;
}

const add = <Key>(sums: Map<Key, Sum>, key: Key, amount: bigint): void => {
  const sum = sums.get(key) ?? { amount: 0n, count: 0 };
  sums.set(key, { amount: sum.amount + amount, count: sum.count + 1 });
};

/** The totals of a batch's rows: by account, payer, contribution, Datanet, gateway and offering, and all together. */
export const sumBatch = (rows: readonly ReceiptRows[]) => {
  const earned = new Map<number, Sum>();
  const spent = new Map<number, Sum>();
  const contributions = new Map<bigint, ContributionSum>();
  const datanets = new Map<number, Sum>();
  const gateways = new Map<number, Sum>();
  const offerings = new Map<number, Sum>();
  const network = {
    receiptCount: 0,
    legCount: 0,
    payoutCount: 0,
    promptTokens: 0n,
    completionTokens: 0n,
    fees: 0n,
    earned: 0n,
    attributed: 0n,
    unattributed: 0n,
    voided: 0n,
  };
  for (const { receipt, legs, payouts } of rows) {
    add(spent, receipt.payerId, receipt.fee);
    add(gateways, receipt.gatewayId, receipt.fee);
    add(offerings, receipt.offeringId, receipt.fee);
    for (const { accountId, amount } of payouts) {
      add(earned, accountId, amount);
      network.earned += amount;
    }
    for (const { contributionId, datanetId, amount, isVoided } of legs) {
      const sum = contributions.get(contributionId) ?? { earned: 0n, voided: 0n, legCount: 0, receipts: new Set<string>() };
      if (isVoided) sum.voided += amount;
      else sum.earned += amount;
      sum.legCount++;
      sum.receipts.add(receipt.id);
      contributions.set(contributionId, sum);
      if (isVoided) continue;
      network.attributed += amount;
      if (datanetId !== null && datanetId !== undefined) add(datanets, datanetId, amount);
    }
    network.receiptCount++;
    network.legCount += legs.length;
    network.payoutCount += payouts.length;
    network.promptTokens += BigInt(receipt.promptTokens);
    network.completionTokens += BigInt(receipt.completionTokens);
    network.fees += receipt.fee;
    network.unattributed += receipt.unattributedAmount;
    network.voided += receipt.voidedAmount;
  }
  return { earned, spent, contributions, datanets, gateways, offerings, network };
};
