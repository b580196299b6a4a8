import { isAddress, keccak256, stringToHex, zeroAddress } from "viem";

import { agentMetadata } from "../../ponder.schema.ts";
import type { EventArgs } from "../fold/contracts.ts";
import { originOf } from "../fold/event.ts";
import type { Reducer } from "../fold/reducer.ts";
import { upsert } from "../fold/store.ts";
import { changeAgent } from "./agent-registered.ts";

/** Reserved by ERC-8004: 20 bytes, set by a signature of the wallet. */
const WALLET_KEY = "agentWallet";

export const agentMetadataSet: Reducer<EventArgs<"AgentRegistry", "MetadataSet">> = async (store, event) => {
  const { metadataKey: key, metadataValue: value } = event.args;
  const agentId = Number(event.args.agentId);
  const id = `${agentId}-${keccak256(stringToHex(key))}`;
  const row = { id, agentId, key, value, ...originOf(event) };
  await upsert(store, agentMetadata, id, row, () => ({ value, ...originOf(event) }));
  if (key !== WALLET_KEY) return;
  const wallet = isAddress(value) && value !== zeroAddress ? value : null;
  await changeAgent(store, event, agentId, { wallet });
};
