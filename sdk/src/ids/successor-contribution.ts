import { checkUint } from "../bytes/check-uint.ts";

/**
 * The contribution that answers from a Datanet's withdrawn items name: number 0 of the Datanet's account, as `ContributionLedger.successorOf`.
 * @throws IntegerOutOfRangeError unless account is 1 to 2^32 - 1.
 */
export function successorContribution(account: number): bigint {
  checkUint("account", account, 32, 1n);
  return BigInt(account) << 24n;
}
