import { checkUint } from "../bytes/check-uint.ts";

/**
 * Where `PayoutLedger` keeps an account: lane 0 to 3, from the low bits up, of a storage word of four uint64.
 * @throws IntegerOutOfRangeError unless the account fits 32 bits.
 */
export function laneOf(account: number): { readonly word: number; readonly lane: number } {
  checkUint("account", account, 32);
  return { word: Math.floor(account / 4), lane: account % 4 };
}
