import path from "node:path";

import type { Hex } from "viem";

import { parseCommand, privateKeyOf } from "../epoch-rail/parse-command.ts";
import { wholeNumber } from "../validator/options.ts";
import { UsageError } from "../validator/output.ts";
import { STEPS, type Step } from "./context.ts";

export type OperatorCommand = Step | "run" | "status";

export type OperatorOptions = {
  readonly command: OperatorCommand;
  readonly rpcUrl: string;
  readonly deployment: string | undefined;
  readonly gatewayId: number;
  /** Address of the running gateway. */
  readonly gateway: string | undefined;
  readonly adminToken: string | undefined;
  /** Journal of a gateway that is stopped. */
  readonly journal: string | undefined;
  readonly store: string;
  readonly folder: string;
  /** Of `build`. */
  readonly epoch: number | undefined;
  readonly receiptKey: Hex;
  readonly key: Hex;
  readonly maxFee: bigint | undefined;
  readonly patience: number;
  readonly interval: number;
  readonly once: boolean;
  readonly json: boolean;
};

export const usage = `npm run operator -- <command> [options]

  run        every step that is due, again and again; --once for one pass
  status     epochs, bond and what is left to pay
  close      close the open epoch now
  build      build the next closed epoch, or --epoch N, from its first receipt, and put what the store lacks into it
  redeem     redeem the vouchers that epochs need
  commit     commit every closed epoch whose debits are covered (builds and redeems first)
  hold       hold the debits of committed epochs
  answer     answer challenges of withheld data from the store
  expire     void an epoch that was not held in time      restore   give back what void epochs held
  finalise   make epochs final whose windows are over     push      pay out

  --gateway URL      OPENLEDGER_GATEWAY_URL, with OPENLEDGER_ADMIN_TOKEN: the gateway while it runs
  --journal PLACE    or its journal while it is stopped: folder, or postgres://…
  --store PLACE      OPENLEDGER_EPOCH_STORE: folder, or s3+https://host/bucket/prefix with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
  --rpc URL          OPENLEDGER_RPC_URL          --deployment FILE  OPENLEDGER_DEPLOYMENT
  --gateway-id N     OPENLEDGER_GATEWAY_ID       --folder DIR       OPENLEDGER_OPERATOR_DIR: the lock, and where a killed build goes on
  --max-fee GWEI     never offer more for gas; wait instead
  --patience S       replace a transaction that is not mined for so long (60)
  --interval S       between two passes of run (15)      --json    one JSON object a line
  OPENLEDGER_RECEIPT_KEY, OPENLEDGER_SUBMITTER_KEY   signs headers; sends transactions. Only from the environment`;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

/** @throws UsageError naming what is missing or wrong, and the fix. */
export function readOptions(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): OperatorOptions {
  const { values, positionals } = parseCommand(argv, usage, {
    ...{ gateway: text, journal: text, store: text, rpc: text, deployment: text, "gateway-id": text, folder: text },
    ...{ "max-fee": text, epoch: text, patience: text, interval: text, json: flag, once: flag, help: flag },
  });
  const [command] = positionals;
  if (values.help === true || command === undefined) throw new UsageError(usage);
  if (![...STEPS, "run", "status"].includes(command) || positionals.length > 1)
    throw new UsageError(`there is no command ${positionals.join(" ")}\n\n${usage}`);
  const required = (value: string | undefined, name: string): string => {
    if (value === undefined || value === "") throw new UsageError(`${name} is not set`);
    return value;
  };
  const privateKey = (name: string): Hex => {
    required(environment[name], name);
    return privateKeyOf(environment, name)!;
  };
  const gateway = values.gateway ?? environment["OPENLEDGER_GATEWAY_URL"];
  if (gateway === undefined && values.journal === undefined)
    throw new UsageError("say where the receipts are: --gateway <address> while the gateway runs, --journal <place> while it is stopped");
  return {
    command: command as OperatorCommand,
    rpcUrl: values.rpc ?? environment["OPENLEDGER_RPC_URL"] ?? "http://127.0.0.1:8545",
    deployment: values.deployment ?? environment["OPENLEDGER_DEPLOYMENT"],
    gatewayId: wholeNumber("--gateway-id", values["gateway-id"] ?? environment["OPENLEDGER_GATEWAY_ID"], 1, 2 ** 32 - 1),
    gateway,
    adminToken: environment["OPENLEDGER_ADMIN_TOKEN"],
    journal: values.journal,
    store: required(values.store ?? environment["OPENLEDGER_EPOCH_STORE"], "--store"),
    folder: path.resolve(values.folder ?? environment["OPENLEDGER_OPERATOR_DIR"] ?? ".openledger-operator"),
    epoch: values.epoch === undefined ? undefined : wholeNumber("--epoch", values.epoch, 0, 2 ** 32 - 1),
    receiptKey: privateKey("OPENLEDGER_RECEIPT_KEY"),
    key: privateKey("OPENLEDGER_SUBMITTER_KEY"),
    maxFee: values["max-fee"] === undefined ? undefined : gwei(values["max-fee"]),
    patience: 1000 * wholeNumber("--patience", values.patience ?? "60", 1, 86_400),
    interval: 1000 * wholeNumber("--interval", values.interval ?? "15", 1, 86_400),
    once: values.once === true,
    json: values.json === true,
  };
}

function gwei(value: string): bigint {
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(value))
    throw new UsageError(`--max-fee is ${value.slice(0, 40)}; it must be an amount in gwei, such as 0.5`);
  const [whole, part = ""] = value.split(".");
  return BigInt(whole!) * 1_000_000_000n + BigInt(part.padEnd(9, "0"));
}
