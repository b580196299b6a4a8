import { agent } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf, type FoldEvent } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert, type NewRow, type Store } from "../fold/store.ts";
import { adoptAccount } from "./adopt-account.ts";

/**
 * Changes an agent, or starts one: ERC-8004's own events, the token's mint and the opening of the account come in one
 * transaction, in an order the standard leaves open.
 */
export const changeAgent = (store: Store, event: FoldEvent, id: number, change: Partial<NewRow<typeof agent>>): Promise<void> => {
  const initial = { id, accountId: null, owner: null, uri: "", wallet: null, royaltyBps: 0, lineageVersion: 0, ...originOf(event) };
  return upsert(store, agent, id, initial, () => change);
};

export const agentRegistered: Reducer<EventArgs<"AgentRegistry", "Registered">> = async (store, event) => {
  const { agentId, agentURI: uri, owner } = event.args;
  await changeAgent(store, event, Number(agentId), { uri, owner });
};

export const agentAccountOpened: Reducer<EventArgs<"AgentRegistry", "AgentAccountOpened">> = async (store, event) => {
  const { agent: id, account: accountId, owner } = event.args;
  await changeAgent(store, event, id, { accountId, owner });
  await adoptAccount(store, event, accountId, owner);
};

export const agentUriUpdated: Reducer<EventArgs<"AgentRegistry", "URIUpdated">> = async (store, event) => {
  await changeAgent(store, event, Number(event.args.agentId), { uri: event.args.newURI });
};
