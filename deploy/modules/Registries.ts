import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import Accounts from "./Accounts.ts";

/** Datanets, models, adapters and agents: the assets whose tokens carry income. */
export default buildModule("Registries", (m) => {
  const { authority, openToken, accountRegistry, payoutLedger } = m.useModule(Accounts);
  const datanetRegistry = m.contract("DatanetRegistry", [authority, accountRegistry, payoutLedger]);
  const modelRegistry = m.contract("ModelRegistry", [accountRegistry, payoutLedger, datanetRegistry]);
  const adapterRegistry = m.contract("AdapterRegistry", [accountRegistry, payoutLedger, datanetRegistry, modelRegistry]);
  const agentRegistry = m.contract("AgentRegistry", [accountRegistry, payoutLedger, datanetRegistry, modelRegistry, adapterRegistry]);
  return { authority, openToken, accountRegistry, payoutLedger, datanetRegistry, modelRegistry, adapterRegistry, agentRegistry };
});
