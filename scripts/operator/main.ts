import { openEpochStore } from "../../gateway/src/epoch/store/open-epoch-store.ts";
import { readObject } from "../../gateway/src/epoch/store/epoch-store.ts";
import { offeringReader } from "../epoch-rail/offerings.ts";
import { openRailLog } from "../epoch-rail/rail-log.ts";
import { DEFAULT_SEND_RULES, sendCall, type SendRules } from "../epoch-rail/send-call.ts";
import { openRailSession, type RailSession } from "../epoch-rail/session.ts";
import { sleep } from "../lib/service.ts";
import { readDeployment } from "../validator/options.ts";
import { UsageError, type Output } from "../validator/output.ts";
import type { EpochStore } from "../../gateway/src/epoch/store/epoch-store.ts";
import type { OperatorContext, Report } from "./context.ts";
import { lockFolder } from "./lock.ts";
import { readOptions, type OperatorOptions } from "./options.ts";
import { PASS, runSteps } from "./pass.ts";
import { gatewaySource, journalSource, type EpochSource } from "./source.ts";
import { statusOf, type RailStatus } from "./status.ts";

/** Puts an operator together. */
export function operatorContext(parts: {
  readonly session: RailSession;
  readonly source: EpochSource;
  readonly store: EpochStore;
  readonly gatewayId: number;
  readonly folder: string;
  readonly epoch?: number | undefined;
  readonly receiptKey: `0x${string}`;
  readonly sendRules?: SendRules;
  readonly report: (report: Report) => void;
}): OperatorContext {
  const { session, store, report, sendRules = DEFAULT_SEND_RULES } = parts;
  const note = (says: string) => report({ step: "send", kind: "waits", says });
  return {
    ...parts,
    epoch: parts.epoch,
    sendRules,
    log: openRailLog(session),
    read: (kind, key) => readObject(store, kind, key),
    offering: offeringReader(session),
    send: async (call) => (await sendCall(session, call, sendRules, note)).transactionHash,
  };
}

function tellIn(options: OperatorOptions, output: Output): (report: Report) => void {
  if (options.json) return (report) => output.say(JSON.stringify(report));
  return ({ step, kind, epoch, says, transaction }) => {
    const line = `${step}${epoch === undefined ? "" : ` epoch ${epoch}`}: ${says}${transaction === undefined ? "" : ` (${transaction})`}`;
    if (kind === "warns") output.warn(line);
    else output.say(line);
  };
}

function statusLines({ gateway, epochs, bond, lockedBond, pushesDue }: RailStatus): readonly string[] {
  return [
    `gateway ${gateway}: bond ${bond} nano-OPEN, ${lockedBond} of it locked; ${pushesDue} pushes due`,
    ...epochs.map(({ epoch, state, receipts, fees, openChallenges }) =>
      [
        `epoch ${epoch}: ${state}`,
        receipts && `${receipts} receipts`,
        fees && `${fees} OPEN`,
        openChallenges && `${openChallenges} challenges open`,
      ]
        .filter((part) => part !== undefined && part !== 0)
        .join(", "),
    ),
  ];
}

async function sourceOf({ gateway, adminToken, journal }: OperatorOptions): Promise<EpochSource> {
  if (journal !== undefined) return journalSource(journal);
  if (adminToken === undefined) throw new UsageError("OPENLEDGER_ADMIN_TOKEN is not set; the gateway gives vouchers to nobody else");
  return gatewaySource(gateway!, adminToken);
}

async function work(options: OperatorOptions, context: OperatorContext, output: Output, stop: AbortSignal): Promise<void> {
  if (options.command === "status") {
    const status = await statusOf(context);
    if (options.json) output.say(JSON.stringify(status));
    else for (const line of statusLines(status)) output.say(line);
  } else if (options.command !== "run") {
    await runSteps(context, [options.command]);
  } else {
    while (!stop.aborted) {
      try {
        await runSteps(context, PASS);
      } catch (error) {
        // A pass that fails leaves everything for the next one, which looks at the chain again.
        if (options.once) throw error;
        output.warn((error as Error).message.split("\n")[0]!);
      }
      if (options.once) return;
      for (const until = Date.now() + options.interval; Date.now() < until && !stop.aborted;) await sleep(200);
    }
  }
}

/** `npm run operator`. @returns The exit code: 0, or 1 if something failed. */
export async function runOperator(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Output,
  stop: AbortSignal,
): Promise<number> {
  let unlock = () => {};
  let source: EpochSource | undefined;
  try {
    const options = readOptions(argv, environment);
    const session = await openRailSession({ rpcUrl: options.rpcUrl, deployment: readDeployment(options.deployment), key: options.key });
    if (options.command !== "status") unlock = lockFolder(options.folder);
    source = await sourceOf(options);
    const context = operatorContext({
      session,
      source,
      store: openEpochStore(options.store, environment),
      gatewayId: options.gatewayId,
      folder: options.folder,
      epoch: options.epoch,
      receiptKey: options.receiptKey,
      sendRules: { ...DEFAULT_SEND_RULES, maxFee: options.maxFee, patience: options.patience },
      report: tellIn(options, output),
    });
    await work(options, context, output, stop);
    return 0;
  } catch (error) {
    output.warn(error instanceof UsageError ? error.message : (error as Error).message.split("\n")[0]!);
    return 1;
  } finally {
    await source?.end();
    unlock();
  }
}
