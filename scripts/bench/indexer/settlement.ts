import {
  creditsOf,
  encodeBatch,
  feeOf,
  legsRoot,
  sortLegs,
  split,
  type Leg,
  type PackedBatch,
  type ReceiptWithLegs,
} from "@openledger/sdk";
import { pad, toHex, type Address } from "viem";

import { eventLog, type Addresses, type EventLog } from "./event-log.ts";
import { randomOf } from "./random.ts";
import { COMMONS, DEPOSIT, GATEWAY, PRICES, type World } from "./world.ts";

const EPOCH = 1;
/** A leg's weight is 1 to 1,000; what the legs leave of this total is the unattributed share. */
const WEIGHT_TOTAL = 20_000;
const TOKEN_UNITS = 10n ** 9n;

export interface Shape {
  readonly receipts: number;
  readonly legs: number;
}

/** A batch as a gateway packs it, with the receipts in it. */
export interface Settlement {
  readonly receipts: readonly ReceiptWithLegs[];
  readonly packed: PackedBatch;
}

/** Receipts that differ in payer, offering, tokens and contributors. Few items are quoted often, most now and then: of n items, one of rank n·u². */
export function settlementOf(world: World, firstSequence: number, { receipts, legs }: Shape, servedAt: number): Settlement {
  const list = Array.from({ length: receipts }, (_, index): ReceiptWithLegs => {
    const random = randomOf(firstSequence + index + 1);
    const whole = (below: number) => Math.floor(random() * below);
    const named = new Map<bigint, Leg>();
    while (named.size < legs) {
      const id = world.items[Math.floor(world.items.length * random() ** 2)]!;
      named.set(id, { contributionId: id, weight: 1 + whole(1_000), class: whole(4) === 0 ? "recomputable" : "proven" });
    }
    const sorted = sortLegs([...named.values()]);
    const tokens = { promptTokens: 400 + whole(4_000), completionTokens: 50 + whole(800) };
    return {
      legs: sorted,
      receipt: {
        lane: "direct",
        gatewayId: GATEWAY,
        epoch: EPOCH,
        sequence: firstSequence + index,
        payerAccount: world.payers[whole(world.payers.length)]!,
        offeringId: 1 + whole(world.sizes.offerings),
        ...tokens,
        fee: feeOf({ ...tokens, ...PRICES }),
        servedAt: servedAt + index,
        legCount: sorted.length,
        weightTotal: WEIGHT_TOTAL,
        legsRoot: legsRoot(sorted),
        contextRoot: pad(toHex(firstSequence + index + 1)),
      },
    };
  });
  const batch = {
    lane: "direct",
    gatewayId: GATEWAY,
    epoch: EPOCH,
    firstSequence,
    receipts: list,
    extraAccounts: world.roleAccounts,
  } as const;
  return { receipts: list, packed: encodeBatch(batch) };
}

/** What a settlement's logs depend on besides the batch. */
export interface SettlementContext {
  readonly addresses: Addresses;
  readonly entries: World["entries"];
  readonly commons: number;
  readonly key: Address;
  readonly actor: Address;
  /** nano-OPEN that the gateway has billed each payer so far; changed here. */
  readonly debited: Map<number, bigint>;
  /** nano-OPEN that each payer has paid in. */
  readonly deposit: bigint;
}

/** The logs of `RewardRouter.settle`, in its order: the batch, a debit for each payer, the token's transfer to the ledger, the credits. */
export function settlementLogs({ receipts, packed: { summary, blob } }: Settlement, context: SettlementContext): EventLog[] {
  const { addresses, entries, commons, debited, deposit } = context;
  const bills = new Map<number, bigint>();
  const credits = new Map<number, bigint>();
  let toCommons = 0n;
  for (const { receipt, legs } of receipts) {
    const parts = split({ fee: receipt.fee, entries, legs, weightTotal: receipt.weightTotal });
    for (const [account, amount] of creditsOf(parts, commons)) credits.set(account, (credits.get(account) ?? 0n) + amount);
    bills.set(receipt.payerAccount, (bills.get(receipt.payerAccount) ?? 0n) + receipt.fee);
    toCommons += parts.unattributed;
  }
  const { gatewayId: gateway, epoch, firstSequence, count, legCount, feeTotal, root } = summary;
  const facts = { gateway, epoch, firstSequence, receiptCount: count, legCount: BigInt(legCount), feeTotal, root };
  const debits = [...bills]
    .sort(([a], [b]) => a - b)
    .map(([payer, amount]) => {
      const sum = (debited.get(payer) ?? 0n) + amount;
      debited.set(payer, sum);
      return eventLog(addresses, "PaymentEscrow", "Debited", { payer, gateway, amount, debited: sum, balance: deposit - sum });
    });
  return [
    eventLog(addresses, "RewardRouter", "BatchSettled", {
      ...facts,
      commons: toCommons,
      key: context.key,
      actor: context.actor,
      batch: blob,
    }),
    ...debits,
    eventLog(addresses, "OpenToken", "Transfer", {
      from: addresses.PaymentEscrow,
      to: addresses.PayoutLedger,
      value: feeTotal * TOKEN_UNITS,
    }),
    eventLog(addresses, "PayoutLedger", "WordsCredited", { source: addresses.RewardRouter, total: feeTotal, ...toWords(credits) }),
  ];
}

/** Sums as the ledger's words of four 64-bit lanes, ascending. */
function toWords(credits: ReadonlyMap<number, bigint>): { words: number[]; deltas: bigint[] } {
  const words = new Map<number, bigint>();
  for (const [account, amount] of credits) {
    const word = Math.floor(account / 4);
    words.set(word, (words.get(word) ?? 0n) | (amount << BigInt(64 * (account % 4))));
  }
  const sorted = [...words].sort(([a], [b]) => a - b);
  return { words: sorted.map(([word]) => word), deltas: sorted.map(([, delta]) => delta) };
}

/** The context of the bench's own world. */
export const startContext = (addresses: Addresses, world: World, parties: Pick<SettlementContext, "key" | "actor">): SettlementContext => ({
  addresses,
  entries: world.entries,
  commons: COMMONS,
  debited: new Map(),
  deposit: DEPOSIT,
  ...parties,
});
