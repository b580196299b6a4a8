import { parameter } from "../../ponder.schema.ts";
import { originOf, type FoldEvent } from "./event.ts";
import type { Reducer } from "./reducer.ts";
import { upsert, type Store } from "./store.ts";

interface Setting {
  readonly name: string;
  readonly value: bigint | number | boolean | string;
  readonly actor: `0x${string}`;
}

/** Records what governance set last. */
export const setParameter = (store: Store, event: FoldEvent, { name, value, actor }: Setting): Promise<void> => {
  const id = `${event.contract}.${name}`;
  const change = { value: String(value), actor, ...originOf(event) };
  return upsert(store, parameter, id, { id, ...change }, () => change);
};

/** OpenZeppelin's AccessManaged: which AccessManager holds the permissions of a contract. The event names no actor but the manager. */
export const authorityUpdated: Reducer<{ readonly authority: `0x${string}` }> = (store, event) => {
  const { authority } = event.args;
  return setParameter(store, event, { name: "authority", value: authority.toLowerCase(), actor: authority });
};
