import { networkTotal } from "../../ponder.schema.ts";
import type { FoldEvent } from "./event.ts";
import { upsert, type Row, type Store } from "./store.ts";

type Totals = Row<typeof networkTotal>;
type Additions = Partial<Omit<Totals, "id" | "updatedAt">>;

const NETWORK = "network";

const NOTHING = {
  accountCount: 0,
  contributionCount: 0,
  batchCount: 0,
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
  credited: 0n,
  rangeCredited: 0n,
  rangeExplained: 0n,
  epochFees: 0n,
  epochReceiptCount: 0n,
  epochLegCount: 0n,
  withdrawn: 0n,
  deposited: 0n,
  debited: 0n,
  depositWithdrawn: 0n,
  anomalyCount: 0,
} as const satisfies Omit<Totals, "id" | "updatedAt">;

/** The totals so far; null before the first event that counts. */
export const findNetwork = (store: Store): Promise<Totals | null> => store.find(networkTotal, NETWORK);

/** Adds to the totals of the network. */
export const addToNetwork = (store: Store, event: FoldEvent, additions: Additions): Promise<void> =>
  upsert(store, networkTotal, NETWORK, { id: NETWORK, ...NOTHING, updatedAt: event.block.timestamp }, (totals) => {
    const change: Record<string, number | bigint> = { updatedAt: event.block.timestamp };
    for (const [name, addition] of Object.entries(additions)) {
      const total = totals[name as keyof Totals] as number | bigint;
      change[name] = typeof total === "bigint" ? total + BigInt(addition) : total + Number(addition);
    }
    return change;
  });
