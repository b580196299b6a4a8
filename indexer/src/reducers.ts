import { accountRegistryReducers } from "./AccountRegistry.ts";
import { adapterRegistryReducers } from "./AdapterRegistry.ts";
import { agentRegistryReducers } from "./AgentRegistry.ts";
import { bountiesReducers } from "./Bounties.ts";
import { contributionLedgerReducers } from "./ContributionLedger.ts";
import { curatorAdmissionReducers } from "./CuratorAdmission.ts";
import { datanetRegistryReducers } from "./DatanetRegistry.ts";
import { duplicateCourtReducers } from "./DuplicateCourt.ts";
import { agentReputationReducers } from "./AgentReputation.ts";
import { attributionCourtReducers } from "./AttributionCourt.ts";
import { chunkProofsReducers } from "./ChunkProofs.ts";
import { epochLedgerReducers } from "./EpochLedger.ts";
import { escapeHatchReducers } from "./EscapeHatch.ts";
import { evaluationsReducers } from "./Evaluations.ts";
import type { ContractName, Reducers } from "./fold/contracts.ts";
import { gatewayRegistryReducers } from "./GatewayRegistry.ts";
import { guardianReducers } from "./Guardian.ts";
import { influencePriorsReducers } from "./InfluencePriors.ts";
import { licencesReducers } from "./Licences.ts";
import { modelRegistryReducers } from "./ModelRegistry.ts";
import { panelDrawsReducers } from "./PanelDraws.ts";
import { openTokenReducers } from "./OpenToken.ts";
import { paymentEscrowReducers } from "./PaymentEscrow.ts";
import { payoutLedgerReducers } from "./PayoutLedger.ts";
import { removalCourtReducers } from "./RemovalCourt.ts";
import { reputationReducers } from "./Reputation.ts";
import { rerunPanelReducers } from "./RerunPanel.ts";
import { rewardRouterReducers } from "./RewardRouter.ts";
import { signedActionsReducers } from "./SignedActions.ts";
import { treeProofsReducers } from "./TreeProofs.ts";
import { validationRoundsReducers } from "./ValidationRounds.ts";
import { validatorStakingReducers } from "./ValidatorStaking.ts";

/** The one list of what folds which event; registration and tests both read it. */
export const REDUCERS: { readonly [C in ContractName]: Reducers<C> } = {
  AccountRegistry: accountRegistryReducers,
  DatanetRegistry: datanetRegistryReducers,
  Licences: licencesReducers,
  ContributionLedger: contributionLedgerReducers,
  CuratorAdmission: curatorAdmissionReducers,
  ValidatorStaking: validatorStakingReducers,
  PanelDraws: panelDrawsReducers,
  ValidationRounds: validationRoundsReducers,
  DuplicateCourt: duplicateCourtReducers,
  RemovalCourt: removalCourtReducers,
  Bounties: bountiesReducers,
  Reputation: reputationReducers,
  ModelRegistry: modelRegistryReducers,
  AdapterRegistry: adapterRegistryReducers,
  AgentRegistry: agentRegistryReducers,
  GatewayRegistry: gatewayRegistryReducers,
  PaymentEscrow: paymentEscrowReducers,
  PayoutLedger: payoutLedgerReducers,
  RewardRouter: rewardRouterReducers,
  EpochLedger: epochLedgerReducers,
  EscapeHatch: escapeHatchReducers,
  ChunkProofs: chunkProofsReducers,
  TreeProofs: treeProofsReducers,
  SignedActions: signedActionsReducers,
  Guardian: guardianReducers,
  OpenToken: openTokenReducers,
  Evaluations: evaluationsReducers,
  AgentReputation: agentReputationReducers,
  AttributionCourt: attributionCourtReducers,
  RerunPanel: rerunPanelReducers,
  InfluencePriors: influencePriorsReducers,
};
