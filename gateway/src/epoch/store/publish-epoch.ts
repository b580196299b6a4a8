import type { Epoch } from "@openledger/sdk";

import { objectsOf } from "./epoch-objects.ts";
import { writeObject, type EpochStore } from "./epoch-store.ts";

/** Puts everything of an epoch into a store. What is there already stays, so an interrupted run goes on. @returns How many objects were new. */
export async function publishEpoch(store: EpochStore, epoch: Epoch): Promise<number> {
  let added = 0;
  for (const { kind, key, bytes } of objectsOf(epoch)) if (await writeObject(store, kind, key, bytes)) added++;
  return added;
}
