import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

import { keccak256, stringToBytes } from "viem";

const SUFFIX = ".build";

/** Where a build that was killed goes on. */
export type BuildState = {
  /** What was kept for this build; undefined if nothing was, or for another one. */
  read(): Uint8Array | undefined;
  /** Keeps a state whole or not at all. */
  keep(state: Uint8Array): void;
};

/**
 * The state of one build in the operator's folder, one file. A state of another build is never read; it goes when this one is opened.
 * @param of What makes the build what it is: deployment, gateway, epoch, first receipt, store.
 */
export function openBuildState(folder: string, of: readonly (string | number)[]): BuildState {
  const file = path.join(folder, `${keccak256(stringToBytes(of.join(" "))).slice(2, 34)}${SUFFIX}`);
  for (const name of existsSync(folder) ? readdirSync(folder) : [])
    if (name.endsWith(SUFFIX) && name !== path.basename(file)) rmSync(path.join(folder, name), { force: true });
  return {
    read() {
      try {
        return Uint8Array.from(readFileSync(file));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    keep(state) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.draft`, state);
      renameSync(`${file}.draft`, file);
    },
  };
}
