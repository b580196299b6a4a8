import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import Registries from "./Registries.ts";

/** Gateways with their offerings, and the payers' escrow. */
export default buildModule("Serving", (m) => {
  const registries = m.useModule(Registries);
  const { authority, openToken, accountRegistry, payoutLedger, datanetRegistry, modelRegistry, adapterRegistry, agentRegistry } =
    registries;
  const gatewayRegistry = m.contract("GatewayRegistry", [
    authority,
    openToken,
    accountRegistry,
    datanetRegistry,
    modelRegistry,
    adapterRegistry,
    agentRegistry,
    m.getParameter("gatewayUnbondingDelay"),
  ]);
  const paymentEscrow = m.contract("PaymentEscrow", [
    authority,
    openToken,
    accountRegistry,
    gatewayRegistry,
    payoutLedger,
    m.getParameter("escrowWithdrawalDelay"),
  ]);
  return { ...registries, gatewayRegistry, paymentEscrow };
});
