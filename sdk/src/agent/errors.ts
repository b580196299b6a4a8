import { BaseError } from "../errors/base-error.ts";

/** An agent's registration file is not what ERC-8004 says. */
export class InvalidRegistrationFileError extends BaseError {
  override readonly name = "InvalidRegistrationFileError";

  constructor(problem: string) {
    super(`The registration file is unusable: ${problem}.`, {
      fix: "write it with registrationFile, and serve what it returns at the agent's agentURI.",
    });
  }
}
