import { actionTypedData, type ActionRequest } from "@openledger/sdk/actions";
import type { Hex, LocalAccount } from "viem";

// #region Permit
export function signPermit(account: LocalAccount, chainId: number, openToken: Hex, message: Permit): Promise<Hex> {
  const domain = { name: "OPEN", version: "1", chainId, verifyingContract: openToken };
  const types = {
    Permit: [
      { name: "owner", type: "address" },
      { name: "spender", type: "address" },
      { name: "value", type: "uint256" },
      { name: "nonce", type: "uint256" },
      { name: "deadline", type: "uint256" },
    ],
  } as const;
  return account.signTypedData({ domain, types, primaryType: "Permit", message });
}
export type Permit = {
  readonly owner: Hex;
  readonly spender: Hex;
  readonly value: bigint;
  readonly nonce: bigint;
  readonly deadline: bigint;
};
// #endregion

// #region Delegation
export function signDelegation(account: LocalAccount, chainId: number, openToken: Hex, message: Delegation): Promise<Hex> {
  const domain = { name: "OPEN", version: "1", chainId, verifyingContract: openToken };
  const types = {
    Delegation: [
      { name: "delegatee", type: "address" },
      { name: "nonce", type: "uint256" },
      { name: "expiry", type: "uint256" },
    ],
  } as const;
  return account.signTypedData({ domain, types, primaryType: "Delegation", message });
}
export type Delegation = { readonly delegatee: Hex; readonly nonce: bigint; readonly expiry: bigint };
// #endregion

// #region TransferWithAuthorization
export function signTransferWithAuthorization(
  account: LocalAccount,
  chainId: number,
  openToken: Hex,
  message: TransferWithAuthorization,
): Promise<Hex> {
  const domain = { name: "OPEN", version: "1", chainId, verifyingContract: openToken };
  const types = {
    TransferWithAuthorization: [
      { name: "from", type: "address" },
      { name: "to", type: "address" },
      { name: "value", type: "uint256" },
      { name: "validAfter", type: "uint256" },
      { name: "validBefore", type: "uint256" },
      { name: "nonce", type: "bytes32" },
    ],
  } as const;
  return account.signTypedData({ domain, types, primaryType: "TransferWithAuthorization", message });
}
export type TransferWithAuthorization = {
  readonly from: Hex;
  readonly to: Hex;
  readonly value: bigint;
  readonly validAfter: bigint;
  readonly validBefore: bigint;
  readonly nonce: Hex;
};
// #endregion

// #region ReceiveWithAuthorization
export function signReceiveWithAuthorization(
  account: LocalAccount,
  chainId: number,
  openToken: Hex,
  message: ReceiveWithAuthorization,
): Promise<Hex> {
  const domain = { name: "OPEN", version: "1", chainId, verifyingContract: openToken };
  const types = {
    ReceiveWithAuthorization: [
      { name: "from", type: "address" },
      { name: "to", type: "address" },
      { name: "value", type: "uint256" },
      { name: "validAfter", type: "uint256" },
      { name: "validBefore", type: "uint256" },
      { name: "nonce", type: "bytes32" },
    ],
  } as const;
  return account.signTypedData({ domain, types, primaryType: "ReceiveWithAuthorization", message });
}
export type ReceiveWithAuthorization = {
  readonly from: Hex;
  readonly to: Hex;
  readonly value: bigint;
  readonly validAfter: bigint;
  readonly validBefore: bigint;
  readonly nonce: Hex;
};
// #endregion

// #region CancelAuthorization
export function signCancelAuthorization(
  account: LocalAccount,
  chainId: number,
  openToken: Hex,
  message: CancelAuthorization,
): Promise<Hex> {
  const domain = { name: "OPEN", version: "1", chainId, verifyingContract: openToken };
  const types = {
    CancelAuthorization: [
      { name: "authorizer", type: "address" },
      { name: "nonce", type: "bytes32" },
    ],
  } as const;
  return account.signTypedData({ domain, types, primaryType: "CancelAuthorization", message });
}
export type CancelAuthorization = { readonly authorizer: Hex; readonly nonce: Hex };
// #endregion

// #region Voucher
export function signVoucher(account: LocalAccount, chainId: number, paymentEscrow: Hex, message: Voucher): Promise<Hex> {
  const domain = { name: "OpenLedger PaymentEscrow", version: "1", chainId, verifyingContract: paymentEscrow };
  const types = {
    Voucher: [
      { name: "payerAccount", type: "uint32" },
      { name: "gatewayId", type: "uint32" },
      { name: "cumulative", type: "uint64" },
      { name: "expiry", type: "uint48" },
    ],
  } as const;
  return account.signTypedData({ domain, types, primaryType: "Voucher", message });
}
export type Voucher = { readonly payerAccount: number; readonly gatewayId: number; readonly cumulative: bigint; readonly expiry: number };
// #endregion

// #region AgentWalletSet
export function signAgentWalletSet(account: LocalAccount, chainId: number, agentRegistry: Hex, message: AgentWalletSet): Promise<Hex> {
  const domain = { name: "ERC8004IdentityRegistry", version: "1", chainId, verifyingContract: agentRegistry };
  const types = {
    AgentWalletSet: [
      { name: "agentId", type: "uint256" },
      { name: "newWallet", type: "address" },
      { name: "owner", type: "address" },
      { name: "deadline", type: "uint256" },
    ],
  } as const;
  return account.signTypedData({ domain, types, primaryType: "AgentWalletSet", message });
}
export type AgentWalletSet = { readonly agentId: bigint; readonly newWallet: Hex; readonly owner: Hex; readonly deadline: bigint };
// #endregion

// #region Ballot
export function signBallot(account: LocalAccount, chainId: number, openGovernor: Hex, message: Ballot): Promise<Hex> {
  const domain = { name: "OpenGovernor", version: "1", chainId, verifyingContract: openGovernor };
  const types = {
    Ballot: [
      { name: "proposalId", type: "uint256" },
      { name: "support", type: "uint8" },
      { name: "voter", type: "address" },
      { name: "nonce", type: "uint256" },
    ],
  } as const;
  return account.signTypedData({ domain, types, primaryType: "Ballot", message });
}
export type Ballot = { readonly proposalId: bigint; readonly support: number; readonly voter: Hex; readonly nonce: bigint };
// #endregion

// #region Action
export function signAction(account: LocalAccount, chainId: number, signedActions: Hex, request: ActionRequest): Promise<Hex> {
  return account.signTypedData(actionTypedData({ chainId, contracts: { SignedActions: signedActions } }, request));
}
// #endregion
