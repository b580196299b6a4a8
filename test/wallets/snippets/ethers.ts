import { actionTypedData, type ActionRequest } from "@openledger/sdk/actions";
import type { Signer } from "ethers";
import type { Address } from "viem";

// #region Permit
export function signPermit(wallet: Signer, chainId: number, openToken: string, message: Permit): Promise<string> {
  const domain = { name: "OPEN", version: "1", chainId, verifyingContract: openToken };
  const types = {
    Permit: [
      { name: "owner", type: "address" },
      { name: "spender", type: "address" },
      { name: "value", type: "uint256" },
      { name: "nonce", type: "uint256" },
      { name: "deadline", type: "uint256" },
    ],
  };
  return wallet.signTypedData(domain, types, message);
}
export type Permit = {
  readonly owner: string;
  readonly spender: string;
  readonly value: bigint;
  readonly nonce: bigint;
  readonly deadline: bigint;
};
// #endregion

// #region Delegation
export function signDelegation(wallet: Signer, chainId: number, openToken: string, message: Delegation): Promise<string> {
  const domain = { name: "OPEN", version: "1", chainId, verifyingContract: openToken };
  const types = {
    Delegation: [
      { name: "delegatee", type: "address" },
      { name: "nonce", type: "uint256" },
      { name: "expiry", type: "uint256" },
    ],
  };
  return wallet.signTypedData(domain, types, message);
}
export type Delegation = { readonly delegatee: string; readonly nonce: bigint; readonly expiry: bigint };
// #endregion

// #region TransferWithAuthorization
export function signTransferWithAuthorization(
  wallet: Signer,
  chainId: number,
  openToken: string,
  message: TransferWithAuthorization,
): Promise<string> {
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
  };
  return wallet.signTypedData(domain, types, message);
}
export type TransferWithAuthorization = {
  readonly from: string;
  readonly to: string;
  readonly value: bigint;
  readonly validAfter: bigint;
  readonly validBefore: bigint;
  readonly nonce: string;
};
// #endregion

// #region ReceiveWithAuthorization
export function signReceiveWithAuthorization(
  wallet: Signer,
  chainId: number,
  openToken: string,
  message: ReceiveWithAuthorization,
): Promise<string> {
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
  };
  return wallet.signTypedData(domain, types, message);
}
export type ReceiveWithAuthorization = {
  readonly from: string;
  readonly to: string;
  readonly value: bigint;
  readonly validAfter: bigint;
  readonly validBefore: bigint;
  readonly nonce: string;
};
// #endregion

// #region CancelAuthorization
export function signCancelAuthorization(wallet: Signer, chainId: number, openToken: string, message: CancelAuthorization): Promise<string> {
  const domain = { name: "OPEN", version: "1", chainId, verifyingContract: openToken };
  const types = {
    CancelAuthorization: [
      { name: "authorizer", type: "address" },
      { name: "nonce", type: "bytes32" },
    ],
  };
  return wallet.signTypedData(domain, types, message);
}
export type CancelAuthorization = { readonly authorizer: string; readonly nonce: string };
// #endregion

// #region Voucher
export function signVoucher(wallet: Signer, chainId: number, paymentEscrow: string, message: Voucher): Promise<string> {
  const domain = { name: "OpenLedger PaymentEscrow", version: "1", chainId, verifyingContract: paymentEscrow };
  const types = {
    Voucher: [
      { name: "payerAccount", type: "uint32" },
      { name: "gatewayId", type: "uint32" },
      { name: "cumulative", type: "uint64" },
      { name: "expiry", type: "uint48" },
    ],
  };
  return wallet.signTypedData(domain, types, message);
}
export type Voucher = { readonly payerAccount: number; readonly gatewayId: number; readonly cumulative: bigint; readonly expiry: number };
// #endregion

// #region AgentWalletSet
export function signAgentWalletSet(wallet: Signer, chainId: number, agentRegistry: string, message: AgentWalletSet): Promise<string> {
  const domain = { name: "ERC8004IdentityRegistry", version: "1", chainId, verifyingContract: agentRegistry };
  const types = {
    AgentWalletSet: [
      { name: "agentId", type: "uint256" },
      { name: "newWallet", type: "address" },
      { name: "owner", type: "address" },
      { name: "deadline", type: "uint256" },
    ],
  };
  return wallet.signTypedData(domain, types, message);
}
export type AgentWalletSet = { readonly agentId: bigint; readonly newWallet: string; readonly owner: string; readonly deadline: bigint };
// #endregion

// #region Ballot
export function signBallot(wallet: Signer, chainId: number, openGovernor: string, message: Ballot): Promise<string> {
  const domain = { name: "OpenGovernor", version: "1", chainId, verifyingContract: openGovernor };
  const types = {
    Ballot: [
      { name: "proposalId", type: "uint256" },
      { name: "support", type: "uint8" },
      { name: "voter", type: "address" },
      { name: "nonce", type: "uint256" },
    ],
  };
  return wallet.signTypedData(domain, types, message);
}
export type Ballot = { readonly proposalId: bigint; readonly support: number; readonly voter: string; readonly nonce: bigint };
// #endregion

// #region Action
export function signAction(wallet: Signer, chainId: number, signedActions: Address, request: ActionRequest): Promise<string> {
  const { domain, types, message } = actionTypedData({ chainId, contracts: { SignedActions: signedActions } }, request);
  return wallet.signTypedData(domain!, types as never, message);
}
// #endregion
