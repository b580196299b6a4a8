import { deployments } from "../generated/addresses.ts";
import type { Deployment } from "./deployment.ts";
import { UnknownDeploymentError } from "./errors.ts";

/**
 * The committed deployment on a chain.
 * @throws UnknownDeploymentError if there is none; a local chain's file is read with `parseDeployment`.
 */
export function deploymentOf(chainId: number): Deployment {
  const deployment = deployments.find((candidate) => candidate.chainId === chainId);
  if (!deployment) {
    throw new UnknownDeploymentError(
      chainId,
      deployments.map((known) => known.chainId),
    );
  }
  return deployment;
}
