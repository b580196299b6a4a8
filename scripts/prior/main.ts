import { methodId, methodText } from "../../gateway/src/attribution/method-id.ts";
import { judgedMethod } from "../../gateway/src/attribution/methods.ts";
import { priorRoot } from "../../gateway/src/influence/prior.ts";
import { openRailSession, type RailSession } from "../epoch-rail/session.ts";
import { readDeployment, wholeNumber } from "../validator/options.ts";
import { UsageError, type Output } from "../validator/output.ts";
import { challengePrior, worstItems } from "./challenge.ts";
import { inWords, rerun } from "./check.ts";
import { compute } from "./compute.ts";
import { readOptions, type PriorOptions } from "./options.ts";
import { headerOf, publishPrior } from "./publish.ts";

import { readPriorFile } from "./read.ts";
import { releaseBond } from "./release.ts";

/** Exit codes. */
export const EXIT = { done: 0, deviates: 1, failed: 2 } as const;

/** What a command has to say: lines for people, or one value for programs. */
type Answer = { readonly lines: readonly string[]; readonly json: unknown; readonly isBorneOut?: boolean };

const MOST_ID = 2 ** 32 - 1;

async function sessionOf({ rpcUrl, deployment, key }: PriorOptions): Promise<RailSession> {
  if (key === undefined) throw new UsageError("OPENLEDGER_PRIOR_KEY is not set; this sends transactions");
  return openRailSession({ rpcUrl, deployment: readDeployment(deployment), key });
}

async function publish(options: PriorOptions, say: (line: string) => void): Promise<Answer> {
  const prior = await readPriorFile(options.positionals[0]!);
  const gatewayId = wholeNumber("--gateway-id", options.gatewayId, 1, MOST_ID);
  const uri = options.uri ?? (options.gateway && `${options.gateway.replace(/\/+$/, "")}/v1/priors/${priorRoot(prior)}`);
  if (uri === undefined)
    throw new UsageError("say where the file is served: --gateway <the gateway's address>, or --uri <address of the file>");
  const number = await publishPrior(await sessionOf(options), { prior, gatewayId, uri }, say);
  return { lines: [], json: { number, root: priorRoot(prior), uri } };
}

async function challenge(options: PriorOptions, say: (line: string) => void): Promise<Answer> {
  const number = wholeNumber("--number", options.number, 1, MOST_ID);
  const account = wholeNumber("--account", options.account, 1, MOST_ID);
  const session = await sessionOf(options);
  if (options.items.length > 0) {
    const prior = await readPriorFile(options.positionals[0]!);
    await challengePrior(session, { prior, number, account, items: options.items }, say);
    return { lines: [], json: { number, items: options.items.map(String) } };
  }
  const { prior, rerun: again, comparison } = await rerun(options);
  if (comparison.isWithin) return { lines: [`${inWords(comparison)}; there is nothing to challenge`], json: { number, items: [] } };
  say(inWords(comparison));
  const items = await worstItems(session, prior, again);
  await challengePrior(session, { prior, number, account, items }, say);
  return { lines: [], json: { number, items: items.map(String) }, isBorneOut: false };
}

async function answer(options: PriorOptions, say: (line: string) => void): Promise<Answer> {
  const [first] = options.positionals;
  switch (options.command) {
    case "compute":
      return compute(options);
    case "root": {
      const prior = await readPriorFile(first!);
      const root = priorRoot(prior);
      return { lines: [root], json: { root, header: headerOf(prior) } };
    }
    case "method": {
      const method = judgedMethod(wholeNumber("the percentage", first, 0, 25));
      return { lines: [methodId(method), methodText(method)], json: { methodId: methodId(method), method: methodText(method) } };
    }
    case "publish":
      return publish(options, say);
    case "check": {
      const { comparison } = await rerun(options);
      return { lines: [inWords(comparison)], json: comparison, isBorneOut: comparison.isWithin };
    }
    case "challenge":
      return challenge(options, say);
    case "release": {
      const number = wholeNumber("--number", options.number, 1, MOST_ID);
      return { lines: [], json: { number, nano: String(await releaseBond(await sessionOf(options), number, say)) } };
    }
  }
}

/** `npm run prior`. @returns The exit code. */
export async function runPrior(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Output,
): Promise<number> {
  try {
    const options = readOptions(argv, environment);
    const { lines, json, isBorneOut = true } = await answer(options, (line) => options.json || output.say(line));
    if (options.json) output.say(JSON.stringify(json));
    else for (const line of lines) output.say(line);
    return isBorneOut ? EXIT.done : EXIT.deviates;
  } catch (error) {
    output.warn(error instanceof UsageError ? error.message : (error as Error).message.split("\n")[0]!);
    return EXIT.failed;
  }
}
