import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

/** The one `AccessManager`, and the guardian that every part with new risk asks. The deployer is the manager's admin until `OpenLedger` hands it to governance. */
export default buildModule("Authority", (m) => {
  const authority = m.contract("AccessManager", [m.getAccount(0)]);
  const guardian = m.contract("Guardian", [authority]);
  return { authority, guardian };
});
