import { readFileSync } from "node:fs";
import path from "node:path";

import { BaseError, deploymentOf, parseDeployment, type Deployment, type LaneName } from "@openledger/sdk";
import { isHex, type Hex } from "viem";
import { z } from "zod";

import { DEFAULT_CLOSE_RULES, type CloseRules } from "./epoch/rail.ts";

const wholeNumber = (minimum: number, maximum: number) => z.coerce.number().int().min(minimum).max(maximum);
const privateKey = z
  .string()
  .refine((value): value is Hex => isHex(value) && value.length === 66, { error: "it must be 0x and 64 hex digits" });
const url = z.url({ protocol: /^https?$/, error: "it must be an http(s) URL" });
const salts = z
  .string()
  .regex(/^\d+=0x[0-9a-fA-F]{64}(,\d+=0x[0-9a-fA-F]{64})*$/, { error: "it must look like 3=0x…,7=0x… (Datanet id, 32-byte salt)" })
  .transform((list) => new Map(list.split(",").map((entry) => [Number(entry.split("=")[0]), entry.split("=")[1] as Hex])));

const schema = z.object({
  OPENLEDGER_RPC_URL: url,
  OPENLEDGER_DEPLOYMENT: z.string().min(1, { error: "it must be the path of a deployment JSON file, or the id of a known chain" }),
  OPENLEDGER_GATEWAY_ID: wholeNumber(1, 2 ** 32 - 1),
  OPENLEDGER_RECEIPT_KEY: privateKey,
  OPENLEDGER_SUBMITTER_KEY: privateKey,
  OPENLEDGER_DATA_DIR: z.string().min(1).default(".openledger-gateway"),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, { error: "it must begin with postgres://" })
    .optional(),
  OPENLEDGER_ADMIN_TOKEN: z.string().min(16, { error: "it must have at least 16 characters" }).optional(),
  OPENLEDGER_UPSTREAM_URL: url.optional(),
  OPENLEDGER_UPSTREAM_KEY: z.string().min(1).optional(),
  OPENLEDGER_DATANET_SALTS: salts.optional(),
  OPENLEDGER_PRIORS: z.string().min(1).optional(),
  OPENLEDGER_SETTLE_INTERVAL_MS: wholeNumber(0, 86_400_000).default(30_000),
  OPENLEDGER_LANE: z.enum(["direct", "epoch"], { error: "it must be direct or epoch" }).default("direct"),
  OPENLEDGER_EPOCH_CLOSE_MS: wholeNumber(1_000, 86_400_000).default(DEFAULT_CLOSE_RULES.closeAfter),
  OPENLEDGER_EPOCH_CLOSE_RECEIPTS: wholeNumber(1, 10_000_000).default(DEFAULT_CLOSE_RULES.closeReceipts),
  OPENLEDGER_EPOCH_STORE: z.string().min(1).optional(),
  OPENLEDGER_POLL_INTERVAL_MS: wholeNumber(100, 3_600_000).default(2_000),
  PORT: wholeNumber(0, 65_535).default(8787),
  HOST: z.string().min(1).default("127.0.0.1"),
});

export interface Config {
  readonly rpcUrl: string;
  readonly deployment: Deployment;
  readonly gatewayId: number;
  readonly receiptKey: Hex;
  readonly submitterKey: Hex;
  readonly dataDir: string;
  /** Postgres instead of PGlite in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly adminToken: string | undefined;
  /** Undefined for the embedded model. */
  readonly upstream: { readonly baseUrl: string; readonly apiKey?: string } | undefined;
  readonly salts: ReadonlyMap<number, Hex>;
  /** Folder of influence priors. */
  readonly priorFolder: string;
  /** 0 settles only when asked. */
  readonly settleInterval: number;
  /** Lane of new receipts. */
  readonly lane: LaneName;
  readonly closeRules: CloseRules;
  /** Folder, `s3+https://…` or a gateway's address; what `/v1/epochs/objects` serves. */
  readonly epochStore: string;
  readonly pollInterval: number;
  readonly port: number;
  readonly host: string;
}

function readDeployment(value: string): Deployment {
  if (/^\d+$/.test(value)) return deploymentOf(Number(value));
  let text: string;
  try {
    text = readFileSync(value, "utf8");
  } catch (error) {
    throw new Error(
      `OPENLEDGER_DEPLOYMENT names ${value}, which cannot be read (${(error as NodeJS.ErrnoException).code}); give the path of the deployment JSON file.`,
      { cause: error },
    );
  }
  return parseDeployment(text);
}

/**
 * Reads the environment; nothing else does.
 * @throws Error of one line with the variable and the fix.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    const {
      path: [name],
      message,
    } = parsed.error.issues[0]!;
    throw new Error(
      present[String(name)] === undefined
        ? `${String(name)} is not set; set it in the environment.`
        : `${String(name)} is not usable: ${message}.`,
    );
  }
  const { data } = parsed;
  let deployment: Deployment;
  try {
    deployment = readDeployment(data.OPENLEDGER_DEPLOYMENT);
  } catch (error) {
    if (error instanceof BaseError) throw new Error(`OPENLEDGER_DEPLOYMENT: ${error.shortMessage} Fix: ${error.fix}`, { cause: error });
    throw error;
  }
  return {
    rpcUrl: data.OPENLEDGER_RPC_URL,
    deployment,
    gatewayId: data.OPENLEDGER_GATEWAY_ID,
    receiptKey: data.OPENLEDGER_RECEIPT_KEY,
    submitterKey: data.OPENLEDGER_SUBMITTER_KEY,
    dataDir: path.resolve(data.OPENLEDGER_DATA_DIR),
    databaseUrl: data.DATABASE_URL,
    adminToken: data.OPENLEDGER_ADMIN_TOKEN,
    upstream:
      data.OPENLEDGER_UPSTREAM_URL === undefined
        ? undefined
        : {
            baseUrl: data.OPENLEDGER_UPSTREAM_URL,
            ...(data.OPENLEDGER_UPSTREAM_KEY !== undefined && { apiKey: data.OPENLEDGER_UPSTREAM_KEY }),
          },
    salts: data.OPENLEDGER_DATANET_SALTS ?? new Map(),
    priorFolder: path.resolve(data.OPENLEDGER_PRIORS ?? path.join(data.OPENLEDGER_DATA_DIR, "priors")),
    settleInterval: data.OPENLEDGER_SETTLE_INTERVAL_MS,
    lane: data.OPENLEDGER_LANE,
    closeRules: { closeAfter: data.OPENLEDGER_EPOCH_CLOSE_MS, closeReceipts: data.OPENLEDGER_EPOCH_CLOSE_RECEIPTS },
    epochStore: data.OPENLEDGER_EPOCH_STORE ?? path.resolve(data.OPENLEDGER_DATA_DIR, "epochs"),
    pollInterval: data.OPENLEDGER_POLL_INTERVAL_MS,
    port: data.PORT,
    host: data.HOST,
  };
}

/** The configuration as it may be logged: no key, no password, no token. */
export function redactConfig(config: Config): Record<string, unknown> {
  const host = (text: string): string => new URL(text).host;
  return {
    rpc: host(config.rpcUrl),
    chainId: config.deployment.chainId,
    router: config.deployment.contracts.RewardRouter,
    gatewayId: config.gatewayId,
    journal: config.databaseUrl === undefined ? config.dataDir : `postgres at ${host(config.databaseUrl)}`,
    upstream: config.upstream ? host(config.upstream.baseUrl) : "embedded",
    admin: config.adminToken === undefined ? "closed" : "token",
    priors: config.priorFolder,
    privateDatanets: [...config.salts.keys()],
    settleInterval: config.settleInterval,
    lane: config.lane,
  };
}
