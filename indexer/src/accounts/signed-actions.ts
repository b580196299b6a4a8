import type { Hex } from "viem";

import { cancelledNonce, signableAction, signedAction } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { factId, originOf } from "../fold/event.ts";
import { setParameter } from "../fold/parameter.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert } from "../fold/store.ts";

const lower = (value: Hex): Hex => value.toLowerCase() as Hex;
const idOf = ({ target, selector }: { readonly target: Hex; readonly selector: Hex }): string => `${lower(target)}-${lower(selector)}`;

export const signedActionsSet: Reducer<EventArgs<"AccountRegistry", "SignedActionsSet">> = (store, event) => {
  const { signedActions, actor } = event.args;
  return setParameter(store, event, { name: "signedActions", value: lower(signedActions), actor });
};

export const actionDefined: Reducer<EventArgs<"SignedActions", "ActionDefined">> = (store, event) => {
  const id = idOf(event.args);
  const row = { target: lower(event.args.target), selector: lower(event.args.selector), definition: event.args.definition };
  return upsert(store, signableAction, id, { id, ...row }, () => row);
};

export const actionPerformed: Reducer<EventArgs<"SignedActions", "ActionPerformed">> = async (store, event) => {
  const { signer, nonce, spent, relayer } = event.args;
  const row = { id: factId(event), actionId: idOf(event.args), signer: lower(signer), nonce, spent, relayer: lower(relayer) };
  await store.insert(signedAction, { ...row, ...originOf(event) });
};

export const nonceCancelled: Reducer<EventArgs<"SignedActions", "NonceCancelled">> = async (store, event) => {
  const { signer, nonce } = event.args;
  await store.insert(cancelledNonce, { id: factId(event), signer: lower(signer), nonce, ...originOf(event) });
};
