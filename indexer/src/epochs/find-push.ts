import { payoutLedgerAbi } from "@openledger/sdk/abis";
import { decodeFunctionData, toFunctionSelector, type Hex } from "viem";

import type { SubtreeKey } from "./payout-subtree.ts";
import { SUBTREE_WORDS } from "./words.ts";

const pushFunction = payoutLedgerAbi.find((item) => item.type === "function" && item.name === "push")!;
const SELECTOR = toFunctionSelector(pushFunction as Extract<typeof pushFunction, { type: "function" }>).slice(2);

/** Byte offsets at which `part` stands in hex text. */
export function* offsetsOf(text: Hex, part: string): Generator<number> {
  for (let at = text.indexOf(part, 2); at !== -1; at = text.indexOf(part, at + 1)) if (at % 2 === 0) yield at;
}

/**
 * The words of every call of `PayoutLedger.push` for a subtree that stands anywhere in a transaction's calldata: sent directly, by a wallet contract, a
 * multicall or a relayer, the bytes are the same. Whether they are what ran, only the root says.
 */
export function* findPushCalls(input: Hex, { gatewayId, number, subtree }: SubtreeKey): Generator<readonly bigint[]> {
  const head = SELECTOR + [gatewayId, number, subtree].map((id) => id.toString(16).padStart(64, "0")).join("");
  for (const at of offsetsOf(input, head)) {
    const words = decode(`0x${input.slice(at)}`);
    if (words !== null) yield words;
  }
}

const decode = (data: Hex): readonly bigint[] | null => {
  try {
    const { functionName, args } = decodeFunctionData({ abi: payoutLedgerAbi, data });
    if (functionName !== "push") return null;
    const words = args[3];
    return words.length === SUBTREE_WORDS ? words : null;
  } catch {
    return null; // Bytes that only look like the call.
  }
};
