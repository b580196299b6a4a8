import type { accountDay } from "../../ponder.schema.ts";
import { dayOf, type FoldEvent } from "../fold/event.ts";
import type { Row } from "../fold/store.ts";

/** Id of the roll-up of an account and the event's day. */
export const accountDayId = (accountId: number, event: FoldEvent): string => `${accountId}-${dayOf(event)}`;

/** The roll-up of an account and the event's day before anything happened. */
export const emptyDay = (accountId: number, event: FoldEvent): Row<typeof accountDay> => ({
  id: accountDayId(accountId, event),
  accountId,
  day: dayOf(event),
  earned: 0n,
  payoutCount: 0,
  spent: 0n,
  spentCount: 0,
  withdrawn: 0n,
});
