import { readFile } from "node:fs/promises";

import { readPrior } from "../../gateway/src/influence/prior-file.ts";
import { INPUTS_ENDING, readInputs, type PriorInputs } from "../../gateway/src/influence/prior-inputs.ts";
import type { InfluencePrior } from "../../gateway/src/influence/prior.ts";
import { UsageError } from "../validator/output.ts";

/** Where a prior's inputs lie if nothing else is said. */
export const inputsFileOf = (file: string): string => file.replace(/\.json$/, INPUTS_ENDING);

async function readText(file: string): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file} cannot be read (${error.code})`);
  });
}

/** @throws UsageError if it cannot be read, Error if it is no prior. */
export const readPriorFile = async (file: string): Promise<InfluencePrior> => readPrior(await readText(file));

/** @throws UsageError if they cannot be read, Error if they are none. */
export const readInputsFile = async (file: string): Promise<PriorInputs> => readInputs(await readText(file));
