import type { Hex } from "viem";

import { DEFAULT_SEND_RULES, sendCall, type SendRules } from "../epoch-rail/send-call.ts";
import { openRailSession, type RailSession } from "../epoch-rail/session.ts";
import { sleep } from "../lib/service.ts";
import { panelGateway } from "../panel/gateway.ts";
import { openContents } from "../validator/contents.ts";
import { readDeployment } from "../validator/options.ts";
import { UsageError, type Output } from "../validator/output.ts";
import { answerStep } from "./answer.ts";
import { appealCase } from "./appeal.ts";
import { checkReceipt, type Checked } from "./check-receipt.ts";
import type { CourtContext, Report } from "./context.ts";
import { openCourtLog } from "./court-log.ts";
import { endChallenges, fileFindings } from "./file-findings.ts";
import { gatherReceipts } from "./gather-receipts.ts";
import { readOptions, type CourtOptions } from "./options.ts";
import { publishStep, registerStep } from "./publish.ts";
import { payOut, recheckReceipt } from "./recheck.ts";
import { corpusReader, indexReader, type CorpusReader, type IndexReader } from "./snapshot-index.ts";
import { gatewaySource, journalSource, type ReceiptSource } from "./source.ts";

/** Exit codes. */
export const EXIT = { true: 0, false: 1, usage: 2, missing: 3 } as const;

/** Puts the program together. */
export function courtContext(parts: {
  readonly session: RailSession;
  readonly indexOf: IndexReader;
  readonly sendRules?: SendRules;
  readonly report: (report: Report) => void;
}): CourtContext {
  const { session, report, sendRules = DEFAULT_SEND_RULES } = parts;
  const note = (says: string) => report({ kind: "note", says });
  return {
    ...parts,
    sendRules,
    log: openCourtLog(session),
    send: async (call) => (await sendCall(session, call, sendRules, note)).transactionHash,
  };
}

function tellIn({ json }: CourtOptions, output: Output): (report: Report) => void {
  if (json) return (report) => output.say(JSON.stringify(report));
  return ({ kind, receipt, says, transaction }) => {
    const place = receipt === undefined ? "" : `receipt ${receipt.slice(0, 10)}…: `;
    const line = `${kind === "did" || kind === "note" ? "" : `${kind}: `}${place}${says}${transaction === undefined ? "" : ` (${transaction})`}`;
    if (kind === "did" || kind === "filed" || kind === "true" || kind === "note") output.say(line);
    else output.warn(line);
  };
}

/** Checks all receipts that were named, and tells of each. */
export async function checkAll(context: CourtContext, options: CourtOptions, source: ReceiptSource): Promise<readonly Checked[]> {
  await context.log.refresh();
  const checked: Checked[] = [];
  for (const gathered of await gatherReceipts(options, source)) {
    const { name } = gathered;
    try {
      if ("trouble" in gathered) throw new Error(gathered.trouble);
      const found = await checkReceipt(context, gathered.served);
      checked.push(found);
      if (found.findings.length === 0)
        context.report({ kind: "true", receipt: found.id, says: "nothing that the court could be shown is false" });
      for (const { kind, says } of found.findings) context.report({ kind, receipt: found.id, says });
    } catch (error) {
      context.report({ kind: "missing", says: `${name}: ${(error as Error).message.split("\n")[0]}` });
    }
  }
  return checked;
}

/** Runs all receipts that were named again, and tells of each. */
async function recheckAll(context: CourtContext, options: CourtOptions, source: ReceiptSource, read: CorpusReader): Promise<void> {
  const priors = panelGateway(context.session, { url: options.gateway!, account: options.account!, key: options.key! });
  for (const gathered of await gatherReceipts(options, source)) {
    try {
      if ("trouble" in gathered) throw new Error(gathered.trouble);
      const { account, datanet, asksUnseen } = options;
      const sources = { read, priorOf: (root: Hex) => priors.prior(root) };
      await recheckReceipt(context, gathered.served, { account: account!, datanet, asksUnseen }, sources);
    } catch (error) {
      context.report({ kind: "missing", says: `${gathered.name}: ${(error as Error).message.split("\n")[0]}` });
    }
  }
  await payOut(context, options.account!);
}

async function pass(options: CourtOptions, context: CourtContext, source: ReceiptSource, read: CorpusReader): Promise<void> {
  const { command, gatewayId } = options;
  if (command === "publish" || command === "run") await publishStep(context, gatewayId!);
  if (command === "answer" || command === "run") await answerStep(context, source, gatewayId!);
  if (command === "register") await registerStep(context, options.judgedPercent);
  if (command === "appeal") for (const number of options.cases) await appealCase(context, number, options.account!);
  if (command === "recheck") await recheckAll(context, options, source, read);
  if (command !== "check" && command !== "refute") return;
  const checked = await checkAll(context, options, source);
  if (command === "check") return;
  await fileFindings(context, checked, options);
  await endChallenges(context);
}

async function sourceOf(
  { command, gateway, journal, adminToken, apiKey, gatewayId }: CourtOptions,
  session: RailSession,
): Promise<ReceiptSource> {
  const { chainId, contracts } = session.deployment;
  if (gatewayId === undefined || command === "publish") return gatewaySource(gateway ?? "", { token: apiKey });
  if (journal !== undefined) return journalSource(journal, { chainId, router: contracts.RewardRouter });
  if (adminToken === undefined) throw new UsageError("OPENLEDGER_ADMIN_TOKEN is not set; the gateway shows outputs' words to nobody else");
  return gatewaySource(gateway!, { token: adminToken, admin: true });
}

/** `npm run court`. @returns The exit code. */
export async function runCourt(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Output,
  stop: AbortSignal,
): Promise<number> {
  let source: ReceiptSource | undefined;
  try {
    const options = readOptions(argv, environment);
    const session = await openRailSession({ rpcUrl: options.rpcUrl, deployment: readDeployment(options.deployment), key: options.key });
    source = await sourceOf(options, session);
    const contents = await openContents(options.contents, undefined);
    const places = { session, gateway: options.gateway ?? "", contents, salts: options.salts };
    const [indexOf, read] = [indexReader(places), corpusReader(places)];
    const kinds = new Set<Report["kind"]>();
    const tell = tellIn(options, output);
    const context = courtContext({
      session,
      indexOf,
      report: (report) => {
        kinds.add(report.kind);
        tell(report);
      },
    });
    const isRepeated = (options.command === "run" || options.command === "refute") && !options.once;
    do {
      try {
        await pass(options, context, source, read);
      } catch (error) {
        // A pass that fails leaves everything for the next one, which looks at the chain again.
        if (!isRepeated) throw error;
        output.warn((error as Error).message.split("\n")[0]!);
      }
      for (const until = Date.now() + options.interval; isRepeated && Date.now() < until && !stop.aborted;) await sleep(200);
    } while (isRepeated && !stop.aborted);
    if (kinds.has("lie")) return EXIT.false;
    return kinds.has("missing") || kinds.has("unseen") || kinds.has("warns") || kinds.has("refused") ? EXIT.missing : EXIT.true;
  } catch (error) {
    output.warn(error instanceof UsageError ? error.message : (error as Error).message.split("\n")[0]!);
    return error instanceof UsageError ? EXIT.usage : EXIT.missing;
  } finally {
    await source?.end();
  }
}
