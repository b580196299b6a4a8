import type { Artifact, IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";

import easArtifact from "@ethereum-attestation-service/eas-contracts/artifacts/contracts/EAS.sol/EAS.json" with { type: "json" };
import registryArtifact from "@ethereum-attestation-service/eas-contracts/artifacts/contracts/SchemaRegistry.sol/SchemaRegistry.json" with { type: "json" };

import type { SuiteShape } from "./shape.ts";

/** Predeploy of the OP stack. */
export const easPredeploy = "0x4200000000000000000000000000000000000021";

/**
 * The Ethereum Attestation Service: the chain's own, or the published npm package's, byte for byte. Its sources ask for another compiler than ours, so
 * they are not compiled here.
 */
export function deployEas(m: IgnitionModuleBuilder, shape: SuiteShape) {
  if (shape.eas === "predeploy") {
    return { eas: m.contractAt("EAS", easArtifact as unknown as Artifact, easPredeploy) };
  }
  const schemaRegistry = m.contract("SchemaRegistry", registryArtifact as unknown as Artifact, []);
  return { eas: m.contract("EAS", easArtifact as unknown as Artifact, [schemaRegistry]) };
}
