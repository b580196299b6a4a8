import { isAddress } from "viem";

import { easPredeploy } from "../../deploy/modules/eas.ts";
import type { SuiteShape } from "../../deploy/modules/shape.ts";

/** The parameters that decide what is built; an empty address counts as none. What each means stands in `deploy/parameters/README.md`. */
export type ShapeParameters = {
  readonly governance?: string;
  readonly guardian?: string;
  readonly arbiter?: string;
  readonly treasury?: string;
  readonly openIsNative?: boolean;
  readonly nativeSupply?: bigint | string;
};

/** The code at an address, `0x` for none. */
export type CodeReader = { getCode(address: string): Promise<string> };

/**
 * What has to be built for these parameters on this chain.
 * @throws naming the parameter that is missing: under a governor, guardian, arbiter and treasury need an address of their own, because a vote takes days to pass and
 * cannot pass before somebody has delegated OPEN.
 */
export async function suiteShape(chain: CodeReader, parameters: ShapeParameters): Promise<SuiteShape> {
  const isGoverned = !isGiven(parameters.governance);
  if (isGoverned) {
    requireGiven(parameters, "guardian", "who may pause within minutes");
    requireGiven(parameters, "arbiter", "who may rule within a week");
    requireGiven(parameters, "treasury", "whose OPEN can be delegated, so that the first vote can pass");
    if (parameters.openIsNative && !(BigInt(parameters.nativeSupply ?? 0) > 0n))
      throw new Error("parameter nativeSupply is missing: set the gas coin's supply in base units, of which the governor's quorum is taken");
  }
  const code = await chain.getCode(easPredeploy);
  return {
    governance: isGoverned ? "governor" : "given",
    hasGuardian: isGiven(parameters.guardian),
    hasArbiter: isGiven(parameters.arbiter),
    openIsNative: parameters.openIsNative ?? false,
    eas: code === "0x" ? "own" : "predeploy",
  };
}

function requireGiven(parameters: ShapeParameters, name: "guardian" | "arbiter" | "treasury", meaning: string): void {
  const value = parameters[name];
  if (!isGiven(value)) throw new Error(`parameter ${name} is missing: without a parameter governance the suite is governed by votes; name ${meaning}`);
  if (!isAddress(value)) throw new Error(`parameter ${name} is "${value}", which is no address: set it in deploy/parameters`);
}

function isGiven(value: string | undefined): value is string {
  return value !== undefined && value !== "";
}
