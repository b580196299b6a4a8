import { createPublicClient, http, type Hex, type PublicClient } from "viem";

import type { EpochStore } from "../../gateway/src/epoch/store/epoch-store.ts";
import { openEpochStore } from "../../gateway/src/epoch/store/open-epoch-store.ts";
import { offeringReader } from "../epoch-rail/offerings.ts";
import { openRailLog } from "../epoch-rail/rail-log.ts";
import { DEFAULT_SEND_RULES, type SendRules } from "../epoch-rail/send-call.ts";
import { openRailSession, type RailSession } from "../epoch-rail/session.ts";
import { sleep } from "../lib/service.ts";
import { readDeployment } from "../validator/options.ts";
import { UsageError, type Output } from "../validator/output.ts";
import { act } from "./act.ts";
import type { WatcherContext, WatchReport } from "./context.ts";
import { meetDeadlines } from "./deadlines.ts";
import { LyingHeadError, openHeadGuard } from "./head-guard.ts";
import { readOptions, type WatcherOptions } from "./options.ts";
import { readFromStores, type StoreTrouble } from "./stores.ts";
import { survey, type Checked } from "./survey.ts";

/** Exit codes of `check`. */
export const EXIT = { true: 0, false: 1, usage: 2, missing: 3, chain: 4 } as const;

/** Puts a watcher together. */
export function watcherContext(parts: {
  readonly session: RailSession;
  readonly second?: PublicClient | undefined;
  readonly stores: readonly EpochStore[];
  readonly gatewayId?: number | undefined;
  readonly receipts?: string | undefined;
  readonly folder: string;
  readonly sendRules?: SendRules;
  readonly report: (report: WatchReport) => void;
}): WatcherContext {
  const { session, second, stores, folder, report, gatewayId, receipts, sendRules = DEFAULT_SEND_RULES } = parts;
  const trouble: StoreTrouble[] = [];
  return {
    session,
    stores,
    report,
    gatewayId,
    receipts,
    sendRules,
    trouble,
    log: openRailLog(session),
    guard: openHeadGuard({ client: session.client, second, folder, note: (says) => report({ kind: "note", says }) }),
    read: readFromStores(stores, (seen) => trouble.push(seen)),
    offering: offeringReader(session),
  };
}

/** One pass of `run`. @param known See {@link survey}. */
export async function watchOnce(context: WatcherContext, known: Map<Hex, number> = new Map()): Promise<readonly Checked[]> {
  const checked = await survey(context, known);
  await act(context, checked);
  await meetDeadlines(context);
  return checked;
}

/** The exit code that says what was found. */
export function exitCodeOf(checked: readonly Checked[], hadTrouble: boolean): number {
  const kinds = new Set(checked.flatMap(({ findings }) => findings.map(({ kind }) => kind)));
  if (kinds.has("lie") || kinds.has("hidden")) return EXIT.false;
  return kinds.size > 0 || hadTrouble ? EXIT.missing : EXIT.true;
}

function tellIn({ json }: WatcherOptions, output: Output): (report: WatchReport) => void {
  if (json) return (report) => output.say(JSON.stringify(report));
  return ({ kind, gateway, epoch, says, transaction }) => {
    const place = epoch === undefined ? "" : `gateway ${gateway}, epoch ${epoch}: `;
    const line = `${kind === "true" || kind === "note" ? "" : `${kind}: `}${place}${says}${transaction === undefined ? "" : ` (${transaction})`}`;
    if (kind === "true" || kind === "filed" || kind === "note") output.say(line);
    else output.warn(line);
  };
}

async function runForever(context: WatcherContext, options: WatcherOptions, output: Output, stop: AbortSignal): Promise<void> {
  const known = new Map<Hex, number>();
  while (!stop.aborted) {
    try {
      await watchOnce(context, known);
    } catch (error) {
      if (options.once) throw error;
      output.warn(`${(error as Error).name}: ${(error as Error).message.split("\n")[0]}`);
    }
    if (options.once) return;
    for (const until = Date.now() + options.interval; Date.now() < until && !stop.aborted;) await sleep(200);
  }
}

/** `npm run watcher`. @returns The exit code. */
export async function runWatcher(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Output,
  stop: AbortSignal,
): Promise<number> {
  try {
    const options = readOptions(argv, environment);
    const session = await openRailSession({ rpcUrl: options.rpcUrl, deployment: readDeployment(options.deployment), key: options.key });
    let hadTrouble = false;
    const tell = tellIn(options, output);
    const context = watcherContext({
      session,
      second:
        options.secondRpcUrl === undefined
          ? undefined
          : (createPublicClient({ transport: http(options.secondRpcUrl), cacheTime: 0 }) as PublicClient),
      stores: options.stores.map((place) => openEpochStore(place, environment)),
      gatewayId: options.gatewayId,
      receipts: options.receipts,
      folder: options.folder,
      report: (report) => {
        hadTrouble ||= report.kind === "store";
        tell(report);
      },
    });
    if (options.command === "check") return exitCodeOf(await survey(context), hadTrouble);
    await runForever(context, options, output, stop);
    return 0;
  } catch (error) {
    output.warn(`${error instanceof UsageError ? "" : `${(error as Error).name}: `}${(error as Error).message}`);
    if (error instanceof UsageError) return EXIT.usage;
    return error instanceof LyingHeadError ? EXIT.chain : EXIT.missing;
  }
}
