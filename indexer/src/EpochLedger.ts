import { challengeCounted } from "./epochs/data-challenges.ts";
import { debitsHeld, debitsRestored } from "./epochs/debit-slices.ts";
import { gatewayAbandoned } from "./epochs/epoch-chain.ts";
import { epochCommitted } from "./epochs/epoch-committed.ts";
import { epochFinalised } from "./epochs/epoch-finalised.ts";
import { bondAwarded, epochVoided } from "./epochs/epoch-voided.ts";
import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";

export const epochLedgerReducers: Reducers<"EpochLedger"> = {
  EpochCommitted: epochCommitted,
  DebitsHeld: debitsHeld,
  EpochFinalised: epochFinalised,
  EpochVoided: epochVoided,
  BondAwarded: bondAwarded,
  DebitsRestored: debitsRestored,
  ChallengeCounted: challengeCounted,
  GatewayAbandoned: gatewayAbandoned,
  AuthorityUpdated: authorityUpdated,
};
