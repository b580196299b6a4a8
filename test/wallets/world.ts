import { encodeDeployData, type Abi, createTestClient, createWalletClient, custom, getContractAddress, type Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";

import { accountRegistryAbi, agentRegistryAbi, gatewayRegistryAbi, openGovernorAbi, openTokenAbi } from "@openledger/sdk/abis";

import { deploySimulatedSuite } from "../../scripts/lib/simulated-suite.ts";

export type WalletWorld = Awaited<ReturnType<typeof createWalletWorld>>;
/** Who signs: a key, or a contract wallet (ERC-1271) whose key it is. */
export type Signer = { readonly address: Hex; readonly key: Hex };

const open = 10n ** 18n;

/** A deployed suite with one gateway, one proposal to vote on, and somebody who submits what others signed. */
export async function createWalletWorld() {
  const { default: hre } = await import("hardhat");
  const suite = await deploySimulatedSuite();
  const { client, deployment, accounts, treasury } = suite;
  const transport = custom(client);
  const test = createTestClient({ mode: "hardhat", transport });
  const relayer = accounts[9]!;
  const chainId = await client.getChainId();

  const send = async (account: Hex, address: Hex, abi: Abi | readonly unknown[], functionName: string, args: readonly unknown[]) => {
    const request = { account, address, abi, functionName, args, chain: null };
    const hash = await createWalletClient({ transport }).writeContract(request as never);
    return client.waitForTransactionReceipt({ hash, pollingInterval: 20 });
  };
  const deployArtifact = async (name: string, args: readonly unknown[]): Promise<Hex> => {
    const { abi, bytecode } = await hre.artifacts.readArtifact(name);
    const nonce = BigInt(await client.getTransactionCount({ address: relayer }));
    const data = encodeDeployData({ abi: abi as Abi, bytecode: bytecode as Hex, args });
    const hash = await createWalletClient({ transport }).sendTransaction({ account: relayer, data, chain: null } as never);
    await client.waitForTransactionReceipt({ hash, pollingInterval: 20 });
    return getContractAddress({ from: relayer, nonce });
  };
  const impersonate = async (address: Hex) => {
    await test.impersonateAccount({ address });
    await test.setBalance({ address, value: open });
  };

  const { OpenToken, AccountRegistry, GatewayRegistry, AccessManager } = deployment.contracts as Record<string, Hex>;
  await send(relayer, AccountRegistry!, accountRegistryAbi, "register", [relayer]);
  await send(relayer, GatewayRegistry!, gatewayRegistryAbi, "register", [2, "Gateway", "https://gateway.example"]);

  // A governor of its own, so that a vote can be tried whatever governs the suite.
  const day = 86_400;
  const parameters = {
    votingDelay: day,
    votingPeriod: 5 * day,
    proposalThreshold: 1_000n * open,
    quorumBps: 400n,
    supplyFloor: 0n,
    voteExtension: day,
  };
  const openGovernor = await deployArtifact("OpenGovernor", [OpenToken, AccessManager, parameters]);

  return {
    ...suite,
    chainId,
    test,
    relayer,
    contracts: { ...deployment.contracts, OpenGovernor: openGovernor } as Record<string, Hex>,
    send,
    impersonate,
    now: async () => (await client.getBlock()).timestamp,
    /** A fresh signer with 100 OPEN, that the node lets act. */
    async signer(kind: "key" | "contract wallet"): Promise<Signer> {
      const key = generatePrivateKey();
      const owner = privateKeyToAccount(key).address;
      const address = kind === "key" ? owner : await deployArtifact("test/support/governance/Wallet.sol:Wallet", [owner]);
      await impersonate(address);
      await send(treasury, OpenToken!, openTokenAbi, "transfer", [address, 100n * open]);
      return { address, key };
    },
    /** An agent of the relayer. */
    async agent(): Promise<bigint> {
      const { result } = (await client.simulateContract({
        account: relayer,
        address: deployment.contracts.AgentRegistry!,
        abi: agentRegistryAbi,
        functionName: "register",
        args: [],
      } as never)) as { result: bigint };
      await send(relayer, deployment.contracts.AgentRegistry!, agentRegistryAbi, "register", []);
      return result;
    },
    /** A proposal of the treasury that is being voted on; `voter` has 100 votes in it. */
    async proposal(voter: Hex): Promise<bigint> {
      await send(treasury, OpenToken!, openTokenAbi, "delegate", [treasury]);
      await send(voter, OpenToken!, openTokenAbi, "delegate", [voter]);
      await test.increaseTime({ seconds: 2 });
      await test.mine({ blocks: 1 });
      const args = [[relayer], [0n], ["0x"], `proposal for ${voter}`];
      const request = { account: treasury, address: openGovernor, abi: openGovernorAbi, functionName: "propose", args };
      const { result } = (await client.simulateContract(request as never)) as { result: bigint };
      await send(treasury, openGovernor, openGovernorAbi, "propose", args);
      await test.increaseTime({ seconds: day + 10 });
      await test.mine({ blocks: 1 });
      return result;
    },
  };
}
