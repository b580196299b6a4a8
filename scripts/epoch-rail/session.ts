import type { ContractName, Deployment, OptionalContractName } from "@openledger/sdk";
import {
  accountRegistryAbi,
  adapterRegistryAbi,
  attributionCourtAbi,
  chunkProofsAbi,
  contributionLedgerAbi,
  datanetRegistryAbi,
  epochLedgerAbi,
  errorsAbi,
  evidenceProofsAbi,
  gatewayRegistryAbi,
  influencePriorsAbi,
  legProofsAbi,
  modelRegistryAbi,
  openTokenAbi,
  panelDrawsAbi,
  paymentEscrowAbi,
  payoutLedgerAbi,
  receiptProofsAbi,
  rerunPanelAbi,
  rewardRouterAbi,
  spanChallengesAbi,
  spanProofsAbi,
  treeProofsAbi,
  vectorProofsAbi,
} from "@openledger/sdk/abis";
import { createPublicClient, createWalletClient, http, type Abi, type Address, type Hex, type PublicClient, type Transport } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { UsageError } from "../validator/output.ts";

/** The contracts that the programs of operators, watchers, courts and priors call, each with every named error of the suite: refusals come from contracts behind contracts. */
const abis = {
  AccountRegistry: accountRegistryAbi,
  AdapterRegistry: adapterRegistryAbi,
  AttributionCourt: attributionCourtAbi,
  ChunkProofs: chunkProofsAbi,
  ContributionLedger: contributionLedgerAbi,
  DatanetRegistry: datanetRegistryAbi,
  EpochLedger: epochLedgerAbi,
  EvidenceProofs: evidenceProofsAbi,
  GatewayRegistry: gatewayRegistryAbi,
  InfluencePriors: influencePriorsAbi,
  LegProofs: legProofsAbi,
  ModelRegistry: modelRegistryAbi,
  OpenToken: openTokenAbi,
  PanelDraws: panelDrawsAbi,
  PaymentEscrow: paymentEscrowAbi,
  PayoutLedger: payoutLedgerAbi,
  ReceiptProofs: receiptProofsAbi,
  RerunPanel: rerunPanelAbi,
  RewardRouter: rewardRouterAbi,
  SpanChallenges: spanChallengesAbi,
  SpanProofs: spanProofsAbi,
  TreeProofs: treeProofsAbi,
  VectorProofs: vectorProofsAbi,
} satisfies Partial<Record<ContractName | OptionalContractName, Abi>>;

export type RailContract = keyof typeof abis;

export type Call = { readonly contract: RailContract; readonly functionName: string; readonly args: readonly unknown[] };

/** A chain as operator or watcher uses it. */
export type RailSession = {
  readonly client: PublicClient;
  readonly deployment: Deployment;
  readonly wallet: ReturnType<typeof createWalletClient> | undefined;
  /** Address of the key. @throws UsageError without one. */
  sender(): Address;
  address(contract: RailContract): Address;
  abi(contract: RailContract): Abi;
  read<T>(contract: RailContract, functionName: string, args?: readonly unknown[]): Promise<T>;
};

/** @throws UsageError if the chain does not answer or is another than the deployment's. */
export async function openRailSession({
  rpcUrl,
  deployment,
  key,
  transport = http(rpcUrl, { retryCount: 2, timeout: 20_000 }),
}: {
  readonly rpcUrl: string;
  readonly deployment: Deployment;
  readonly key: Hex | undefined;
  readonly transport?: Transport;
}): Promise<RailSession> {
  const client = createPublicClient({ transport, pollingInterval: 100, cacheTime: 0 });
  const chainId = await client.getChainId().catch((error: Error & { shortMessage?: string }) => {
    throw new UsageError(`the chain at ${rpcUrl} does not answer (${error.shortMessage ?? error.message}); start it or correct --rpc`);
  });
  if (chainId !== deployment.chainId)
    throw new UsageError(`${rpcUrl} serves chain ${chainId}, the deployment is on chain ${deployment.chainId}; make them agree`);
  const chain = {
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  };
  const signer = key === undefined ? undefined : privateKeyToAccount(key);
  const address = (contract: RailContract): Address => {
    const found = deployment.contracts[contract];
    if (found === undefined) throw new UsageError(`the deployment has no ${contract}`);
    return found;
  };
  const abi = (contract: RailContract): Abi => [...(abis[contract] as Abi), ...(errorsAbi as Abi)];
  return {
    client: client as PublicClient,
    deployment,
    wallet: signer && createWalletClient({ account: signer, chain, transport }),
    sender() {
      if (signer === undefined) throw new UsageError("this sends transactions and needs a key; see the environment variables in the help");
      return signer.address;
    },
    address,
    abi,
    async read<T>(contract: RailContract, functionName: string, args: readonly unknown[] = []) {
      return (await client.readContract({ address: address(contract), abi: abis[contract] as Abi, functionName, args })) as T;
    },
  };
}
