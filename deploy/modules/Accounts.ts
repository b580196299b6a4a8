import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import type { SuiteShape } from "./shape.ts";
import { tokenModule } from "./Token.ts";

/** Account numbers and the ledger of what every account has earned. */
export const accountsModule = (shape: SuiteShape) =>
  buildModule("Accounts", (m) => {
    const token = m.useModule(tokenModule(shape));
    const accountRegistry = m.contract("AccountRegistry", [token.authority]);
    const payoutLedger = m.contract("PayoutLedger", [token.authority, token.openToken, accountRegistry]);
    return { ...token, accountRegistry, payoutLedger };
  });
