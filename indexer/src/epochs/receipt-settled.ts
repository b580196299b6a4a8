import { BaseError } from "@openledger/sdk";

import { hatchSettlement } from "../../ponder.schema.ts";
import { report } from "../fold/anomaly.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf, type FoldEvent } from "../fold/event.ts";
import type { ChainReads, Reducer } from "../fold/reducer.ts";
import type { Store } from "../fold/store.ts";
import type { ReceiptRows } from "../settlement/settle-receipt.ts";
import { creditBalances, payAccounts } from "./credit-accounts.ts";
import { findReceipt } from "./find-receipt.ts";
import { readAhead } from "./find-words.ts";
import { explainRanges, findOpenRange } from "./open-range.ts";
import { readSettled, settleAlone } from "./settle-alone.ts";
import { amountsIn, sumOf, wordOf, type AccountAmount } from "./words.ts";

type ReceiptSettled = EventArgs<"EscapeHatch", "ReceiptSettled">;

/** The receipt is in the calldata and its legs in the event: both are believed because they give the id. */
const settle = async (store: Store, event: FoldEvent<ReceiptSettled>, commons: number): Promise<ReceiptRows | null> => {
  const { args } = event;
  const subject = `receipt ${args.receiptId}`;
  const refuse = async (actual: string): Promise<null> => {
    await report(store, event, { kind: "Undecodable", subject, expected: "a receipt and its legs", actual });
    return null;
  };
  const packed = findReceipt(event.input?.() ?? "0x", args);
  if (packed === null) return refuse("the calldata does not hold the receipt");
  try {
    const settled = readSettled(packed, args.legs, args.receiptId);
    return settled === null ? await refuse("the legs are not the receipt's") : await settleAlone(store, event, settled, commons);
  } catch (error) {
    if (!(error instanceof BaseError)) throw error;
    return refuse(error.message);
  }
};

const byAccount = ({ payouts }: ReceiptRows): readonly AccountAmount[] => {
  const sums = new Map<number, bigint>();
  for (const { accountId, amount } of payouts) sums.set(accountId, (sums.get(accountId) ?? 0n) + amount);
  return [...sums].flatMap(([accountId, amount]) => (amount > 0n ? [{ accountId, amount }] : []));
};

const byWord = (amounts: readonly AccountAmount[]) => amounts.map(({ accountId, amount }) => [wordOf(accountId), amount] as const);

/** Without the receipt, the ledger still says who was credited, if nothing else was credited to the same accounts later in the block. */
const creditUnread = async (store: Store, event: FoldEvent<ReceiptSettled>, chain: ChainReads): Promise<boolean> => {
  const open = await findOpenRange(store, event, event.address);
  if (open === null || open.ledger === null) return event.args.fee === 0n;
  const amounts: AccountAmount[] = [];
  for (const [word, total] of Object.entries(open.totals)) {
    const ahead = await readAhead(store, event, chain, { ledger: open.ledger, first: Number(word), count: 1 });
    const lanes = ahead === null ? [] : amountsIn(Number(word), ahead);
    if (sumOf(lanes) !== BigInt(total)) return false;
    amounts.push(...lanes);
  }
  await payAccounts(store, event, amounts, { kind: "Hatch", sourceId: factId(event), gatewayId: event.args.gateway });
  return explainRanges(store, event, byWord(amounts));
};

/** A receipt of the epoch lane that was settled alone: it explains itself as one of the direct rail does. */
export const receiptSettled: Reducer<ReceiptSettled> = async (store, event, chain) => {
  const { gateway: gatewayId, receiptId, fee, commons, actor } = event.args;
  const rows = await settle(store, event, await chain.commonsAccount(event));
  const paid = rows?.payouts.reduce((sum, { amount }) => sum + amount, 0n);
  const toCommons = rows === null ? undefined : rows.receipt.unattributedAmount + rows.receipt.voidedAmount;
  const isSplitExact = paid === fee && toCommons === commons;
  let isCreditExact: boolean;
  if (rows === null) isCreditExact = await creditUnread(store, event, chain);
  else {
    const amounts = byAccount(rows);
    await creditBalances(store, event, amounts, false);
    isCreditExact = await explainRanges(store, event, byWord(amounts));
    const subject = `receipt ${receiptId}`;
    if (!isSplitExact) {
      const [expected, actual] = [`${paid}, of it ${toCommons} to the commons`, `${fee}, of it ${commons}`];
      await report(store, event, { kind: "SplitMismatch", subject, expected, actual });
    }
    if (!isCreditExact) {
      const open = JSON.stringify((await findOpenRange(store, event, event.address))?.totals);
      await report(store, event, { kind: "CreditMismatch", subject, expected: "what the split gives each word", actual: open });
    }
  }
  await store.insert(hatchSettlement, {
    id: factId(event),
    gatewayId,
    epoch: BigInt(event.args.epoch),
    sequence: BigInt(event.args.sequence),
    receiptId,
    fee,
    commons,
    isDecoded: rows !== null,
    isSplitExact,
    isCreditExact,
    actor,
    blockHash: event.block.hash,
    ...originOf(event),
  });
};
