import {
  BaseError,
  ContractFunctionRevertedError,
  createPublicClient,
  createWalletClient,
  defineChain,
  http,
  type Abi,
  type Hex,
  type PublicClient,
  type TransactionReceipt,
} from "viem";
import { mnemonicToAccount, type HDAccount } from "viem/accounts";

import type { DeploymentRecord } from "../lib/deployment.ts";

/** The well-known development mnemonic, whose accounts a local chain funds. Never used anywhere else. */
const developmentMnemonic = "test test test test test test test test test test test junk";

/** Who takes part; the number is the index in the mnemonic. The deployer (0) holds nothing afterwards. */
const actorIndexes = {
  governance: 1,
  datanetOwner: 2,
  curator: 3,
  gatewayOperator: 4,
  receiptKey: 5,
  submitter: 6,
  application: 7,
  modelBuilder: 8,
  adapterBuilder: 9,
  agentBuilder: 10,
  farmer: 11,
} as const;
const firstContributor = 12;

export type ActorName = keyof typeof actorIndexes;

export type Actor = { readonly name: string; readonly index: number; readonly account: HDAccount };

export type World = {
  readonly rpcUrl: string;
  readonly client: PublicClient;
  readonly deployment: DeploymentRecord;
  actor(name: ActorName): Actor;
  contributor(number: number, name: string): Actor;
  address(contract: string): Hex;
  /** Sends a transaction and waits for it. @throws with the named error if it reverts. */
  send(actor: Actor, contract: string, abi: Abi, functionName: string, args: readonly unknown[]): Promise<TransactionReceipt>;
  /** Reads a contract at the latest block. */
  read<T>(contract: string, abi: Abi, functionName: string, args?: readonly unknown[]): Promise<T>;
};

export function createWorld(rpcUrl: string, deployment: DeploymentRecord): World {
  const chain = defineChain({
    id: deployment.chainId,
    name: "local OP-type chain",
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  const client = createPublicClient({ chain, transport: http(rpcUrl), pollingInterval: 50 });
  const addressOf = (contract: string) => {
    const address = deployment.contracts[contract];
    if (address === undefined) throw new Error(`the deployment has no ${contract}`);
    return address;
  };

  return {
    rpcUrl,
    client: client as PublicClient,
    deployment,
    actor: (name) => ({ name, index: actorIndexes[name], account: mnemonicToAccount(developmentMnemonic, { addressIndex: actorIndexes[name] }) }),
    contributor: (number, name) => ({
      name,
      index: firstContributor + number,
      account: mnemonicToAccount(developmentMnemonic, { addressIndex: firstContributor + number }),
    }),
    address: addressOf,
    async send(actor, contract, abi, functionName, args) {
      const wallet = createWalletClient({ account: actor.account, chain, transport: http(rpcUrl) });
      try {
        // Not simulated first: a call runs in the latest block, and a reveal needs a later one than its commit.
        const hash = await wallet.writeContract({ address: addressOf(contract), abi, functionName, args });
        const receipt = await client.waitForTransactionReceipt({ hash });
        if (receipt.status !== "success") throw new Error(`transaction ${hash} reverted`);
        return receipt;
      } catch (error) {
        throw new Error(`${actor.name}: ${contract}.${functionName}: ${revertReason(error)}`, { cause: error });
      }
    },
    async read<T>(contract: string, abi: Abi, functionName: string, args: readonly unknown[] = []) {
      return (await client.readContract({ address: addressOf(contract), abi, functionName, args })) as T;
    },
  };
}

/** The named error of a revert with its values, else the message. */
export function revertReason(error: unknown): string {
  if (error instanceof BaseError) {
    const reverted = error.walk((cause) => cause instanceof ContractFunctionRevertedError);
    if (reverted instanceof ContractFunctionRevertedError && reverted.data !== undefined) {
      return `${reverted.data.errorName}(${(reverted.data.args ?? []).map(String).join(", ")})`;
    }
    return error.shortMessage;
  }
  return error instanceof Error ? error.message : String(error);
}
