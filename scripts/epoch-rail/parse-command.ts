import { parseArgs, type ParseArgsOptionsConfig } from "node:util";
import { isHex, type Hex } from "viem";

import { UsageError } from "../validator/output.ts";

/** Options and words of a program's command line. @throws UsageError with the usage for an option that there is not. */
export function parseCommand<const Options extends ParseArgsOptionsConfig>(argv: readonly string[], usage: string, options: Options) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split("\n")[0]}\n\n${usage}`);
  }
}

/** A private key of the environment; undefined if it is not set. @throws UsageError if it is none. */
export function privateKeyOf(environment: Readonly<Record<string, string | undefined>>, name: string): Hex | undefined {
  const value = environment[name];
  if (value !== undefined && (!isHex(value) || value.length !== 66)) throw new UsageError(`${name} must be 0x and 64 hex digits`);
  return value;
}
