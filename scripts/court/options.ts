import type { Hex } from "viem";

import { parseCommand, privateKeyOf } from "../epoch-rail/parse-command.ts";
import { readSalts, wholeNumber } from "../validator/options.ts";
import { UsageError } from "../validator/output.ts";

const OPERATORS = ["publish", "answer", "run"] as const;
const CHECKERS = ["check", "refute", "recheck"] as const;
export type CourtCommand = (typeof OPERATORS)[number] | (typeof CHECKERS)[number] | "register" | "appeal";

export type CourtOptions = {
  readonly command: CourtCommand;
  /** Receipts to check, by id of receipt or completion. */
  readonly ids: readonly string[];
  /** To appeal. */
  readonly cases: readonly number[];
  readonly rpcUrl: string;
  readonly deployment: string | undefined;
  /** For lists of items, and for receipts. */
  readonly gateway: string | undefined;
  readonly gatewayId: number | undefined;
  readonly journal: string | undefined;
  readonly adminToken: string | undefined;
  readonly apiKey: string | undefined;
  readonly contents: readonly string[];
  readonly receipts: string | undefined;
  readonly salts: ReadonlyMap<number, Hex>;
  readonly key: Hex | undefined;
  /** The challenger's, and whose seats judge. */
  readonly account: number | undefined;
  readonly datanet: number | undefined;
  /** Of the method to register. */
  readonly judgedPercent: number;
  readonly asksUnseen: boolean;
  readonly interval: number;
  readonly once: boolean;
  readonly json: boolean;
};

export const usage = `npm run court -- <command> [options]

  For who runs a gateway:
  publish    publish the index of the latest snapshots of its offerings, if it is not yet
  answer     answer every open challenge that can be answered truly
  run        both, again and again; --once for one pass
  register   register the method of this engine (governance only); --judged PERCENT the one that leaves so much to judgement

  For anybody:
  check [id…]   look for every lie of receipts that the court can be shown; sends nothing
                exit code 0 all true, 1 something is false, 2 bad options, 3 something is not shown
  refute [id…]  the same, and file it; end own challenges that got no answer. --once for one pass
  recheck [id…]  run the attribution again, from the output's words; if other legs come out, ask a panel: --account N (of the challenger),
                --datanet N (whose seats judge; else the receipt's first). Pays out what earlier cases left to the account
  appeal <case…>  ask a panel of twice the size about cases whose verdict can still be appealed: --account N (of the appellant)

  --gateway URL      OPENLEDGER_GATEWAY_URL: any gateway, for lists of items; receipts are asked for there
  --content PLACE    where texts are (may be repeated): a gateway's address or a folder; else the gateway
  --gateway-id N     OPENLEDGER_GATEWAY_ID, with OPENLEDGER_ADMIN_TOKEN: whose index and answers
  --journal PLACE    the gateway's journal while it is stopped: folder, or postgres://…
  --receipts DIR     receipts that were served, as JSON of /v1/receipts/{id}; of their evidence, beside each, NAME.evidence.json
  --challenge        ask on chain, for a bond each, for evidence that is not shown and for spans whose words are not
  --rpc URL          OPENLEDGER_RPC_URL          --deployment FILE  OPENLEDGER_DEPLOYMENT
  --interval S       between two passes (15)     --json             one JSON object a line
  OPENLEDGER_COURT_KEY   pays gas and bonds; to publish, it controls the gateway's account. Only from the environment
  OPENLEDGER_API_KEY     of who paid for the receipts: shows the output's words, without which few lies can be seen
  OPENLEDGER_DATANET_SALTS   3=0x…,7=0x…  salts of private Datanets`;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;

/** @throws UsageError naming what is missing or wrong, and the fix. */
export function readOptions(argv: readonly string[], environment: Readonly<Record<string, string | undefined>>): CourtOptions {
  const { values, positionals } = parseCommand(argv, usage, {
    ...{
      rpc: text,
      deployment: text,
      gateway: text,
      "gateway-id": text,
      journal: text,
      receipts: text,
      interval: text,
      judged: text,
      account: text,
      datanet: text,
    },
    ...{ content: { type: "string", multiple: true }, challenge: flag, once: flag, json: flag, help: flag },
  });
  const [command, ...ids] = positionals;
  if (values.help === true || command === undefined) throw new UsageError(usage);
  const isOperator = (OPERATORS as readonly string[]).includes(command);
  const isChecker = (CHECKERS as readonly string[]).includes(command);
  const isAppeal = command === "appeal";
  if (!(isOperator || isChecker || isAppeal || command === "register") || (ids.length > 0 && !isChecker && !isAppeal))
    throw new UsageError(`there is no command ${positionals.join(" ")}\n\n${usage}`);
  const key = privateKeyOf(environment, "OPENLEDGER_COURT_KEY");
  if (key === undefined && command !== "check")
    throw new UsageError(`OPENLEDGER_COURT_KEY is not set; ${command} sends transactions. check needs none`);
  const gateway = values.gateway ?? environment["OPENLEDGER_GATEWAY_URL"];
  if (gateway === undefined && command !== "register" && !isAppeal)
    throw new UsageError("say where lists of items are: --gateway <address>, or OPENLEDGER_GATEWAY_URL");
  if (isChecker && ids.length === 0 && values.receipts === undefined)
    throw new UsageError(`say what to ${command}: ids of receipts or completions, or --receipts <folder>`);
  if (isAppeal && ids.length === 0) throw new UsageError("say which cases to appeal: npm run court -- appeal 7 --account 12");
  const gatewayId = values["gateway-id"] ?? environment["OPENLEDGER_GATEWAY_ID"];
  return {
    command: command as CourtCommand,
    ids: isAppeal ? [] : ids,
    cases: isAppeal ? ids.map((id) => wholeNumber("the case", id, 1, 2 ** 48 - 1)) : [],
    rpcUrl: values.rpc ?? environment["OPENLEDGER_RPC_URL"] ?? "http://127.0.0.1:8545",
    deployment: values.deployment ?? environment["OPENLEDGER_DEPLOYMENT"],
    gateway,
    gatewayId: isOperator ? wholeNumber("--gateway-id", gatewayId, 1, 2 ** 32 - 1) : undefined,
    journal: values.journal,
    adminToken: environment["OPENLEDGER_ADMIN_TOKEN"],
    apiKey: environment["OPENLEDGER_API_KEY"],
    contents: values.content ?? (gateway === undefined ? [] : [gateway]),
    receipts: values.receipts,
    salts: readSalts(environment["OPENLEDGER_DATANET_SALTS"]),
    key,
    account: command === "recheck" || isAppeal ? wholeNumber("--account", values.account, 1, 2 ** 32 - 1) : undefined,
    datanet: values.datanet === undefined ? undefined : wholeNumber("--datanet", values.datanet, 1, 2 ** 32 - 1),
    judgedPercent: wholeNumber("--judged", values.judged ?? "0", 0, 25),
    asksUnseen: values.challenge === true,
    interval: 1000 * wholeNumber("--interval", values.interval ?? "15", 1, 86_400),
    once: values.once === true,
    json: values.json === true,
  };
}
