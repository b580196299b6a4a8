import { Lane } from "./lane.ts";
import { nameOfCode } from "./name-of-code.ts";

/** Code of each settlement rail in packed bytes. */
export const LANE_CODES = { direct: Lane.Direct, epoch: Lane.Epoch } as const;

/** The settlement rail a receipt is signed for. */
export type LaneName = keyof typeof LANE_CODES;

/**
 * The rail of a code.
 * @throws UnknownCodeError unless the code is 1 or 2.
 */
export function laneNameOf(code: number): LaneName {
  return nameOfCode(LANE_CODES, code, "lanes");
}
