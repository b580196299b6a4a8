import type { Hex } from "viem";

import { MOST_JUDGED_PPM } from "../influence/credit-judged.ts";
import { methodId } from "./method-id.ts";
import { DEFAULT_OPTIONS, type AttributionOptions } from "./options.ts";

/** In which the part that a method leaves to judgement is chosen: one percent. */
const JUDGED_STEP_PPM = 10_000;

/** The options of the method that leaves so much to judgement: whole percents, 0 to 25. @throws RangeError for anything else. */
export function judgedMethod(percent: number): AttributionOptions {
  const options = METHODS[percent];
  if (options === undefined)
    throw new RangeError(`A method may leave 0 to ${METHODS.length - 1} whole percent to judgement, not ${percent}.`);
  return options;
}

const METHODS: readonly AttributionOptions[] = [
  DEFAULT_OPTIONS,
  ...Array.from({ length: MOST_JUDGED_PPM / JUDGED_STEP_PPM }, (_, i) => ({
    ...DEFAULT_OPTIONS,
    judgedSharePpm: (i + 1) * JUDGED_STEP_PPM,
  })),
];

let known: ReadonlyMap<Hex, AttributionOptions> | undefined;

/**
 * The methods this engine runs, by their ids: all that differ from the default in what they leave to judgement alone. An offering chooses one by its method id.
 * @returns Undefined for a method of another engine, or another version.
 */
export function methodOf(id: Hex): AttributionOptions | undefined {
  known ??= new Map(METHODS.map((options) => [methodId(options), options]));
  return known.get(id);
}
