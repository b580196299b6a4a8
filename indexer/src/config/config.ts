import { readFileSync } from "node:fs";

import { parseDeployment, type Deployment } from "@openledger/sdk";
import { z } from "zod";

/** Ponder asks an RPC URL at most 20 times a second at first and has no setting for it; our own node is listed often instead. */
const OWN_NODE_ALIASES = 50;
const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

const httpUrl = z.url({ protocol: /^https?$/ });
const urlList = z
  .string()
  .transform((text) => text.split(",").map((part) => part.trim()))
  .pipe(z.array(httpUrl).min(1));
const hostList = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim().toLowerCase())
    .filter(Boolean),
);

const environment = z.object({
  OPENLEDGER_RPC_URL: urlList,
  OPENLEDGER_DEPLOYMENT: z.string().min(1),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  OPENLEDGER_INDEXER_DATA: z.string().min(1).default(".ponder/pglite"),
  OPENLEDGER_POLLING_MS: z.coerce.number().int().min(100).max(60_000).default(1_000),
  OPENLEDGER_RPC_ALIASES: z.coerce.number().int().min(1).max(200).optional(),
  OPENLEDGER_EVIDENCE_HOSTS: hostList.default(["127.0.0.1", "localhost"]),
  OPENLEDGER_SQL: z.enum(["on", "off"]).default("off"),
  OPENLEDGER_MAX_LAG_BLOCKS: z.coerce.number().int().min(0).max(100_000).default(5),
});

/** What to put into each variable. */
const HELP: Readonly<Record<string, string>> = {
  OPENLEDGER_RPC_URL: "set it to the chain's JSON-RPC address, for example http://127.0.0.1:8545",
  OPENLEDGER_DEPLOYMENT: 'set it to a JSON file {"chainId", "startBlock", "contracts": {name: address}}',
  DATABASE_URL: "set it to postgres://user:password@host/database, or leave it out to use PGlite",
  OPENLEDGER_INDEXER_DATA: "set it to a folder for PGlite, or leave it out",
  OPENLEDGER_POLLING_MS: "set it to 100 to 60000 milliseconds, or leave it out",
  OPENLEDGER_RPC_ALIASES: "set it to 1 to 200, or leave it out",
  OPENLEDGER_EVIDENCE_HOSTS: "set it to host names separated by commas, or leave it out",
  OPENLEDGER_SQL: "set it to on or off, or leave it out",
  OPENLEDGER_MAX_LAG_BLOCKS: "set it to 0 to 100000 blocks, or leave it out",
};

/** The indexer's settings. */
export interface Config {
  readonly rpcUrls: readonly string[];
  readonly deployment: Deployment;
  /** Postgres; PGlite in `dataDirectory` if there is none. */
  readonly databaseUrl?: string;
  readonly dataDirectory: string;
  readonly pollingInterval: number;
  /** Hosts of gateways that evidence may be fetched from. */
  readonly evidenceHosts: readonly string[];
  /** Whether analysts may ask SQL. */
  readonly isSqlOn: boolean;
  /** Blocks behind the head up to which the index counts as ready. */
  readonly maxLagBlocks: number;
}

/** A setting is missing or wrong; the message is one line that says what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

const readDeployment = (path: string): Deployment => {
  const refuse = (problem: string) => new ConfigError(`OPENLEDGER_DEPLOYMENT=${path}: ${problem}; ${HELP["OPENLEDGER_DEPLOYMENT"]}.`);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw refuse(`the file cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"})`);
  }
  try {
    return parseDeployment(text);
  } catch (error) {
    throw refuse((error as Error).message.split("\n")[0]!);
  }
};

/**
 * Reads the settings from environment variables.
 * @throws ConfigError naming the first variable that is missing or wrong, and what to set it to.
 */
export const readConfig = (env: NodeJS.ProcessEnv): Config => {
  const known = Object.fromEntries(Object.keys(HELP).map((name) => [name, env[name] === "" ? undefined : env[name]]));
  const parsed = environment.safeParse(known);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]!.path[0]);
    const given = known[name];
    // A database address holds a password.
    const problem = given === undefined ? "is not set" : name === "DATABASE_URL" ? "is malformed" : `is ${JSON.stringify(given)}`;
    throw new ConfigError(`${name} ${problem}; ${HELP[name]}.`);
  }
  const settings = parsed.data;
  const isOwnNode = settings.OPENLEDGER_RPC_URL.every((url) => LOOPBACK.includes(new URL(url).hostname));
  const aliases = settings.OPENLEDGER_RPC_ALIASES ?? (isOwnNode ? OWN_NODE_ALIASES : 1);
  return {
    rpcUrls: Array.from({ length: aliases }, () => settings.OPENLEDGER_RPC_URL).flat(),
    deployment: readDeployment(settings.OPENLEDGER_DEPLOYMENT),
    ...(settings.DATABASE_URL === undefined ? {} : { databaseUrl: settings.DATABASE_URL }),
    dataDirectory: settings.OPENLEDGER_INDEXER_DATA,
    pollingInterval: settings.OPENLEDGER_POLLING_MS,
    evidenceHosts: settings.OPENLEDGER_EVIDENCE_HOSTS,
    isSqlOn: settings.OPENLEDGER_SQL === "on",
    maxLagBlocks: settings.OPENLEDGER_MAX_LAG_BLOCKS,
  };
};
