import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import Authority from "./Authority.ts";
import type { SuiteShape } from "./shape.ts";

const noToken = "0x0000000000000000000000000000000000000000";
/** Predeploys of the OP stack. */
const standardBridge = "0x4200000000000000000000000000000000000010";
const superchainTokenBridge = "0x4200000000000000000000000000000000000028";

/**
 * OPEN. Both bridges are closed until governance gives them limits. The first supply is minted to the treasury in `OpenLedger`, once roles are set. Where OPEN
 * is the gas coin there is nothing to mint or to bridge, and the suite's token is the wrapped coin.
 */
export const tokenModule = (shape: SuiteShape) =>
  buildModule("Token", (m) => {
    const { authority, guardian } = m.useModule(Authority);
    const openToken = shape.openIsNative
      ? m.contract("WrappedOpen", [])
      : m.contract("OpenToken", [
          authority,
          m.getParameter("remoteToken", noToken),
          m.getParameter("l2StandardBridge", standardBridge),
          m.getParameter("superchainTokenBridge", superchainTokenBridge),
        ]);
    return { authority, guardian, openToken };
  });
