import type { Chain } from "../chain/types.ts";
import type { Database } from "../journal/database.ts";
import type { CreditReading } from "../journal/reserve.ts";

export interface CreditReader {
  /** At most a second old, unless `isFresh` asks for a new one. */
  readonly read: (payer: number, options?: { readonly isFresh?: boolean }) => Promise<CreditReading>;
}

const MAXIMUM_AGE = 1_000;
const PAYERS_KEPT = 10_000;

/** Reads what the chain says of payers; parallel requests share a reading. */
export function createCreditReader({ chain, database }: { readonly chain: Chain; readonly database: Database }): CreditReader {
  const readings = new Map<number, { readonly at: number; readonly reading: Promise<CreditReading> }>();

  const readNow = async (payer: number): Promise<CreditReading> => {
    // The journal first: what it has as settled by then, the chain certainly shows as debited.
    const [row] = await database.query<{ settled: string }>("SELECT settled::text FROM payers WHERE payer = $1", [payer]);
    return { settled: BigInt(row?.settled ?? 0), chain: await chain.payerState(payer) };
  };
  return {
    read: (payer, { isFresh = false } = {}) => {
      const known = readings.get(payer);
      if (known && !isFresh && performance.now() - known.at < MAXIMUM_AGE) return known.reading;
      if (readings.size >= PAYERS_KEPT) readings.clear();
      const entry = { at: performance.now(), reading: readNow(payer) };
      readings.set(payer, entry);
      entry.reading.catch(() => readings.delete(payer));
      return entry.reading;
    },
  };
}
