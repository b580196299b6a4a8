import { report } from "./anomaly.ts";
import type { FoldEvent } from "./event.ts";
import type { ChainReads, Reducer } from "./reducer.ts";
import type { Store } from "./store.ts";
import { HostError } from "./host-error.ts";

/**
 * Runs a reducer so that no event can stop the index: whatever it throws becomes an anomaly row. Only a failing
 * database passes through, as the error that the database gave.
 */
export const runReducer = async <Args>(reducer: Reducer<Args>, store: Store, event: FoldEvent<Args>, chain: ChainReads): Promise<void> => {
  try {
    try {
      await reducer(store, event, chain);
    } catch (error) {
      if (error instanceof HostError) throw error;
      await report(store, event, {
        kind: "HandlerFailed",
        subject: `${event.contract}:${event.name}`,
        expected: "an event that fits the tables",
        actual: error instanceof Error ? error.message : String(error),
      });
    }
  } catch (error) {
    throw error instanceof HostError ? error.cause : error;
  }
};
