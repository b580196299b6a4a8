import { toFunctionSelector, type AbiFunction, type Hex } from "viem";

import {
  accountRegistryAbi,
  bountiesAbi,
  contributionLedgerAbi,
  panelDrawsAbi,
  paymentEscrowAbi,
  removalCourtAbi,
  validationRoundsAbi,
  validatorStakingAbi,
} from "../generated/abis.ts";
import { SIGNED_ACTIONS, type SignedActionName } from "./signed-actions.ts";

/** How `SignedActions` hashes an argument: `ISignedActions.Field`. */
export const FIELD = { Word: 0, Words: 1, Bytes: 2 } as const;
export type Field = (typeof FIELD)[keyof typeof FIELD];

/** A signed action's message, from the ABI of the function it stands for. */
export interface ActionType {
  readonly name: SignedActionName;
  readonly contract: (typeof SIGNED_ACTIONS)[SignedActionName][0];
  readonly function: AbiFunction;
  readonly selector: Hex;
  readonly fields: readonly Field[];
  /** EIP-712 members: the function's arguments, then what every signed action has. */
  readonly members: readonly { readonly name: string; readonly type: string }[];
  /** `Name(type name,…)`, whose keccak256 is the type hash. */
  readonly definition: string;
}

const abis = {
  AccountRegistry: accountRegistryAbi,
  Bounties: bountiesAbi,
  ContributionLedger: contributionLedgerAbi,
  PanelDraws: panelDrawsAbi,
  PaymentEscrow: paymentEscrowAbi,
  RemovalCourt: removalCourtAbi,
  ValidationRounds: validationRoundsAbi,
  ValidatorStaking: validatorStakingAbi,
} as const;

const common = [
  { name: "spend", type: "uint256" },
  { name: "nonce", type: "bytes32" },
  { name: "deadline", type: "uint48" },
] as const;

/** @throws TypeError for an argument that EIP-712 and the ABI encode differently (structs, fixed arrays, nested arrays). */
function fieldOf(type: string): Field {
  if (type === "string" || type === "bytes") return FIELD.Bytes;
  if (/^(u?int\d+|address|bool|bytes\d+)$/.test(type)) return FIELD.Word;
  if (/^(u?int\d+|address|bool|bytes32)\[\]$/.test(type)) return FIELD.Words;
  throw new TypeError(`An argument of type ${type} cannot be part of a signed action.`);
}

/** The message of a signed action. */
export function actionType(name: SignedActionName): ActionType {
  const [contract, functionName] = SIGNED_ACTIONS[name];
  const found = (abis[contract] as readonly { readonly type: string; readonly name?: string }[]).find(
    (entry) => entry.type === "function" && entry.name === functionName,
  ) as AbiFunction;
  const members = [...found.inputs.map(({ name: argument, type }) => ({ name: argument!, type })), ...common];
  return {
    name,
    contract,
    function: found,
    selector: toFunctionSelector(found),
    fields: found.inputs.map(({ type }) => fieldOf(type)),
    members,
    definition: `${name}(${members.map(({ name: member, type }) => `${type} ${member}`).join(",")})`,
  };
}
