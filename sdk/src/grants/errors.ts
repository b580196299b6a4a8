import { BaseError } from "../errors/base-error.ts";

/** Why a grant opens nothing. */
export type GrantProblem =
  | "wrong-datanet"
  | "not-yet"
  | "expired"
  | "scope-too-small"
  | "not-signed-by-owner"
  | "revoked"
  | "not-the-member"
  | "use-expired"
  | "use-too-long"
  | "other-audience";

const words: Readonly<Record<GrantProblem, readonly [problem: string, fix: string]>> = {
  "wrong-datanet": ["is for another Datanet", "use the grant of this Datanet."],
  "not-yet": ["does not hold yet", "wait until it begins."],
  expired: ["has expired", "ask the Datanet's owner for a new one."],
  "scope-too-small": ["does not allow this", "ask the Datanet's owner for a wider one."],
  "not-signed-by-owner": [
    "is not signed by the Datanet's owner of today",
    "ask the present owner for one; a sale ends all grants of the seller.",
  ],
  revoked: ["was revoked", "ask the Datanet's owner for a new one."],
  "not-the-member": ["belongs to another key", "sign the use with the key the grant names."],
  "use-expired": ["was used with a proof that has expired", "sign a new use."],
  "use-too-long": ["was used with a proof that lives too long", "sign a use that ends within ten minutes."],
  "other-audience": ["was used with a proof for another service", "sign a use for this service."],
};

/** The grant opens nothing, and why. */
export class GrantRefusedError extends BaseError {
  override readonly name = "GrantRefusedError";
  readonly problem: GrantProblem;

  constructor({ grantId, problem }: { grantId: string; problem: GrantProblem }) {
    const [what, fix] = words[problem];
    super(`The grant ${grantId} ${what}.`, { fix });
    this.problem = problem;
  }
}
