import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import Authority from "./Authority.ts";

/** OPEN. The first supply is minted to the treasury in `OpenLedger`, once roles are set. */
export default buildModule("Token", (m) => {
  const { authority } = m.useModule(Authority);
  const openToken = m.contract("OpenToken", [authority]);
  return { authority, openToken };
});
