import { accountRegistryAbi, agentRegistryAbi, openGovernorAbi, openTokenAbi, paymentEscrowAbi } from "@openledger/sdk/abis";
import { keccak256, toHex, type Abi, type Hex } from "viem";

import type { Signer, WalletWorld } from "./world.ts";

export type Message = Readonly<Record<string, unknown>>;

/** One signed message: what is signed, where it goes, what it does, and how it is refused. */
export type MessageCase = {
  readonly primaryType: string;
  /** Name of the documented function that signs it, after "sign"; the primary type's if left out. */
  readonly snippet?: string;
  readonly contract: string;
  readonly abi: Abi;
  prepare(world: WalletWorld, signer: Signer): Promise<Message>;
  /** The message after its time, where it has one. */
  readonly expire?: (message: Message, now: bigint) => Message;
  call(
    message: Message,
    signature: Hex,
    signer: Signer,
    world: WalletWorld,
  ): { readonly functionName: string; readonly args: readonly unknown[]; readonly from?: Hex };
  /** True once the message has had its effect. */
  isDone(world: WalletWorld, message: Message, signer: Signer): Promise<boolean>;
  /** Errors by what is wrong. `replayed` undefined: a second time changes nothing, and does not revert. */
  readonly errors: { readonly signature: string; readonly expired?: string; readonly replayed?: string };
};

const hour = 3_600n;
const amount = 7n * 10n ** 18n;
const other: Hex = "0x00000000000000000000000000000000000000B0";
const fresh = (signer: Signer, label: string) => keccak256(toHex(`${label} of ${signer.address}`));

const read = (world: WalletWorld, contract: string, abi: Abi, functionName: string, args: readonly unknown[]) =>
  world.client.readContract({ address: world.contracts[contract]!, abi, functionName, args } as never) as Promise<unknown>;
const token = (world: WalletWorld, functionName: string, ...args: readonly unknown[]) =>
  read(world, "OpenToken", openTokenAbi as Abi, functionName, args);

const authorization = (to: (world: WalletWorld) => Hex) => async (world: WalletWorld, signer: Signer) => {
  const now = await world.now();
  return {
    from: signer.address,
    to: to(world),
    value: amount,
    validAfter: now - 1n,
    validBefore: now + hour,
    nonce: fresh(signer, "authorization"),
  };
};
const values = (message: Message) => Object.values(message);
const openToken = { contract: "OpenToken", abi: openTokenAbi as Abi } as const;

export const messageCases: readonly MessageCase[] = [
  {
    primaryType: "Permit",
    ...openToken,
    async prepare(world, { address }) {
      const nonce = await token(world, "nonces", address);
      return { owner: address, spender: other, value: amount, nonce, deadline: (await world.now()) + hour };
    },
    expire: (message, now) => ({ ...message, deadline: now - 1n }),
    call: ({ owner, spender, value, deadline }, signature) => ({
      functionName: "permit",
      args: [owner, spender, value, deadline, signature],
    }),
    isDone: async (world, { owner, spender }) => (await token(world, "allowance", owner, spender)) === amount,
    errors: { signature: "OpenToken_BadSignature", expired: "OpenToken_SignatureExpired", replayed: "OpenToken_BadSignature" },
  },
  {
    primaryType: "Delegation",
    ...openToken,
    async prepare(world, { address }) {
      return { delegatee: other, nonce: await token(world, "nonces", address), expiry: (await world.now()) + hour };
    },
    expire: (message, now) => ({ ...message, expiry: now - 1n }),
    call: ({ delegatee, nonce, expiry }, signature, { address }) => ({
      functionName: "delegateBySig",
      args: [address, delegatee, nonce, expiry, signature],
    }),
    isDone: async (world, _, { address }) => (await token(world, "delegates", address)) === other,
    errors: { signature: "OpenToken_BadSignature", expired: "OpenToken_SignatureExpired", replayed: "InvalidAccountNonce" },
  },
  {
    primaryType: "TransferWithAuthorization",
    ...openToken,
    prepare: authorization(() => other),
    expire: (message, now) => ({ ...message, validBefore: now }),
    call: (message, signature) => ({ functionName: "transferWithAuthorization", args: [...values(message), signature] }),
    isDone: async (world, { from, nonce }) => (await token(world, "authorizationState", from, nonce)) === true,
    errors: {
      signature: "OpenToken_BadSignature",
      expired: "ERC3009InvalidAuthorizationTime",
      replayed: "ERC3009UsedAuthorization",
    },
  },
  {
    primaryType: "ReceiveWithAuthorization",
    ...openToken,
    // Only the receiver may submit it.
    prepare: authorization((world) => world.relayer),
    expire: (message, now) => ({ ...message, validBefore: now }),
    call: (message, signature) => ({ functionName: "receiveWithAuthorization", args: [...values(message), signature] }),
    isDone: async (world, { from, nonce }) => (await token(world, "authorizationState", from, nonce)) === true,
    errors: {
      signature: "OpenToken_BadSignature",
      expired: "ERC3009InvalidAuthorizationTime",
      replayed: "ERC3009UsedAuthorization",
    },
  },
  {
    primaryType: "CancelAuthorization",
    ...openToken,
    prepare: async (_, signer) => ({ authorizer: signer.address, nonce: fresh(signer, "cancelled") }),
    call: ({ authorizer, nonce }, signature) => ({ functionName: "cancelAuthorization", args: [authorizer, nonce, signature] }),
    isDone: async (world, { authorizer, nonce }) => (await token(world, "authorizationState", authorizer, nonce)) === true,
    errors: { signature: "OpenToken_BadSignature", replayed: "ERC3009UsedAuthorization" },
  },
  {
    primaryType: "Voucher",
    contract: "PaymentEscrow",
    abi: paymentEscrowAbi as Abi,
    async prepare(world, { address }) {
      await world.send(address, world.contracts.AccountRegistry!, accountRegistryAbi, "register", [address]);
      const payerAccount = Number(await read(world, "AccountRegistry", accountRegistryAbi as Abi, "accountCount", []));
      return { payerAccount, gatewayId: 1, cumulative: 5_000_000_000n, expiry: Number((await world.now()) + hour) };
    },
    expire: (message, now) => ({ ...message, expiry: Number(now) - 1 }),
    call: (message, signature) => ({ functionName: "redeem", args: [[message], [signature]] }),
    async isDone(world, { payerAccount, gatewayId, cumulative }) {
      const { authorised } = (await read(world, "PaymentEscrow", paymentEscrowAbi as Abi, "allowanceOf", [payerAccount, gatewayId])) as {
        authorised: bigint;
      };
      return authorised === cumulative;
    },
    // A voucher is cumulative: to redeem it again changes nothing.
    errors: { signature: "PaymentEscrow_BadSignature", expired: "PaymentEscrow_VoucherExpired" },
  },
  {
    primaryType: "AgentWalletSet",
    contract: "AgentRegistry",
    abi: agentRegistryAbi as Abi,
    async prepare(world, { address }) {
      return { agentId: await world.agent(), newWallet: address, owner: world.relayer, deadline: (await world.now()) + 200n };
    },
    expire: (message, now) => ({ ...message, deadline: now - 1n }),
    call: ({ agentId, newWallet, deadline }, signature) => ({
      functionName: "setAgentWallet",
      args: [agentId, newWallet, deadline, signature],
    }),
    isDone: async (world, { agentId, newWallet }) =>
      (await read(world, "AgentRegistry", agentRegistryAbi as Abi, "getAgentWallet", [agentId])) === newWallet,
    // Within its five minutes the agent's owner may set the same wallet again.
    errors: { signature: "AgentRegistry_BadSignature", expired: "AgentRegistry_DeadlinePassed" },
  },
  {
    primaryType: "Ballot",
    contract: "OpenGovernor",
    abi: openGovernorAbi as Abi,
    async prepare(world, { address }) {
      const proposalId = await world.proposal(address);
      const nonce = await read(world, "OpenGovernor", openGovernorAbi as Abi, "nonces", [address]);
      return { proposalId, support: 1, voter: address, nonce };
    },
    call: ({ proposalId, support, voter }, signature) => ({ functionName: "castVoteBySig", args: [proposalId, support, voter, signature] }),
    isDone: async (world, { proposalId, voter }) =>
      (await read(world, "OpenGovernor", openGovernorAbi as Abi, "hasVoted", [proposalId, voter])) === true,
    errors: { signature: "GovernorInvalidSignature", replayed: "GovernorInvalidSignature" },
  },
];
