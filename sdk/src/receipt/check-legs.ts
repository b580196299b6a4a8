import { checkUint } from "../bytes/check-uint.ts";
import { LEG_CLASS_CODES } from "../codes/leg-class.ts";
import { UnknownCodeError } from "../codes/name-of-code.ts";
import { LegsNotAscendingError } from "./errors.ts";
import type { Leg } from "./leg.ts";

/**
 * Refuses legs that no receipt can have.
 * @returns The sum of their weights.
 * @throws LegsNotAscendingError unless they ascend strictly by contribution and class.
 * @throws IntegerOutOfRangeError for a bad contribution id or weight, UnknownCodeError for a bad class.
 */
export function checkLegs(legs: readonly Leg[]): number {
  let previous = -1n;
  let weights = 0;
  legs.forEach(({ contributionId, weight, class: legClass }, index) => {
    checkUint(`legs[${index}].contributionId`, contributionId, 56);
    checkUint(`legs[${index}].weight`, weight, 16, 1n);
    if (!Object.hasOwn(LEG_CLASS_CODES, legClass)) {
      throw new UnknownCodeError({ what: `legs[${index}].class`, code: legClass, codes: LEG_CLASS_CODES });
    }
    const key = (contributionId << 8n) | BigInt(LEG_CLASS_CODES[legClass]);
    if (key <= previous) throw new LegsNotAscendingError({ index, contributionId, legClass });
    previous = key;
    weights += weight;
  });
  return weights;
}
