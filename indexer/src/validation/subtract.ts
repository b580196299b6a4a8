import { report } from "../fold/anomaly.ts";
import type { FoldEvent } from "../fold/event.ts";
import type { Store } from "../fold/store.ts";

/** `total - part`. More than there is becomes an anomaly, and nothing is left. @param subject What the total is of. */
export const subtract = async (store: Store, event: FoldEvent, subject: string, total: bigint, part: bigint): Promise<bigint> => {
  if (part <= total) return total - part;
  await report(store, event, { kind: "TotalMismatch", subject, expected: `at most ${total}`, actual: part });
  return 0n;
};
