import { epochPayoutsAbi } from "@openledger/sdk/abis";
import { decodeFunctionData, toFunctionSelector, type Hex } from "viem";

import { SUBTREE_WORDS } from "./words.ts";

/** Arguments of a call of `EpochPayouts.push`, as they stand in calldata; whether they are what ran, only the root says. */
export interface PushCall {
  /** Words as credited before; empty if nothing of the subtree was. */
  readonly credited: readonly bigint[];
  readonly deltas: readonly bigint[];
}

const pushFunction = epochPayoutsAbi.find((item) => item.type === "function" && item.name === "push")!;
const SELECTOR = toFunctionSelector(pushFunction as Extract<typeof pushFunction, { type: "function" }>).slice(2);

/** Byte offsets at which `part` stands in hex text. */
export function* offsetsOf(text: Hex, part: string): Generator<number> {
  for (let at = text.indexOf(part, 2); at !== -1; at = text.indexOf(part, at + 1)) if (at % 2 === 0) yield at;
}

/**
 * Every call of `push` for a subtree that stands anywhere in a transaction's calldata: sent directly, by a wallet contract, a multicall or a relayer, the
 * bytes are the same.
 */
export function* findPushCalls(input: Hex, gateway: number, subtree: number): Generator<PushCall> {
  const head = SELECTOR + [gateway, subtree].map((id) => id.toString(16).padStart(64, "0")).join("");
  for (const at of offsetsOf(input, head)) {
    const call = decode(`0x${input.slice(at)}`);
    if (call !== null) yield call;
  }
}

const decode = (data: Hex): PushCall | null => {
  try {
    const { functionName, args } = decodeFunctionData({ abi: epochPayoutsAbi, data });
    if (functionName !== "push") return null;
    const [, , credited, deltas] = args;
    const isWhole = deltas.length === SUBTREE_WORDS && (credited.length === 0 || credited.length === SUBTREE_WORDS);
    return isWhole ? { credited, deltas } : null;
  } catch {
    return null; // Bytes that only look like the call.
  }
};
