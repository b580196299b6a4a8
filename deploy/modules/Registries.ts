import { buildModule } from "@nomicfoundation/hardhat-ignition/modules";

import { accountsModule } from "./Accounts.ts";
import type { SuiteShape } from "./shape.ts";

/** Datanets, models, adapters and agents: the assets whose tokens carry income. */
export const registriesModule = (shape: SuiteShape) =>
  buildModule("Registries", (m) => {
    const accounts = m.useModule(accountsModule(shape));
    const { authority, accountRegistry, payoutLedger } = accounts;
    const licences = m.contract("Licences", [authority]);
    const datanetRegistry = m.contract("DatanetRegistry", [authority, accountRegistry, payoutLedger, licences]);
    const modelRegistry = m.contract("ModelRegistry", [accountRegistry, payoutLedger, datanetRegistry]);
    const adapterRegistry = m.contract("AdapterRegistry", [accountRegistry, payoutLedger, datanetRegistry, modelRegistry]);
    const agentRegistry = m.contract("AgentRegistry", [accountRegistry, payoutLedger, datanetRegistry, modelRegistry, adapterRegistry]);
    return { ...accounts, licences, datanetRegistry, modelRegistry, adapterRegistry, agentRegistry };
  });
