import type { contribution } from "../../ponder.schema.ts";
import { FoldError } from "../fold/fold-error.ts";
import type { Row } from "../fold/store.ts";

const COUNT_COLUMNS = {
  Pending: "pendingCount",
  Accepted: "acceptedCount",
  Rejected: "rejectedCount",
  Duplicate: "duplicateCount",
  Withdrawn: "withdrawnCount",
  Removed: "removedCount",
} as const;

/** The Datanet's counter of a status. @throws FoldError for `None`, which no contribution changes to. */
export const countColumnOf = (status: Row<typeof contribution>["status"]) => {
  if (status === "None") throw new FoldError("A contribution cannot have the status None");
  return COUNT_COLUMNS[status];
};
