import type { IgnitionModule } from "@nomicfoundation/ignition-core";
import type { Abi } from "viem";

import { moduleParameters, type ModuleParameter } from "./module-parameters.ts";

/** The module that deploys the whole suite. */
export async function suiteModule(): Promise<IgnitionModule> {
  const { default: module } = await import("../../../deploy/modules/OpenLedger.ts");
  return module as unknown as IgnitionModule;
}

/** The parameters that the suite's modules ask for. */
export async function suiteParameters(): Promise<readonly ModuleParameter[]> {
  const { default: hre } = await import("hardhat");
  return moduleParameters(await suiteModule(), async (contract) => (await hre.artifacts.readArtifact(contract)).abi as Abi);
}
