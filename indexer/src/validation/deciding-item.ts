import { round, roundItem } from "../../ponder.schema.ts";
import type { Store } from "../fold/store.ts";

/** The round's item a verdict comes from: that of the contribution's last round, if the contract that runs it is the verdict's actor. */
export const decidingItemOf = async (store: Store, roundItemId: string | null, actor: string): Promise<string | null> => {
  if (roundItemId === null) return null;
  const item = await store.find(roundItem, roundItemId);
  const judge = item === null ? null : await store.find(round, item.roundId);
  return judge !== null && judge.admission === actor.toLowerCase() ? roundItemId : null;
};
