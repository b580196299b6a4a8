import { HonestyClass } from "./honesty-class.ts";
import { nameOfCode } from "./name-of-code.ts";

/** Code of each leg class in packed bytes. */
export const LEG_CLASS_CODES = {
  proven: HonestyClass.Proven,
  recomputable: HonestyClass.Recomputable,
  judged: HonestyClass.Judged,
} as const;

/** How a leg's weight can be checked: by a proof, by a re-run, or by a committee's judgement. */
export type LegClass = keyof typeof LEG_CLASS_CODES;

/**
 * The leg class of a code.
 * @throws UnknownCodeError unless the code is 1, 2 or 3.
 */
export function legClassOf(code: number): LegClass {
  return nameOfCode(LEG_CLASS_CODES, code, "leg classes");
}
