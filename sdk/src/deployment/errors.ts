import { BaseError } from "../errors/base-error.ts";

/** The package knows no deployment on a chain. */
export class UnknownDeploymentError extends BaseError {
  override readonly name = "UnknownDeploymentError";

  constructor(chainId: number, known: readonly number[]) {
    super(`There is no known deployment on chain ${chainId}; known: ${known.length === 0 ? "none" : known.join(", ")}.`, {
      fix: "deploy with deploy/, run scripts/generate.ts, or read a local chain's file with parseDeployment.",
    });
  }
}

/** A deployment file is not what it should be. */
export class InvalidDeploymentError extends BaseError {
  override readonly name = "InvalidDeploymentError";

  constructor(problem: string) {
    super(`The deployment is unusable: ${problem}.`, {
      fix: 'pass {"chainId": number, "startBlock": number, "contracts": {name: address}} with every contract of this version.',
    });
  }
}
