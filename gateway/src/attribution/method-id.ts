import { methodIdOf } from "@openledger/sdk";
import type { Hex } from "viem";

import { UNICODE_VERSION } from "./generated/unassigned.ts";
import { DEFAULT_OPTIONS, type AttributionOptions } from "./options.ts";

export const METHOD_NAME = "lexical";
export const METHOD_VERSION = "2.2.0";

/** What is hashed into the method id: name, version, the tokeniser's Unicode version and every parameter by name, e.g. `lexical 2.2.0 alignedItems=8 … unicode=15.0 …`. */
export function methodText(options: AttributionOptions = DEFAULT_OPTIONS): string {
  const parameters = Object.entries({ ...options, unicode: UNICODE_VERSION })
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return [METHOD_NAME, METHOD_VERSION, ...parameters].join(" ");
}

const known = new WeakMap<AttributionOptions, Hex>();

/** `methodId` of docs/formats/receipt.md: an offering names it, a receipt commits to it. */
export function methodId(options: AttributionOptions = DEFAULT_OPTIONS): Hex {
  const made = known.get(options) ?? methodIdOf(methodText(options));
  known.set(options, made);
  return made;
}
