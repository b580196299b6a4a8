import { encodeFunctionData, type Address, type Hex, type TypedDataDefinition } from "viem";

import { checkUint } from "../bytes/check-uint.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { actionType } from "./action-type.ts";
import type { SignedActionName } from "./signed-actions.ts";

/** What somebody wants done, before it is signed. */
export interface ActionRequest {
  readonly name: SignedActionName;
  /** The function's arguments by name. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Most OPEN the call may take from the signer's wallet, base units (1e-18 OPEN); allowed to `SignedActions` before. */
  readonly spend?: bigint;
  /** Any 32 bytes the signer has not used before. */
  readonly nonce: Hex;
  /** Unix time in seconds: the last second at which it counts. */
  readonly deadline: number;
}

type Place = Pick<Deployment, "chainId"> & { readonly contracts: Pick<Deployment["contracts"], "SignedActions"> };

/**
 * EIP-712 typed data of a signed action, which a wallet shows field by field. Sign it with `signTypedData` of any library.
 * @throws IntegerOutOfRangeError with the field that does not fit.
 */
export function actionTypedData({ chainId, contracts }: Place, request: ActionRequest): TypedDataDefinition {
  const { members } = actionType(request.name);
  const { arguments: values, spend = 0n, nonce, deadline } = request;
  checkUint("spend", spend, 256);
  checkUint("deadline", deadline, 48);
  return {
    domain: { name: "OpenLedger SignedActions", version: "1", chainId, verifyingContract: contracts.SignedActions },
    types: { [request.name]: members },
    primaryType: request.name,
    message: { ...values, spend, nonce, deadline },
  } as unknown as TypedDataDefinition;
}

/** The action as `SignedActions.perform` takes it, beside the signature. */
export function actionCall({ contracts }: Pick<Deployment, "contracts">, signer: Address, request: ActionRequest) {
  const { contract, function: called } = actionType(request.name);
  const args = called.inputs.map(({ name }) => request.arguments[name!]);
  return {
    signer,
    target: contracts[contract],
    call: encodeFunctionData({ abi: [called], functionName: called.name, args }),
    spend: request.spend ?? 0n,
    nonce: request.nonce,
    deadline: request.deadline,
  } as const;
}
