import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import Authority from "./Authority.ts";

const noToken = "0x0000000000000000000000000000000000000000";
/** Predeploys of the OP stack. */
const standardBridge = "0x4200000000000000000000000000000000000010";
const superchainTokenBridge = "0x4200000000000000000000000000000000000028";

/** OPEN. Both bridges are closed until governance gives them limits. The first supply is minted to the treasury in `OpenLedger`, once roles are set. */
export default buildModule("Token", (m) => {
  const { authority } = m.useModule(Authority);
  const openToken = m.contract("OpenToken", [
    authority,
    m.getParameter("remoteToken", noToken),
    m.getParameter("l2StandardBridge", standardBridge),
    m.getParameter("superchainTokenBridge", superchainTokenBridge),
  ]);
  return { authority, openToken };
});
