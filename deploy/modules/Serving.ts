import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { registriesModule } from "./Registries.ts";
import type { SuiteShape } from "./shape.ts";

/** Gateways with their offerings, and the payers' escrow. */
export const servingModule = (shape: SuiteShape) =>
  buildModule("Serving", (m) => {
    const registries = m.useModule(registriesModule(shape));
    const { authority, guardian, openToken, accountRegistry, payoutLedger } = registries;
    const { datanetRegistry, modelRegistry, adapterRegistry, agentRegistry } = registries;
    const offeringLicences = m.library("OfferingLicences");
    const gatewayRegistry = m.contract(
      "GatewayRegistry",
      [
        authority,
        openToken,
        accountRegistry,
        datanetRegistry,
        modelRegistry,
        adapterRegistry,
        agentRegistry,
        guardian,
        m.getParameter("gatewayUnbondingDelay"),
      ],
      { libraries: { OfferingLicences: offeringLicences } },
    );
    const paymentEscrow = m.contract("PaymentEscrow", [
      authority,
      openToken,
      accountRegistry,
      gatewayRegistry,
      payoutLedger,
      guardian,
      m.getParameter("escrowWithdrawalDelay"),
    ]);
    return { ...registries, offeringLicences, gatewayRegistry, paymentEscrow };
  });
