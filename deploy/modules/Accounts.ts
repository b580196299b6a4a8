import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import Token from "./Token.ts";

/** Account numbers and the ledger of what every account has earned. */
export default buildModule("Accounts", (m) => {
  const { authority, openToken } = m.useModule(Token);
  const accountRegistry = m.contract("AccountRegistry", [authority]);
  const payoutLedger = m.contract("PayoutLedger", [authority, openToken, accountRegistry]);
  return { authority, openToken, accountRegistry, payoutLedger };
});
