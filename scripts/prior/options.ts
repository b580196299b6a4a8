import type { Hex } from "viem";
import { isHex } from "viem";

import { parseCommand, privateKeyOf } from "../epoch-rail/parse-command.ts";
import { contributionOf, wholeNumber } from "../validator/options.ts";
import { UsageError } from "../validator/output.ts";

const COMMANDS = ["compute", "root", "method", "publish", "check", "challenge", "release"] as const;
export type PriorCommand = (typeof COMMANDS)[number];

export type PriorOptions = {
  readonly command: PriorCommand;
  readonly positionals: readonly string[];
  readonly rpcUrl: string;
  readonly deployment: string | undefined;
  readonly key: Hex | undefined;
  readonly adapter: Hex | undefined;
  readonly epoch: string | undefined;
  readonly seed: number;
  readonly base: string | undefined;
  readonly probes: string | undefined;
  /** In the order of the folders. */
  readonly snapshots: readonly { readonly datanet: number; readonly number: number }[];
  readonly vocabulary: number;
  readonly epochs: number;
  readonly dimensions: number;
  readonly out: string;
  readonly inputs: string | undefined;
  readonly gatewayId: string | undefined;
  readonly gateway: string | undefined;
  readonly uri: string | undefined;
  readonly number: string | undefined;
  readonly account: string | undefined;
  /** Contributions to challenge whatever a re-run says. */
  readonly items: readonly bigint[];
  readonly json: boolean;
};

export const usage = `npm run prior -- <command> [options]

  compute <folder…>   compute a prior with the projected-gradient provider on a folder of text, or snapshots as "npm run attribute" reads them
                      --adapter 0x… (hash of its weights) --epoch N --base FOLDER (texts of the base model) --probes FOLDER --out FILE
                      --snapshot DATANET:NUMBER for each folder, --seed N, --vocabulary N, --epochs N, --dimensions N
  root <file>         print root and header of a prior
  method <percent>    print the method that leaves so much to judgement, 0 to 25: an offering names its id
  publish <file>      publish it for a gateway, with a bond: --gateway-id N, and --uri URI or --gateway URL (where it is served at /v1/priors)
  check <file> <folder…>       run it again and compare within its tolerance
                      exit code 0 it is borne out, 1 it is not, 2 bad options
  challenge <file> <folder…>   the same, and challenge up to eight of the most deviating weights on chain, for a bond:
                      --number N (of the prior) --account N (of the challenger); --item ID… chooses weights instead of a re-run
  release             pay the bond of an expired prior back to the gateway's account: --number N. Anybody may

  --inputs FILE      what a re-run needs besides texts of items; else beside the prior, as NAME.inputs.json
  --rpc URL          OPENLEDGER_RPC_URL          --deployment FILE  OPENLEDGER_DEPLOYMENT          --json
  OPENLEDGER_PRIOR_KEY   controls the gateway's account, or the challenger's; pays gas and bonds. Only from the environment`;

const text = { type: "string" } as const;
const list = { type: "string", multiple: true } as const;
const flag = { type: "boolean" } as const;

function hashOption(name: string, value: string | undefined): Hex | undefined {
  if (value === undefined) return undefined;
  if (!isHex(value) || value.length !== 66) throw new UsageError(`${name} must be 0x and 64 hex digits`);
  return value.toLowerCase() as Hex;
}

function snapshotOf(value: string): { datanet: number; number: number } {
  const [datanet, number, ...rest] = value.split(":");
  if (rest.length > 0) throw new UsageError(`--snapshot is ${value.slice(0, 40)}; it must be <Datanet>:<number of its snapshot>`);
  return { datanet: wholeNumber("--snapshot", datanet, 1, 2 ** 32 - 1), number: wholeNumber("--snapshot", number, 1, 2 ** 32 - 1) };
}

/** @throws UsageError naming what is missing or wrong, and the fix. */
export function readOptions(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): PriorOptions {
  const { values, positionals } = parseCommand(argv, usage, {
    ...{
      rpc: text,
      deployment: text,
      adapter: text,
      epoch: text,
      seed: text,
      base: text,
      probes: text,
      out: text,
      inputs: text,
      uri: text,
    },
    ...{ vocabulary: text, epochs: text, dimensions: text, "gateway-id": text, gateway: text, number: text, account: text },
    ...{ snapshot: list, item: list, json: flag, help: flag },
  });
  const [command, ...rest] = positionals;
  if (values.help === true || command === undefined) throw new UsageError(usage);
  if (!(COMMANDS as readonly string[]).includes(command)) throw new UsageError(`there is no command ${command.slice(0, 40)}\n\n${usage}`);
  if (rest.length === 0 && command !== "release") throw new UsageError(`say what to ${command}\n\n${usage}`);
  return {
    command: command as PriorCommand,
    positionals: rest,
    rpcUrl: values.rpc ?? environment["OPENLEDGER_RPC_URL"] ?? "http://127.0.0.1:8545",
    deployment: values.deployment ?? environment["OPENLEDGER_DEPLOYMENT"],
    key: privateKeyOf(environment, "OPENLEDGER_PRIOR_KEY"),
    adapter: hashOption("--adapter", values.adapter),
    epoch: values.epoch,
    seed: wholeNumber("--seed", values.seed ?? "1", 0, 2 ** 32 - 1),
    base: values.base,
    probes: values.probes,
    snapshots: (values.snapshot ?? []).map(snapshotOf),
    vocabulary: wholeNumber("--vocabulary", values.vocabulary ?? "768", 16, 8_192),
    epochs: wholeNumber("--epochs", values.epochs ?? "4", 1, 64),
    dimensions: wholeNumber("--dimensions", values.dimensions ?? "384", 1, 1_024),
    out: values.out ?? "prior.json",
    inputs: values.inputs,
    gatewayId: values["gateway-id"] ?? environment["OPENLEDGER_GATEWAY_ID"],
    gateway: values.gateway ?? environment["OPENLEDGER_GATEWAY_URL"],
    uri: values.uri,
    number: values.number,
    account: values.account,
    items: (values.item ?? []).map(contributionOf),
    json: values.json === true,
  };
}
