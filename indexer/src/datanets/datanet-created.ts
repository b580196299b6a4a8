import { datanet } from "../../ponder.schema.ts";
import { adoptAccount } from "../assets/adopt-account.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import { reportTwice } from "../fold/missing.ts";
import type { Reducer } from "../fold/reducer.ts";
import { create } from "../fold/store.ts";

const NO_SALT = `0x${"00".repeat(32)}`;

/** Only a private Datanet has no public salt; its first terms, which follow, say the same. */
export const datanetCreated: Reducer<EventArgs<"DatanetRegistry", "DatanetCreated">> = async (store, event) => {
  const { datanet: id, account: accountId, owner, name, salt, admission } = event.args;
  const isNew = await create(store, datanet, id, {
    id,
    accountId,
    owner,
    name,
    salt,
    admission,
    isPrivate: salt === NO_SALT,
    termsVersion: 0,
    snapshotCount: 0,
    curators: [],
    pendingCount: 0,
    acceptedCount: 0,
    rejectedCount: 0,
    duplicateCount: 0,
    withdrawnCount: 0,
    removedCount: 0,
    earned: 0n,
    ...originOf(event),
  });
  if (!isNew) return reportTwice(store, event, { what: "datanet", id });
  await adoptAccount(store, event, accountId, owner);
};
