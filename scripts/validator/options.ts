import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { BaseError, deploymentOf, parseDeployment, type Deployment } from "@openledger/sdk";
import { isHex, type Hex } from "viem";

import { UsageError } from "./output.ts";

export type Options = {
  readonly command: string;
  readonly positionals: readonly string[];
  readonly rpcUrl: string;
  readonly deployment: string | undefined;
  readonly key: Hex | undefined;
  readonly account: number | undefined;
  readonly datanets: readonly number[];
  /** Gateways' addresses and folders that hold texts. */
  readonly contents: readonly string[];
  readonly folder: string;
  /** Files with grants to private Datanets. */
  readonly grants: readonly string[];
  readonly salts: ReadonlyMap<number, Hex>;
  readonly metadata: string | undefined;
  readonly licence: string;
  readonly against: readonly string[];
  readonly set: readonly string[];
  /** Known answers, `contribution=accept` or `contribution=reject`. */
  readonly known: readonly string[];
  readonly earlier: bigint | undefined;
  readonly once: boolean;
  readonly recommend: boolean;
  readonly prove: boolean;
  readonly claim: boolean;
  readonly keep: boolean;
  readonly allowPrivateHosts: boolean;
  readonly json: boolean;
  readonly interval: number;
};

export const usage = `npm run validator -- <command> [options]

  check <file>        judge a text by the gate: --licence MIT [--datanet N] [--against <file or folder>]…
  status              stake, seat, rounds and money of this validator
  stake <OPEN>        stake on a Datanet, and take a seat when the stake suffices
  run                 secrets, votes, ballots of panels, and every step that is due; --once, --recommend (never votes), --prove, --claim, --no-keep
  vote <round>        vote now, by the gate's recommendation; --set <contribution>=<Reason or novelty in ppm> overrules it
  ballot <RerunPanel|InfluencePriors> <vote> <0x…>   vote on a panel about a method that is not run here; run does it for the others
  prove <later>       prove on chain that an item repeats an earlier one; --earlier <contribution>
  open                open a round over what is pending: 9 items, or 100 with known answers (owner and curators): --known <contribution>=accept|reject
  answers <round>     show the known answers of a round, while its first verdict can be appealed; they are kept in the folder
  appeal <round> <contribution>…
  claim               withdraw what is owed to this account
  unstake <OPEN|all>  start to leave; release takes the money out once it has unbonded
  release

  --datanet N          Datanet (may be repeated)        --content <URL or folder>  where texts are (may be repeated)
  --rpc URL            OPENLEDGER_RPC_URL               --folder DIR               OPENLEDGER_VALIDATOR_DIR: secrets and votes; keep it
  --deployment FILE    OPENLEDGER_DEPLOYMENT            --account N                if the key controls several accounts
  --metadata FILE      the terms' metadata, from a file --interval SECONDS         between two looks at the chain
  --grant FILE         a grant to a private Datanet, shown to gateways that have its texts
  --allow-private-hosts  fetch from this machine and its network too
  OPENLEDGER_VALIDATOR_KEY   private key of the account's owner; only from the environment
  OPENLEDGER_DATANET_SALTS   3=0x…,7=0x…  salts of private Datanets`;

const text = { type: "string" } as const;
const list = { type: "string", multiple: true } as const;
const flag = { type: "boolean" } as const;

/**
 * Reads arguments and environment.
 * @throws UsageError naming the option, its value and the fix.
 */
export function readOptions(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): Options {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      allowNegative: true,
      options: {
        ...{ rpc: text, deployment: text, folder: text, account: text, metadata: text, licence: text, earlier: text, interval: text },
        ...{ datanet: list, content: list, against: list, set: list, known: list, grant: list },
        ...{ once: flag, recommend: flag, prove: flag, claim: flag, keep: flag, json: flag, "allow-private-hosts": flag, help: flag },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split("\n")[0]}\n\n${usage}`);
  }
  const { values } = parsed;
  const [command, ...positionals] = parsed.positionals;
  if (values.help === true || command === undefined) throw new UsageError(usage);
  const key = environment["OPENLEDGER_VALIDATOR_KEY"];
  if (key !== undefined && (!isHex(key) || key.length !== 66))
    throw new UsageError("OPENLEDGER_VALIDATOR_KEY must be 0x and 64 hex digits");
  return {
    command,
    positionals,
    rpcUrl: readUrl(values.rpc ?? environment["OPENLEDGER_RPC_URL"] ?? "http://127.0.0.1:8545"),
    deployment: values.deployment ?? environment["OPENLEDGER_DEPLOYMENT"],
    key,
    account: values.account === undefined ? undefined : wholeNumber("--account", values.account, 1, 2 ** 32 - 1),
    datanets: (values.datanet ?? []).map((id) => wholeNumber("--datanet", id, 1, 2 ** 32 - 1)),
    contents: values.content ?? environment["OPENLEDGER_CONTENTS"]?.split(",").filter((place) => place !== "") ?? [],
    folder: path.resolve(values.folder ?? environment["OPENLEDGER_VALIDATOR_DIR"] ?? ".openledger-validator"),
    grants: values.grant ?? [],
    salts: readSalts(environment["OPENLEDGER_DATANET_SALTS"]),
    metadata: values.metadata,
    licence: values.licence ?? "",
    against: values.against ?? [],
    set: values.set ?? [],
    known: values.known ?? [],
    earlier: values.earlier === undefined ? undefined : contributionOf(values.earlier),
    once: values.once === true,
    recommend: values.recommend === true,
    prove: values.prove === true,
    claim: values.claim === true,
    keep: values.keep !== false,
    allowPrivateHosts: values["allow-private-hosts"] === true,
    json: values.json === true,
    interval: wholeNumber("--interval", values.interval ?? "15", 1, 86_400),
  };
}

/** @throws UsageError if it is no whole number within the bounds. */
export function wholeNumber(name: string, value: string | undefined, least: number, most: number): number {
  const number = Number(value);
  if (value === undefined || !/^\d{1,15}$/.test(value) || number < least || number > most)
    throw new UsageError(`${name} is ${JSON.stringify(value?.slice(0, 40) ?? "")}; it must be a whole number from ${least} to ${most}`);
  return number;
}

/** @throws UsageError if it is no contribution id. */
export function contributionOf(value: string | undefined): bigint {
  if (value === undefined || !/^\d{1,17}$/.test(value) || BigInt(value) >= 1n << 56n)
    throw new UsageError(`${JSON.stringify(value?.slice(0, 40) ?? "")} is no contribution id: a whole number below 2^56`);
  return BigInt(value);
}

/** @throws UsageError if there is none, or it is not usable. */
export function readDeployment(place: string | undefined): Deployment {
  if (place === undefined) throw new UsageError("name the deployment: --deployment <file or chain id>, or OPENLEDGER_DEPLOYMENT");
  try {
    return /^\d+$/.test(place) ? deploymentOf(Number(place)) : parseDeployment(readFileSync(place, "utf8"));
  } catch (error) {
    const why = error instanceof BaseError ? error.shortMessage : (error as Error).message;
    throw new UsageError(`the deployment ${place} cannot be used: ${why}`);
  }
}

function readUrl(value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new UsageError(`--rpc is ${value.slice(0, 80)}, not an http address`);
  return value;
}

/** Reads `3=0x…,7=0x…`. @throws UsageError if it is anything else. */
export function readSalts(value: string | undefined): ReadonlyMap<number, Hex> {
  if (value === undefined || value === "") return new Map();
  if (!/^\d+=0x[0-9a-fA-F]{64}(,\d+=0x[0-9a-fA-F]{64})*$/.test(value))
    throw new UsageError("OPENLEDGER_DATANET_SALTS must look like 3=0x…,7=0x… (Datanet id, 32-byte salt)");
  return new Map(value.split(",").map((entry) => [Number(entry.split("=")[0]), entry.split("=")[1] as Hex]));
}
