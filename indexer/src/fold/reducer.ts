import type { Hex } from "viem";

import type { FoldEvent } from "./event.ts";
import type { Store } from "./store.ts";

/** The facts that no event tells. */
export interface ChainReads {
  /** Account that a rail credits with unattributed shares; fixed when the rail is deployed. */
  commonsAccount(rail: FoldEvent): Promise<number>;
  /** Windows of the epoch ledger in seconds from commit; fixed when it is deployed. */
  epochWindows(ledger: FoldEvent): Promise<EpochWindows>;
  /** `count` consecutive words of a payout ledger, as they are after the event's block. */
  creditedWords(
    event: FoldEvent,
    words: { readonly ledger: Hex; readonly first: number; readonly count: number },
  ): Promise<readonly bigint[]>;
}

/** Seconds from commit. */
export interface EpochWindows {
  /** In which debits must be held. */
  readonly activation: number;
  /** In which lies can be proven. */
  readonly challenge: number;
}

/** Folds one event into the tables. Pure but for the store: the same events in the same order give the same rows. */
export type Reducer<Args> = (store: Store, event: FoldEvent<Args>, chain: ChainReads) => Promise<void>;
