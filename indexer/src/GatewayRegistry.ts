import type { Reducers } from "./fold/contracts.ts";
import { authorityUpdated } from "./fold/parameter.ts";
import { bondLockSet, bondSlashed } from "./gateways/bond-slashed.ts";
import { bondPosted, bondWithdrawn, unbondingStarted } from "./gateways/gateway-bond.ts";
import { endpointChanged, gatewayRegistered } from "./gateways/gateway-registered.ts";
import { minimumBondChanged, minimumDataShareChanged } from "./gateways/minimum-changed.ts";
import { offeringPublished, offeringRetired } from "./gateways/offering-published.ts";
import { receiptKeyAdded, receiptKeyRevoked } from "./gateways/receipt-key.ts";

export const gatewayRegistryReducers: Reducers<"GatewayRegistry"> = {
  GatewayRegistered: gatewayRegistered,
  EndpointChanged: endpointChanged,
  BondPosted: bondPosted,
  UnbondingStarted: unbondingStarted,
  BondWithdrawn: bondWithdrawn,
  BondSlashed: bondSlashed,
  BondLockSet: bondLockSet,
  ReceiptKeyAdded: receiptKeyAdded,
  ReceiptKeyRevoked: receiptKeyRevoked,
  OfferingPublished: offeringPublished,
  OfferingRetired: offeringRetired,
  MinimumBondChanged: minimumBondChanged,
  MinimumDataShareChanged: minimumDataShareChanged,
  AuthorityUpdated: authorityUpdated,
};
