import { accountRegistered } from "./accounts/account-registered.ts";
import { assetAccountRegistered } from "./accounts/asset-account-registered.ts";
import { signedActionsSet } from "./accounts/signed-actions.ts";
import { ownershipOffered, ownershipTransferred, payoutChanged } from "./accounts/account-changed.ts";
import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";

export const accountRegistryReducers: Reducers<"AccountRegistry"> = {
  AccountRegistered: accountRegistered,
  AssetAccountRegistered: assetAccountRegistered,
  PayoutChanged: payoutChanged,
  OwnershipOffered: ownershipOffered,
  OwnershipTransferred: ownershipTransferred,
  SignedActionsSet: signedActionsSet,
  AuthorityUpdated: authorityUpdated,
};
