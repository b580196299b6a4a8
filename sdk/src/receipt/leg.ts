import type { LegClass } from "../codes/leg-class.ts";

/** One contribution's part in an answer. */
export interface Leg {
  /** `account u32 | local u24`. */
  readonly contributionId: bigint;
  /** 1 to 65,535, in the receipt's own units. */
  readonly weight: number;
  /** How the weight can be checked. */
  readonly class: LegClass;
}
