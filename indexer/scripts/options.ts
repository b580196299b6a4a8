import { parseArgs } from "node:util";

import { ConfigError } from "../src/config/config.ts";

/** What the command line says. */
export interface Options {
  readonly port: number;
  readonly hostname: string;
  readonly data?: string;
  readonly schema?: string;
  readonly viewsSchema: string;
  readonly isReader: boolean;
  /** Seconds an index may stand still behind the chain before it is built anew. */
  readonly stallSeconds: number;
  /** Minutes between two comparisons of every sum with the chain; 0 for none. */
  readonly auditMinutes: number;
  readonly logLevel: string;
}

/** Ponder allows 45 characters, and the supervisor appends `_<number>` and `__next`. */
const SCHEMA = /^[a-z_][a-z0-9_]{0,35}$/;

/**
 * Reads the command line.
 * @throws ConfigError naming the option that is wrong, and what to give.
 */
export const readOptions = (args: readonly string[]): Options => {
  const text = { type: "string" } as const;
  const parse = () =>
    parseArgs({
      args: [...args],
      options: {
        port: { ...text, default: "42069" },
        hostname: { ...text, default: "127.0.0.1" },
        data: text,
        schema: text,
        "views-schema": { ...text, default: "openledger" },
        reader: { type: "boolean", default: false },
        "stall-seconds": { ...text, default: "300" },
        "audit-minutes": { ...text, default: "60" },
        "log-level": { ...text, default: "info" },
      },
    }).values;
  let values: ReturnType<typeof parse>;
  try {
    values = parse();
  } catch (error) {
    throw new ConfigError(`${(error as Error).message.split(". ")[0]}; docs/running-the-indexer.md lists the options.`);
  }
  const whole = (name: "port" | "stall-seconds" | "audit-minutes", least: number, most: number): number => {
    const number = Number(values[name]);
    if (!Number.isInteger(number) || number < least || number > most)
      throw new ConfigError(`--${name} is ${values[name]}; use a whole number from ${least} to ${most}.`);
    return number;
  };
  for (const name of ["schema", "views-schema"] as const) {
    const value = values[name];
    if (value !== undefined && !SCHEMA.test(value))
      throw new ConfigError(`--${name} is ${value}; use at most 36 of a-z, 0-9 and _, beginning with a letter.`);
  }
  return {
    port: whole("port", 1, 65_535),
    hostname: values.hostname,
    ...(values.data === undefined ? {} : { data: values.data }),
    ...(values.schema === undefined ? {} : { schema: values.schema }),
    viewsSchema: values["views-schema"],
    isReader: values.reader,
    stallSeconds: whole("stall-seconds", 1, 86_400),
    auditMinutes: whole("audit-minutes", 0, 10_080),
    logLevel: values["log-level"],
  };
};
