import { SIGNED_ACTIONS, actionType, type SignedActionName } from "@openledger/sdk/actions";
import type { CallableContractFuture, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";

type Contract = CallableContractFuture<string>;
type Targets = Readonly<Record<(typeof SIGNED_ACTIONS)[SignedActionName][0], Contract>>;

/** The contract that acts for whoever signed, with every action it may carry out, made known to the account registry for ever. */
export function deployActions(m: IgnitionModuleBuilder, openToken: Contract, targets: Targets) {
  const actions = (Object.keys(SIGNED_ACTIONS) as SignedActionName[]).map((name) => {
    const { contract, selector, fields, definition } = actionType(name);
    return { target: targets[contract], selector, fields: [...fields], definition };
  });
  const signedActions = m.contract("SignedActions", [openToken, actions]);
  const named = m.call(targets.AccountRegistry, "setSignedActions", [signedActions]);
  return { signedActions, named };
}
