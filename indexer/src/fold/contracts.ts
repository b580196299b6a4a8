import {
  accountRegistryAbi,
  adapterRegistryAbi,
  agentRegistryAbi,
  bountiesAbi,
  contributionLedgerAbi,
  curatorAdmissionAbi,
  datanetRegistryAbi,
  duplicateCourtAbi,
  gatewayRegistryAbi,
  modelRegistryAbi,
  panelDrawsAbi,
  paymentEscrowAbi,
  payoutLedgerAbi,
  removalCourtAbi,
  reputationAbi,
  rewardRouterAbi,
  validationRoundsAbi,
  validatorStakingAbi,
} from "@openledger/sdk/abis";
import type { Abi, ContractEventName, GetEventArgs } from "viem";

import type { Reducer } from "./reducer.ts";

/** Every contract whose events are folded, by the name its deployment has. */
export const CONTRACTS = {
  AccountRegistry: accountRegistryAbi,
  DatanetRegistry: datanetRegistryAbi,
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
} as const satisfies Record<string, Abi>;

export type ContractName = keyof typeof CONTRACTS;
type AbiOf<C extends ContractName> = (typeof CONTRACTS)[C];

/**
 * Events that say nothing about attribution or money: who may move a token, a hint that a token's URI changed (`URIUpdated` says so
 * with the URI), and a signing domain that cannot change.
 */
export const UNFOLDED_EVENTS = ["Approval", "ApprovalForAll", "MetadataUpdate", "BatchMetadataUpdate", "EIP712DomainChanged"] as const;

type FoldedEvent<C extends ContractName> = Exclude<ContractEventName<AbiOf<C>>, (typeof UNFOLDED_EVENTS)[number]>;

/** Arguments of an event as viem and Ponder decode them. */
export type EventArgs<C extends ContractName, E extends FoldedEvent<C>> = GetEventArgs<
  AbiOf<C>,
  E,
  { EnableUnion: false; IndexedOnly: false; Required: true }
>;

/** A reducer for each event of a contract: the compiler asks for the one that is missing. */
export type Reducers<C extends ContractName> = { readonly [E in FoldedEvent<C>]: Reducer<EventArgs<C, E>> };
