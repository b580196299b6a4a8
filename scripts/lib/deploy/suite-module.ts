import type { IgnitionModule } from "@nomicfoundation/ignition-core";
import { toFunctionSelector, type Abi, type Hex, type PublicClient } from "viem";

import type { SuiteShape } from "../../../deploy/modules/shape.ts";
import { suiteShape, type ShapeParameters } from "../suite-shape.ts";
import { moduleParameters, type ModuleParameter } from "./module-parameters.ts";
import type { SuiteParameters } from "./parse-parameters.ts";

/** The module that deploys the whole suite in a shape. */
export async function suiteModule(shape: SuiteShape): Promise<IgnitionModule> {
  const { openLedgerModule } = await import("../../../deploy/modules/OpenLedger.ts");
  return openLedgerModule(shape) as unknown as IgnitionModule;
}

/** The parameters that the suite's modules ask for in a shape. */
export async function suiteParameters(shape: SuiteShape): Promise<readonly ModuleParameter[]> {
  const { default: hre } = await import("hardhat");
  return moduleParameters(await suiteModule(shape), async (contract) => (await hre.artifacts.readArtifact(contract)).abi as Abi);
}

/** What parameters and the chain decide. Without a client, as if the chain had no EAS, which changes no parameter. @throws as `suiteShape`. */
export function shapeOf(parameters: SuiteParameters, client?: PublicClient): Promise<SuiteShape> {
  // Not the code alone: development chains have stubs at predeploy addresses that answer nothing.
  const getCode = async (address: string) => {
    const answer = await client?.call({ to: address as Hex, data: toFunctionSelector("getSchemaRegistry()") }).catch(() => undefined);
    return answer?.data === undefined ? "0x" : ((await client!.getCode({ address: address as Hex })) ?? "0x");
  };
  return suiteShape({ getCode }, parameters as ShapeParameters);
}
