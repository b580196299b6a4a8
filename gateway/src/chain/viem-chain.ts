import { CaseStage, PriorState, type Deployment } from "@openledger/sdk";
import {
  accountRegistryAbi,
  datanetRegistryAbi,
  gatewayRegistryAbi,
  influencePriorsAbi,
  panelDrawsAbi,
  paymentEscrowAbi,
  rerunPanelAbi,
  rewardRouterAbi,
} from "@openledger/sdk/abis";
import { BaseError, ContractFunctionRevertedError, createPublicClient, createWalletClient, hashTypedData, http, type Hex } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { ChainRefusal } from "./chain-refusal.ts";
import { createLogFolder } from "./fold-logs.ts";
import { localSigner } from "./local-signer.ts";
import { readLogs } from "./read-logs.ts";
import type { Catalogue, Chain } from "./types.ts";
import { isSignedBy, voucherDigest } from "./verify-voucher.ts";

export interface ViemChainParameters {
  readonly rpcUrl: string;
  readonly deployment: Deployment;
  readonly gatewayId: number;
  readonly receiptKey: Hex;
  readonly submitterKey: Hex;
  readonly salts: ReadonlyMap<number, Hex>;
}

/** Tells a contract's refusal from a chain that cannot be reached. */
function rejectWithRefusal(error: Error): never {
  const revert = error instanceof BaseError ? error.walk((cause) => cause instanceof ContractFunctionRevertedError) : undefined;
  if (!(revert instanceof ContractFunctionRevertedError)) throw error;
  const { errorName, args = [] } = revert.data ?? {};
  throw new ChainRefusal(
    errorName === undefined ? (revert.reason ?? revert.shortMessage) : `${errorName}(${args.map(String).join(", ")})`,
    { cause: error },
  );
}

/** An account that the registry does not know has no controller; a chain that cannot be reached says nothing. */
function rejectUnlessRefused(error: Error): undefined {
  if (error instanceof BaseError && error.walk((cause) => cause instanceof ContractFunctionRevertedError) !== null) return undefined;
  throw error;
}

/** Connects to the chain and reads all events so far. @throws If the RPC does not answer or serves another chain. */
export async function connectChain({
  rpcUrl,
  deployment,
  gatewayId,
  receiptKey,
  submitterKey,
  salts,
}: ViemChainParameters): Promise<Chain> {
  const { AccountRegistry, DatanetRegistry, GatewayRegistry, PaymentEscrow: escrow, RewardRouter: router } = deployment.contracts;
  const transport = http(rpcUrl, { retryCount: 2, timeout: 20_000 });
  const client = createPublicClient({ transport, pollingInterval: 250, cacheTime: 0 });
  const chainId = await client.getChainId().catch((error: Error & { shortMessage?: string }) => {
    throw new Error(
      `The chain at OPENLEDGER_RPC_URL does not answer (${error.shortMessage ?? error.message}); start it or correct the URL.`,
    );
  });
  if (chainId !== deployment.chainId) {
    throw new Error(`OPENLEDGER_RPC_URL serves chain ${chainId}, the deployment is on chain ${deployment.chainId}; make them agree.`);
  }
  const chain = {
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  };
  const submitter = privateKeyToAccount(submitterKey);
  const signer = localSigner(receiptKey, { chainId, router });
  const wallet = createWalletClient({ account: submitter, chain, transport });

  const escrowAt = { address: escrow, abi: paymentEscrowAbi } as const;
  const routerAt = { address: router, abi: rewardRouterAbi } as const;
  let folder = createLogFolder({ gatewayId, salts });
  let catalogue: Catalogue = folder.catalogue(0n);
  let next = BigInt(deployment.startBlock);
  let last: { number: bigint; hash: Hex } | undefined;
  let lead = 0;
  let commons: number | undefined;

  const isSignedByController: Chain["isSignedByController"] = async (account, digest, signature) => {
    const controller = await client
      .readContract({ address: AccountRegistry, abi: accountRegistryAbi, functionName: "controllerOf", args: [account] })
      .catch(rejectUnlessRefused);
    return controller !== undefined && isSignedBy(client, { controller, digest, signature });
  };

  const readBlocks = async (): Promise<boolean> => {
    const head = await client.getBlock({ blockTag: "latest" });
    lead = Number(head.timestamp) * 1000;
    const isReorganised =
      last !== undefined && (head.number < last.number || (await client.getBlock({ blockNumber: last.number })).hash !== last.hash);
    if (isReorganised) {
      folder = createLogFolder({ gatewayId, salts });
      next = BigInt(deployment.startBlock);
    }
    if (head.number < next) return isReorganised;
    const logs = await readLogs(client, { deployment, from: next, to: head.number });
    for (const log of logs) folder.apply(log);
    next = head.number + 1n;
    last = { number: head.number, hash: head.hash };
    if (logs.length > 0 || isReorganised) catalogue = folder.catalogue(head.number);
    return logs.length > 0 || isReorganised;
  };
  // Two runs at once would fold the same events twice, so callers share one.
  let reading: Promise<boolean> | undefined;
  const refresh = (): Promise<boolean> =>
    (reading ??= readBlocks().finally(() => {
      reading = undefined;
    }));
  await refresh();

  const send = async (request: Parameters<typeof wallet.writeContract>[0]): Promise<Hex> => wallet.writeContract(request);
  const genesis = (await client.getBlock({ blockNumber: 0n })).hash;
  return {
    chainId,
    genesis,
    router,
    escrow,
    gatewayId,
    signer,
    catalogue: () => catalogue,
    refresh,
    now: () => Math.max(Date.now(), lead),
    payerState: async (payer) => {
      const [deposit, allowance] = await Promise.all([
        client.readContract({ ...escrowAt, functionName: "depositOf", args: [payer] }),
        client.readContract({ ...escrowAt, functionName: "allowanceOf", args: [payer, gatewayId] }),
      ]);
      const cap = allowance.nextCapAt !== 0 && allowance.nextCap < allowance.cap ? allowance.nextCap : allowance.cap;
      return {
        balance: deposit.balance,
        withdrawing: deposit.withdrawing,
        authorised: allowance.authorised,
        debited: allowance.debited,
        cap,
      };
    },
    isVoucherSigned: (voucher, signature) =>
      isSignedByController(voucher.payerAccount, voucherDigest({ chainId, escrow, voucher }), signature),
    isSignedByController,
    commons: async () => (commons ??= await client.readContract({ ...routerAt, functionName: "commons" })),
    keyProblem: async () => {
      const registry = { address: GatewayRegistry, abi: gatewayRegistryAbi } as const;
      const [count, key] = await Promise.all([
        client.readContract({ ...registry, functionName: "gatewayCount" }),
        client.readContract({ ...registry, functionName: "receiptKeyOf", args: [gatewayId, signer.address] }),
      ]);
      if (gatewayId > count) return `there is no gateway ${gatewayId} in GatewayRegistry; register it, or correct OPENLEDGER_GATEWAY_ID`;
      if (key.addedAt === 0)
        return `${signer.address} is not a receipt key of gateway ${gatewayId}; its operator adds it with addReceiptKey`;
      return key.revokedAt === 0 ? undefined : `receipt key ${signer.address} was revoked; set OPENLEDGER_RECEIPT_KEY to a valid one`;
    },
    isSettled: (epoch, sequence) => client.readContract({ ...routerAt, functionName: "isSettled", args: [gatewayId, epoch, sequence] }),
    redeem: async (vouchers) => {
      const simulated = client.simulateContract({
        ...escrowAt,
        account: submitter,
        chain,
        functionName: "redeem",
        args: [vouchers.map(({ voucher }) => voucher), vouchers.map(({ signature }) => signature)],
      });
      const { request } = await simulated.catch(rejectWithRefusal);
      const hash = await send(request as never);
      const receipt = await client.waitForTransactionReceipt({ hash });
      if (receipt.status !== "success") throw new Error(`The redemption ${hash} was reverted.`);
      return hash;
    },
    settle: async ({ blob, key, signature }) => {
      const simulated = client.simulateContract({
        ...routerAt,
        account: submitter,
        chain,
        functionName: "settle",
        args: [blob, key, signature],
      });
      const { request } = await simulated.catch(rejectWithRefusal);
      return send(request as never);
    },
    publishedPrior: async (adapter, snapshotRoot) => {
      const { InfluencePriors } = deployment.contracts;
      if (InfluencePriors === undefined) return undefined;
      const priorsAt = { address: InfluencePriors, abi: influencePriorsAbi } as const;
      const number = await client.readContract({ ...priorsAt, functionName: "numberOf", args: [gatewayId, adapter, snapshotRoot] });
      if (number === 0) return undefined;
      const { root, state, usableFrom, unusableFrom } = await client.readContract({
        ...priorsAt,
        functionName: "priorOf",
        args: [number],
      });
      return { number, root, isStanding: state === PriorState.Published, usableFrom, unusableFrom };
    },
    isOnPanel: async (receiptId, account, datanets) => {
      const { PanelDraws, RerunPanel } = deployment.contracts;
      if (RerunPanel === undefined) return false;
      const panelAt = { address: RerunPanel, abi: rerunPanelAbi } as const;
      const drawsAt = { address: PanelDraws, abi: panelDrawsAbi } as const;
      for (const datanet of datanets) {
        const number = await client.readContract({ ...panelAt, functionName: "caseNumberOf", args: [receiptId, datanet] });
        if (number === 0) continue;
        const { vote, review, stage } = await client.readContract({ ...panelAt, functionName: "caseOf", args: [number] });
        if (stage === CaseStage.Closed) continue;
        for (const own of review === 0 ? [vote] : [vote, review]) {
          const { draw, barred, size } = await client.readContract({ ...panelAt, functionName: "voteOf", args: [own] });
          // Nobody is drawn yet, and the draw does not tell members.
          if (size === 0) continue;
          const members = await client.readContract({ ...drawsAt, functionName: "membersOf", args: [draw] });
          // A party of the case may have been drawn: it does not vote, and is shown nothing.
          if (members.some((member, seat) => member === account && ((barred >>> seat) & 1) === 0)) return true;
        }
      }
      return false;
    },
    grantDomain: { chainId, registry: DatanetRegistry },
    datanetOwner: (datanet) =>
      client.readContract({ address: DatanetRegistry, abi: datanetRegistryAbi, functionName: "ownerOf", args: [BigInt(datanet)] }),
    isSigned: (controller, data, signature) => isSignedBy(client, { controller, digest: hashTypedData(data as never), signature }),
    waitFor: async (hash) => (await client.waitForTransactionReceipt({ hash, timeout: 120_000 })).status === "success",
  };
}
