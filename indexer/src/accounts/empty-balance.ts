import type { balance } from "../../ponder.schema.ts";
import type { FoldEvent } from "../fold/event.ts";
import type { Row } from "../fold/store.ts";

/** The balance of an account that nothing happened to. */
export const emptyBalance = (accountId: number, event: FoldEvent): Row<typeof balance> => ({
  accountId,
  credited: 0n,
  withdrawn: 0n,
  claimable: 0n,
  earned: 0n,
  payoutCount: 0,
  bondRefundable: 0n,
  updatedAt: event.block.timestamp,
});
