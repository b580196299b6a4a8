import {
  accountRegistryAbi,
  adapterRegistryAbi,
  agentRegistryAbi,
  bountiesAbi,
  contributionLedgerAbi,
  curatorAdmissionAbi,
  datanetRegistryAbi,
  duplicateCourtAbi,
  agentReputationAbi,
  attributionCourtAbi,
  chunkProofsAbi,
  epochLedgerAbi,
  escapeHatchAbi,
  evaluationsAbi,
  gatewayRegistryAbi,
  guardianAbi,
  influencePriorsAbi,
  licencesAbi,
  modelRegistryAbi,
  panelDrawsAbi,
  openTokenAbi,
  paymentEscrowAbi,
  payoutLedgerAbi,
  removalCourtAbi,
  reputationAbi,
  rerunPanelAbi,
  rewardRouterAbi,
  signedActionsAbi,
  treeProofsAbi,
  validationRoundsAbi,
  validatorStakingAbi,
} from "@openledger/sdk/abis";
import type { Deployment } from "@openledger/sdk";
import type { Abi, ContractEventName, GetEventArgs } from "viem";

import type { Reducer } from "./reducer.ts";

/** Of OPEN only what minters do: its transfers are as many as everything else together, and say nothing that the ledgers do not. */
const SUPPLY_EVENTS = ["MinterLimitChanged", "SupplyMinted", "SupplyBurned", "AuthorityUpdated"] as const;
type SupplyEvent = Extract<(typeof openTokenAbi)[number], { type: "event"; name: (typeof SUPPLY_EVENTS)[number] }>;
const isSupplyEvent = (item: (typeof openTokenAbi)[number]): item is SupplyEvent =>
  item.type === "event" && SUPPLY_EVENTS.some((name) => name === item.name);

/** Every contract whose events are folded, by the name its deployment has. */
export const CONTRACTS = {
  AccountRegistry: accountRegistryAbi,
  SignedActions: signedActionsAbi,
  DatanetRegistry: datanetRegistryAbi,
  Licences: licencesAbi,
  ContributionLedger: contributionLedgerAbi,
  CuratorAdmission: curatorAdmissionAbi,
  ValidatorStaking: validatorStakingAbi,
  PanelDraws: panelDrawsAbi,
  ValidationRounds: validationRoundsAbi,
  DuplicateCourt: duplicateCourtAbi,
  RemovalCourt: removalCourtAbi,
  Bounties: bountiesAbi,
  Reputation: reputationAbi,
  ModelRegistry: modelRegistryAbi,
  AdapterRegistry: adapterRegistryAbi,
  AgentRegistry: agentRegistryAbi,
  GatewayRegistry: gatewayRegistryAbi,
  PaymentEscrow: paymentEscrowAbi,
  PayoutLedger: payoutLedgerAbi,
  RewardRouter: rewardRouterAbi,
  EpochLedger: epochLedgerAbi,
  EscapeHatch: escapeHatchAbi,
  ChunkProofs: chunkProofsAbi,
  TreeProofs: treeProofsAbi,
  Guardian: guardianAbi,
  OpenToken: openTokenAbi.filter(isSupplyEvent),
  Evaluations: evaluationsAbi,
  AgentReputation: agentReputationAbi,
  AttributionCourt: attributionCourtAbi,
  RerunPanel: rerunPanelAbi,
  InfluencePriors: influencePriorsAbi,
} as const satisfies Record<string, Abi>;

export type ContractName = keyof typeof CONTRACTS;
type AbiOf<C extends ContractName> = (typeof CONTRACTS)[C];

/** The contracts that a deployment has. What it lacks of the optional ones is not folded, and its tables stay empty. */
export const deployedContracts = ({ contracts }: Deployment): readonly ContractName[] =>
  (Object.keys(CONTRACTS) as ContractName[]).filter((name) => contracts[name] !== undefined);

/**
 * Events that say nothing about attribution or money: who may move a token, a hint that a token's URI changed (`URIUpdated` says so
 * with the URI), a signing domain that cannot change, and storage that was opened before money came.
 */
export const UNFOLDED_EVENTS = [
  "Approval",
  "ApprovalForAll",
  "MetadataUpdate",
  "BatchMetadataUpdate",
  "EIP712DomainChanged",
  "WordsOpened",
] as const;

type FoldedEvent<C extends ContractName> = Exclude<ContractEventName<AbiOf<C>>, (typeof UNFOLDED_EVENTS)[number]>;

/** Arguments of an event as viem and Ponder decode them. */
export type EventArgs<C extends ContractName, E extends FoldedEvent<C>> = GetEventArgs<
  AbiOf<C>,
  E,
  { EnableUnion: false; IndexedOnly: false; Required: true }
>;

/** A reducer for each event of a contract: the compiler asks for the one that is missing. */
export type Reducers<C extends ContractName> = { readonly [E in FoldedEvent<C>]: Reducer<EventArgs<C, E>> };
