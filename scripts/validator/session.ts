import { accountRegistryAbi } from "@openledger/sdk/abis";
import type { ContractName, Deployment } from "@openledger/sdk";
import { createPublicClient, createWalletClient, http, type Abi, type Hex, type PublicClient, type TransactionReceipt } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { revertReason } from "../demo/world.ts";
import { readDeployment, type Options } from "./options.ts";
import { UsageError, type Output } from "./output.ts";

type Call = { readonly contract: ContractName; readonly abi: Abi; readonly functionName: string; readonly args: readonly unknown[] };

/** A chain as one validator uses it. */
export type Session = {
  readonly options: Options;
  readonly output: Output;
  readonly client: PublicClient;
  readonly deployment: Deployment;
  read<T>(call: Omit<Call, "args"> & { readonly args?: readonly unknown[] }): Promise<T>;
  /** Sends and waits. @throws Error with the contract's named error if it refuses. */
  send(call: Call): Promise<TransactionReceipt>;
  /** Sends if it would succeed now; undefined if the contract refuses. */
  attempt(call: Call): Promise<TransactionReceipt | undefined>;
  /** Address of the key. @throws UsageError without one. */
  owner(): Hex;
  /** The validator's account. @throws UsageError if the key controls none, or several and none was named. */
  account(): Promise<number>;
  /** Unix seconds of the latest block. */
  now(): Promise<number>;
};

/** @throws UsageError if the chain does not answer or is another than the deployment's. */
export async function openSession(options: Options, output: Output): Promise<Session> {
  const deployment = readDeployment(options.deployment);
  const transport = http(options.rpcUrl, { retryCount: 2, timeout: 20_000 });
  const client = createPublicClient({ transport, pollingInterval: 100, cacheTime: 0 });
  const chainId = await client.getChainId().catch((error: Error & { shortMessage?: string }) => {
    throw new UsageError(
      `the chain at ${options.rpcUrl} does not answer (${error.shortMessage ?? error.message}); start it or correct --rpc`,
    );
  });
  if (chainId !== deployment.chainId)
    throw new UsageError(`${options.rpcUrl} serves chain ${chainId}, the deployment is on chain ${deployment.chainId}; make them agree`);
  const chain = {
    id: chainId,
    name: `chain ${chainId}`,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [options.rpcUrl] } },
  };
  const signer = options.key === undefined ? undefined : privateKeyToAccount(options.key);
  const wallet = signer === undefined ? undefined : createWalletClient({ account: signer, chain, transport });
  const needKey = () => new UsageError("this needs a key: set OPENLEDGER_VALIDATOR_KEY to the private key of the account's owner");
  let account: number | undefined;

  const session: Session = {
    options,
    output,
    client: client as PublicClient,
    deployment,
    async read<T>({ contract, abi, functionName, args = [] }: Omit<Call, "args"> & { readonly args?: readonly unknown[] }) {
      return (await client.readContract({ address: deployment.contracts[contract], abi, functionName, args })) as T;
    },
    async send({ contract, abi, functionName, args }) {
      if (wallet === undefined) throw needKey();
      try {
        const hash = await wallet.writeContract({ address: deployment.contracts[contract], abi, functionName, args });
        const receipt = await client.waitForTransactionReceipt({ hash, timeout: 120_000 });
        if (receipt.status !== "success") throw new Error(`transaction ${hash} was reverted`);
        return receipt;
      } catch (error) {
        throw new Error(`${contract}.${functionName}: ${revertReason(error)}`, { cause: error });
      }
    },
    async attempt(call) {
      if (signer === undefined) throw needKey();
      const { contract, abi, functionName, args } = call;
      const simulated = client.simulateContract({ account: signer, address: deployment.contracts[contract], abi, functionName, args });
      const isWilling = await simulated.then(
        () => true,
        () => false,
      );
      // Somebody else may do the same step between the two; then it is done.
      return isWilling ? session.send(call).catch(() => undefined) : undefined;
    },
    owner() {
      if (signer === undefined) throw needKey();
      return signer.address;
    },
    account: async () => (account ??= options.account ?? (await findAccount(session))),
    now: async () => Number((await client.getBlock({ blockTag: "latest" })).timestamp),
  };
  return session;
}

async function findAccount(session: Session): Promise<number> {
  const owner = session.owner();
  const registry = { contract: "AccountRegistry", abi: accountRegistryAbi } as const;
  const logs = await session.client.getContractEvents({
    address: session.deployment.contracts.AccountRegistry,
    abi: accountRegistryAbi,
    eventName: "AccountRegistered",
    args: { owner },
    fromBlock: BigInt(session.deployment.startBlock),
  });
  const owned: number[] = [];
  for (const { args } of logs) {
    const controller = await session.read<Hex>({ ...registry, functionName: "controllerOf", args: [args.account] });
    if (controller.toLowerCase() === owner.toLowerCase()) owned.push(args.account!);
  }
  if (owned.length === 1) return owned[0]!;
  if (owned.length === 0) throw new UsageError(`${owner} controls no account here; stake registers one`);
  throw new UsageError(`${owner} controls the accounts ${owned.join(", ")}; choose one with --account`);
}
