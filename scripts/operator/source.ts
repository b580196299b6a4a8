import { cutPackedReceipts, type PackedReceipt } from "@openledger/sdk";

import { closeEpoch, epochOfferings, epochReceipts, journalEpochs } from "../../gateway/src/epoch/journal.ts";
import { DEFAULT_CLOSE_RULES } from "../../gateway/src/epoch/rail.ts";
import { bestVouchers, type StoredVoucher } from "../../gateway/src/epoch/vouchers.ts";
import type { Database } from "../../gateway/src/journal/database.ts";
import { openPglite } from "../../gateway/src/journal/open-pglite.ts";
import { openPostgres } from "../../gateway/src/journal/open-postgres.ts";

const RECEIPTS_A_PAGE = 5_000;

/** What a closed epoch is made of. */
export type EpochContents = { readonly receipts: number; readonly offerings: readonly number[] };

/** A gateway's journal as its operator reads it. */
export type EpochSource = {
  readonly place: string;
  /** Numbers of the epochs that take no receipts any more. */
  closed(): Promise<readonly number[]>;
  contents(epoch: number): Promise<EpochContents>;
  /** Receipts of a closed epoch from a sequence on, in order, a page at a time. */
  receipts(epoch: number, from: number): AsyncIterable<PackedReceipt>;
  /** The best voucher of each payer. @param now Unix seconds. */
  vouchers(now: number): Promise<readonly StoredVoucher[]>;
  /** Closes the open epoch. @returns Its number; undefined if there is none. */
  close(): Promise<number | undefined>;
  end(): Promise<void>;
};

/** Reads page after page until one is empty. */
async function* inPages(from: number, read: (from: number) => Promise<Iterable<PackedReceipt>>): AsyncIterable<PackedReceipt> {
  for (let next = from; ;) {
    const first = next;
    for (const receipt of await read(first)) {
      yield receipt;
      next++;
    }
    if (next === first) return;
  }
}

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
  const read = async <Answer>(path: string, method = "GET"): Promise<Answer> => (await (await ask(path, method)).json()) as Answer;
  return {
    place: base,
    async closed() {
      const numbers: number[] = [];
      for (let from = 0; ;) {
        const { data } = await read<{ data: { epoch: number; state: string }[] }>(`/v1/epochs?from=${from}`);
        if (data.length === 0) return numbers;
        numbers.push(...data.filter(({ state }) => state !== "open").map(({ epoch }) => epoch));
        from = data.at(-1)!.epoch + 1;
      }
    },
    contents: (epoch) => read<EpochContents>(`/v1/epochs/${epoch}`),
    receipts: (epoch, from) =>
      inPages(from, async (next) =>
        cutPackedReceipts(new Uint8Array(await (await ask(`/v1/epochs/${epoch}/receipts?from=${next}`)).arrayBuffer())),
      ),
    vouchers: async () => (await read<{ data: StoredVoucher[] }>("/admin/vouchers")).data,
    close: async () => (await read<{ epoch: number | null }>("/admin/epochs/close", "POST")).epoch ?? undefined,
    end: async () => {},
  };
}

/** The journal itself, while its gateway is stopped: a folder, or a Postgres address. @throws if somebody has it open. */
export async function journalSource(place: string): Promise<EpochSource> {
  const database: Database = /^postgres(ql)?:\/\//.test(place) ? await openPostgres(place) : await openPglite(place);
  return {
    place: place.replace(/\/\/[^@/]*@/, "//"), // without user and password
    closed: async () =>
      (await journalEpochs(database, { limit: 1_000_000 })).filter(({ state }) => state !== "open").map(({ epoch }) => epoch),
    async contents(epoch) {
      const [found] = await journalEpochs(database, { from: epoch, limit: 1 });
      if (found?.epoch !== epoch) throw new Error(`the journal ${place} has no epoch ${epoch}`);
      return { receipts: found.receipts, offerings: await epochOfferings(database, epoch) };
    },
    receipts: (epoch, from) => inPages(from, (next) => epochReceipts(database, { epoch, from: next, limit: RECEIPTS_A_PAGE })),
    vouchers: (now) => bestVouchers(database, { redeemableUntil: now }),
    close: () => closeEpoch(database, { now: Date.now(), rules: DEFAULT_CLOSE_RULES, isForced: true }),
    end: () => database.close(),
  };
}
