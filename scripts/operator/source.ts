import { decodeChunk, encodeLegs, type ReceiptWithLegs } from "@openledger/sdk";
import { concatBytes, hexToBytes } from "viem";

import { closeEpoch, epochReceipts, journalEpochs } from "../../gateway/src/epoch/journal.ts";
import { DEFAULT_CLOSE_RULES } from "../../gateway/src/epoch/rail.ts";
import { bestVouchers, type StoredVoucher } from "../../gateway/src/epoch/vouchers.ts";
import type { Database } from "../../gateway/src/journal/database.ts";
import { openPglite } from "../../gateway/src/journal/open-pglite.ts";
import { openPostgres } from "../../gateway/src/journal/open-postgres.ts";
import { parseLegs } from "../../gateway/src/settlement/settle-receipts.ts";

/** A gateway's journal as its operator reads it. */
export type EpochSource = {
  readonly place: string;
  /** Numbers of the epochs that take no receipts any more. */
  closed(): Promise<readonly number[]>;
  /** All receipts of a closed epoch, in order. */
  receipts(epoch: number): Promise<readonly ReceiptWithLegs[]>;
  /** The best voucher of each payer. @param now Unix seconds. */
  vouchers(now: number): Promise<readonly StoredVoucher[]>;
  /** Closes the open epoch. @returns Its number; undefined if there is none. */
  close(): Promise<number | undefined>;
  end(): Promise<void>;
};

/** A gateway that runs, asked over HTTP. */
export function gatewaySource(url: string, token: string): EpochSource {
  const base = url.replace(/\/+$/, "");
  const ask = async (path: string, method = "GET"): Promise<Response> => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${base}${path}`, { method, headers, signal: AbortSignal.timeout(60_000) }).catch((error: Error) => {
      throw new Error(`the gateway ${base} does not answer (${error.message}); start it or correct --gateway`);
    });
    if (!response.ok)
      throw new Error(`the gateway ${base} answers ${response.status} to ${path}: ${(await response.text()).slice(0, 300)}`);
    return response;
  };
  return {
    place: base,
    async closed() {
      const numbers: number[] = [];
      for (let from = 0; ;) {
        const { data } = (await (await ask(`/v1/epochs?from=${from}`)).json()) as { data: { epoch: number; state: string }[] };
        if (data.length === 0) return numbers;
        numbers.push(...data.filter(({ state }) => state !== "open").map(({ epoch }) => epoch));
        from = data.at(-1)!.epoch + 1;
      }
    },
    receipts: async (epoch) => decodeChunk(new Uint8Array(await (await ask(`/v1/epochs/${epoch}/receipts`)).arrayBuffer())),
    vouchers: async () => ((await (await ask("/admin/vouchers")).json()) as { data: StoredVoucher[] }).data,
    close: async () => ((await (await ask("/admin/epochs/close", "POST")).json()) as { epoch: number | null }).epoch ?? undefined,
    end: async () => {},
  };
}

/** The journal itself, while its gateway is stopped: a folder, or a Postgres address. @throws if somebody has it open. */
export async function journalSource(place: string): Promise<EpochSource> {
  const database = /^postgres(ql)?:\/\//.test(place) ? await openPostgres(place) : await openPglite(place);
  return databaseSource(database, place);
}

export function databaseSource(database: Database, place: string): EpochSource {
  return {
    place,
    closed: async () =>
      (await journalEpochs(database, { limit: 1_000_000 })).filter(({ state }) => state !== "open").map(({ epoch }) => epoch),
    async receipts(epoch) {
      const rows = await epochReceipts(database, { epoch, from: 0, limit: 10_000_000 });
      return decodeChunk(concatBytes(rows.flatMap(({ packed, legs }) => [hexToBytes(packed), hexToBytes(encodeLegs(parseLegs(legs)))])));
    },
    vouchers: (now) => bestVouchers(database, { redeemableUntil: now }),
    close: () => closeEpoch(database, { now: Date.now(), rules: DEFAULT_CLOSE_RULES, isForced: true }),
    end: () => database.close(),
  };
}
