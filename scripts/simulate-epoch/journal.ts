import { encodeReceipt, receiptId, voucherTypedData } from "@openledger/sdk";

import type { Chain } from "../../gateway/src/chain/types.ts";
import { voucherDigest } from "../../gateway/src/chain/verify-voucher.ts";
import type { Database } from "../../gateway/src/journal/database.ts";
import { createKey } from "../../gateway/src/journal/keys.ts";
import type { World } from "../demo/world.ts";
import type { People } from "./people.ts";
import { simulatedReceipts } from "./receipts.ts";

const RECEIPTS_A_STATEMENT = 1_000;
const MONTH = 30 * 86_400;

export type Filled = {
  readonly legs: number;
  /** Fees by payer, nano-OPEN. */
  readonly owed: ReadonlyMap<number, bigint>;
};

const COLUMNS =
  "receipt_id text, request_id text, sequence bigint, payer bigint, offering bigint, fee numeric, packed text, legs text, served_at bigint";

/** Fills a gateway's journal with served receipts that nobody signed yet: the rows that serving them would leave, a thousand a statement. */
export async function fillJournal(database: Database, chain: Chain, people: People, count: number): Promise<Filled> {
  const owed = new Map<number, bigint>();
  let legCount = 0;
  let rows: object[] = [];
  const write = async (): Promise<void> => {
    const given = `jsonb_to_recordset($1::jsonb) AS given(${COLUMNS})`;
    await database.transaction(async (tx) => {
      await tx.query(
        `INSERT INTO requests (request_id, key_id, payer, offering_id, model, call_type, upstream, state, fee, started_at)
         SELECT request_id, (SELECT min(id) FROM api_keys), payer, offering, 'simulated', 'chat', 'simulated', 'served', fee, served_at FROM ${given}`,
        [JSON.stringify(rows)],
      );
      await tx.query(
        `INSERT INTO receipts (receipt_id, request_id, lane, epoch, sequence, payer, offering_id, fee, unattributed, packed, legs, evidence, signature, served_at)
         SELECT receipt_id, request_id, 2, 0, sequence, payer, offering, fee, 0, packed, legs, '{}', '', served_at FROM ${given}`,
        [JSON.stringify(rows)],
      );
    });
    rows = [];
  };
  for (const { receipt, legs } of simulatedReceipts(people, count, chain.now())) {
    const { sequence, payerAccount: payer, offeringId: offering, fee, servedAt } = receipt;
    owed.set(payer, (owed.get(payer) ?? 0n) + fee);
    legCount += legs.length;
    rows.push({
      ...{ receipt_id: receiptId(receipt), request_id: `simulated-${sequence}`, sequence, payer, offering, fee: `${fee}` },
      ...{ packed: encodeReceipt(receipt), served_at: servedAt },
      legs: JSON.stringify(legs.map((leg) => ({ ...leg, contributionId: `${leg.contributionId}` }))),
    });
    if (rows.length === RECEIPTS_A_STATEMENT) await write();
  }
  if (rows.length > 0) await write();
  await database.query("INSERT INTO rail_epochs (epoch, next_sequence, opened_at) VALUES (0, $1, $2)", [count, Date.now()]);
  for (const [payer, fees] of owed) await database.query("UPDATE payers SET billed = $2 WHERE payer = $1", [payer, `${fees}`]);
  return { legs: legCount, owed };
}

/** A key for every payer, and a voucher over `cumulative` nano-OPEN each. */
export async function giveVouchers(world: World, database: Database, chain: Chain, people: People, cumulative: bigint): Promise<void> {
  const { chainId, escrow, gatewayId } = chain;
  const expiry = Math.ceil(chain.now() / 1000) + MONTH;
  for (const payer of people.payers) {
    const voucher = { payerAccount: payer, gatewayId, cumulative, expiry };
    const data = voucherTypedData({ chainId, escrow, voucher });
    const signature = await world.actor("application").account.signTypedData(data);
    const signed = { voucher, signature, digest: voucherDigest({ chainId, escrow, voucher }) };
    await createKey(database, { label: "simulated", evidence: "public", signed, now: Date.now() });
  }
}
