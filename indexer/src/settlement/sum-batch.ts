import type { ReceiptRows } from "./settle-receipt.ts";

interface Sum {
  amount: bigint;
  count: number;
}
interface ContributionSum {
  earned: bigint;
  voided: bigint;
  legCount: number;
  receiptCount: number;
  /** The last receipt counted: a receipt's legs come together. */
  lastReceipt: string;
}

/** What a payer spent on one offering of one gateway. */
export interface SpendSum {
  readonly payerId: number;
  readonly gatewayId: number;
  readonly offeringId: number;
  spent: bigint;
  receiptCount: number;
  promptTokens: bigint;
  completionTokens: bigint;
}

const addSpend = (sums: Map<string, SpendSum>, { payerId, gatewayId, offeringId, fee, ...tokens }: ReceiptRows["receipt"]): void => {
  const key = `${payerId}-${offeringId}-${gatewayId}`;
  let sum = sums.get(key);
  if (sum === undefined) {
    sum = { payerId, gatewayId, offeringId, spent: 0n, receiptCount: 0, promptTokens: 0n, completionTokens: 0n };
    sums.set(key, sum);
  }
  sum.spent += fee;
  sum.receiptCount++;
  sum.promptTokens += BigInt(tokens.promptTokens);
  sum.completionTokens += BigInt(tokens.completionTokens);
};

const add = <Key>(sums: Map<Key, Sum>, key: Key, amount: bigint): void => {
  const sum = sums.get(key);
  if (sum === undefined) {
    sums.set(key, { amount, count: 1 });
    return;
  }
  sum.amount += amount;
  sum.count++;
};

/** The totals of a batch's rows: by account, payer, payer and offering, contribution, Datanet, gateway and offering, and all together. */
export const sumBatch = (rows: readonly ReceiptRows[]) => {
  const earned = new Map<number, Sum>();
  const spent = new Map<number, Sum>();
  const spends = new Map<string, SpendSum>();
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
    addSpend(spends, receipt);
    add(gateways, receipt.gatewayId, receipt.fee);
    add(offerings, receipt.offeringId, receipt.fee);
    for (const { accountId, amount } of payouts) {
      add(earned, accountId, amount);
      network.earned += amount;
    }
    for (const { contributionId, datanetId, amount, isVoided } of legs) {
      let sum = contributions.get(contributionId);
      if (sum === undefined) {
        sum = { earned: 0n, voided: 0n, legCount: 0, receiptCount: 0, lastReceipt: "" };
        contributions.set(contributionId, sum);
      }
      if (isVoided) sum.voided += amount;
      else sum.earned += amount;
      sum.legCount++;
      if (sum.lastReceipt !== receipt.id) sum.receiptCount++;
      sum.lastReceipt = receipt.id;
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
  return { earned, spent, spends, contributions, datanets, gateways, offerings, network };
};
