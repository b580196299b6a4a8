import type { EventArgs } from "../fold/contracts.ts";
import { setParameter } from "../fold/parameter.ts";
import type { Reducer } from "../fold/reducer.ts";

/** nano-OPEN. */
export const minimumBondChanged: Reducer<EventArgs<"GatewayRegistry", "MinimumBondChanged">> = (store, event) =>
  setParameter(store, event, { name: "minimumBond", value: event.args.minimumBond, actor: event.args.actor });

/** Basis points of the fee. */
export const minimumDataShareChanged: Reducer<EventArgs<"GatewayRegistry", "MinimumDataShareChanged">> = (store, event) =>
  setParameter(store, event, { name: "minimumDataBps", value: event.args.minimumDataBps, actor: event.args.actor });
