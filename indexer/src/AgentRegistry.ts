import { agentLineageDeclared } from "./assets/agent-lineage-declared.ts";
import { agentMetadataSet } from "./assets/agent-metadata-set.ts";
import { agentAccountOpened, agentRegistered, agentUriUpdated } from "./assets/agent-registered.ts";
import { assetTransferred } from "./assets/asset-transferred.ts";
import type { Reducers } from "./fold/contracts.ts";

export const agentRegistryReducers: Reducers<"AgentRegistry"> = {
  Registered: agentRegistered,
  MetadataSet: agentMetadataSet,
  URIUpdated: agentUriUpdated,
  AgentAccountOpened: agentAccountOpened,
  AgentLineageDeclared: agentLineageDeclared,
  Transfer: assetTransferred("Agent"),
};
