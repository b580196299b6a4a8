import { checkUint } from "../bytes/check-uint.ts";

/**
 * Joins an owner's account and a local number into a contribution id: `account u32 | local u24`.
 * @throws IntegerOutOfRangeError unless account is 1 to 2^32 - 1 and local 1 to 2^24 - 1.
 */
export function contributionId(account: number, local: number): bigint {
  checkUint("account", account, 32, 1n);
  checkUint("local number", local, 24, 1n);
  return (BigInt(account) << 24n) | BigInt(local);
}
