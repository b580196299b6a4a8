import path from "node:path";

import type { Hex } from "viem";

import { parseCommand, privateKeyOf } from "../epoch-rail/parse-command.ts";
import { wholeNumber } from "../validator/options.ts";
import { UsageError } from "../validator/output.ts";

export type WatcherOptions = {
  readonly command: "run" | "check";
  readonly rpcUrl: string;
  readonly secondRpcUrl: string | undefined;
  readonly deployment: string | undefined;
  readonly stores: readonly string[];
  readonly receipts: string | undefined;
  readonly gatewayId: number | undefined;
  readonly folder: string;
  readonly key: Hex | undefined;
  readonly interval: number;
  readonly once: boolean;
  readonly json: boolean;
};

export const usage = `npm run watcher -- <command> [options]

  check     rebuild every epoch that can still be voided, and say what is false; sends nothing
            exit code 0 all true, 1 something is false, 2 bad options, 3 data missing or altered, 4 the chain contradicts itself
  run       the same again and again; files the proof of what is false, asks on chain for what is missing or hidden; --once for one pass

  --store PLACE      where epochs' data is (may be repeated): a gateway's address, a folder, s3+https://host/bucket/prefix
  --rpc URL          OPENLEDGER_RPC_URL         --rpc-2 URL   OPENLEDGER_SECOND_RPC_URL: must agree with the first about the head
  --deployment FILE  OPENLEDGER_DEPLOYMENT      --gateway-id N  only this gateway
  --receipts DIR     receipts that were served, as JSON of /v1/receipts/{id}: shows what an epoch leaves out or says twice
  --folder DIR       OPENLEDGER_WATCHER_DIR: the last head seen
  --interval S       between two passes of run (30)     --json   one JSON object a line
  OPENLEDGER_WATCHER_KEY   pays gas, and the bond of challenges in OPEN. Only from the environment`;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

/** @throws UsageError naming what is missing or wrong, and the fix. */
export function readOptions(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): WatcherOptions {
  const { values, positionals } = parseCommand(argv, usage, {
    ...{ rpc: text, "rpc-2": text, deployment: text, receipts: text, "gateway-id": text, folder: text, interval: text },
    ...{ store: { type: "string", multiple: true }, json: flag, once: flag, help: flag },
  });
  const [command] = positionals;
  if (values.help === true || command === undefined) throw new UsageError(usage);
  if ((command !== "run" && command !== "check") || positionals.length > 1)
    throw new UsageError(`there is no command ${positionals.join(" ")}\n\n${usage}`);
  const key = privateKeyOf(environment, "OPENLEDGER_WATCHER_KEY");
  if (command === "run" && key === undefined)
    throw new UsageError("OPENLEDGER_WATCHER_KEY is not set; proofs are transactions. check needs none");
  if ((values.store ?? []).length === 0) throw new UsageError("say where epochs' data is: --store <gateway's address, folder or bucket>");
  return {
    command,
    rpcUrl: values.rpc ?? environment["OPENLEDGER_RPC_URL"] ?? "http://127.0.0.1:8545",
    secondRpcUrl: values["rpc-2"] ?? environment["OPENLEDGER_SECOND_RPC_URL"],
    deployment: values.deployment ?? environment["OPENLEDGER_DEPLOYMENT"],
    stores: values.store!,
    receipts: values.receipts,
    gatewayId: values["gateway-id"] === undefined ? undefined : wholeNumber("--gateway-id", values["gateway-id"], 1, 2 ** 32 - 1),
    folder: path.resolve(values.folder ?? environment["OPENLEDGER_WATCHER_DIR"] ?? ".openledger-watcher"),
    key,
    interval: 1000 * wholeNumber("--interval", values.interval ?? "30", 1, 86_400),
    once: values.once === true,
    json: values.json === true,
  };
}
