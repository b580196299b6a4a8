import { accountRegistryReducers } from "./AccountRegistry.ts";
import { adapterRegistryReducers } from "./AdapterRegistry.ts";
import { agentRegistryReducers } from "./AgentRegistry.ts";
import { contributionLedgerReducers } from "./ContributionLedger.ts";
import { curatorAdmissionReducers } from "./CuratorAdmission.ts";
import { datanetRegistryReducers } from "./DatanetRegistry.ts";
import type { ContractName, Reducers } from "./fold/contracts.ts";
import { gatewayRegistryReducers } from "./GatewayRegistry.ts";
import { modelRegistryReducers } from "./ModelRegistry.ts";
import { paymentEscrowReducers } from "./PaymentEscrow.ts";
import { payoutLedgerReducers } from "./PayoutLedger.ts";
import { rewardRouterReducers } from "./RewardRouter.ts";

/** The one list of what folds which event; registration and tests both read it. */
export const REDUCERS: { readonly [C in ContractName]: Reducers<C> } = {
  AccountRegistry: accountRegistryReducers,
  DatanetRegistry: datanetRegistryReducers,
  ContributionLedger: contributionLedgerReducers,
  CuratorAdmission: curatorAdmissionReducers,
  ModelRegistry: modelRegistryReducers,
  AdapterRegistry: adapterRegistryReducers,
  AgentRegistry: agentRegistryReducers,
  GatewayRegistry: gatewayRegistryReducers,
  PaymentEscrow: paymentEscrowReducers,
  PayoutLedger: payoutLedgerReducers,
  RewardRouter: rewardRouterReducers,
};
