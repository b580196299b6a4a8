import type { FoldEvent } from "./event.ts";
import type { Store } from "./store.ts";

/** The one fact that no event tells. */
export interface ChainReads {
  /** Account that `RewardRouter` credits with unattributed shares; fixed when the router is deployed. */
  commonsAccount(router: FoldEvent): Promise<number>;
}

/** Folds one event into the tables. Pure but for the store: the same events in the same order give the same rows. */
export type Reducer<Args> = (store: Store, event: FoldEvent<Args>, chain: ChainReads) => Promise<void>;
