import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** The one `AccessManager`. The deployer is its admin until `OpenLedger` hands it to governance. */
export default buildModule("Authority", (m) => {
  const authority = m.contract("AccessManager", [m.getAccount(0)]);
  return { authority };
});
