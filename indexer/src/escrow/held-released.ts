import { heldRelease } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";

/** Payers were billed when it was held, so no balance changes. */
export const heldReleased: Reducer<EventArgs<"PaymentEscrow", "HeldReleased">> = async (store, event) => {
  await store.insert(heldRelease, { id: factId(event), ...event.args, ...originOf(event) });
};
