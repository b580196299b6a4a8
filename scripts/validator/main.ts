import { BaseError } from "@openledger/sdk";

import { check } from "./check.ts";
import { showAnswers } from "./known-answers.ts";
import { claim, release, stake, unstake } from "./money.ts";
import { appeal, openRound } from "./open-round.ts";
import { contributionOf, readOptions, usage, type Options } from "./options.ts";
import { UsageError, type Output } from "./output.ts";
import { ballotNow, proveNow, run, voteNow } from "./run.ts";
import { openSession, type Session } from "./session.ts";
import { status } from "./status.ts";

type Command = (session: Session, signal?: AbortSignal) => Promise<unknown>;

/** How many arguments follow a command, and what it does. `check` needs no key and is apart. */
const commands: Readonly<Record<string, readonly [least: number, most: number, command: Command]>> = {
  status: [0, 0, status],
  stake: [1, 1, (session) => stake(session, session.options.positionals[0])],
  run: [0, 0, run],
  vote: [1, 1, voteNow],
  ballot: [3, 3, ballotNow],
  prove: [1, 1, (session) => proveNow(session, contributionOf(session.options.positionals[0]))],
  open: [0, 0, openRound],
  answers: [1, 1, (session) => showAnswers(session, session.options.positionals[0])],
  appeal: [2, 101, appeal],
  claim: [0, 0, claim],
  unstake: [1, 1, (session) => unstake(session, session.options.positionals[0])],
  release: [0, 0, release],
};

/**
 * Runs one command of the validator.
 * @returns Exit code: 0 done, 1 refused by the gate (`check`), 2 a mistake of the operator or a refusal of the chain. Mistakes are one line on `warn`.
 */
export async function runValidator(
  argv: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  output: Output,
  signal?: AbortSignal,
): Promise<number> {
  try {
    const options: Options = readOptions(argv, environment);
    if (options.command === "check") return (await check(options, output)).isAccepted ? 0 : 1;
    const entry = Object.hasOwn(commands, options.command) ? commands[options.command] : undefined;
    if (entry === undefined) throw new UsageError(`there is no command "${options.command.slice(0, 40)}"\n\n${usage}`);
    const [least, most, command] = entry;
    const { length } = options.positionals;
    if (length < least || length > most)
      throw new UsageError(`${options.command} takes ${least === most ? least : `${least} or more`} arguments, not ${length}\n\n${usage}`);
    await command(await openSession(options, output), signal);
    return 0;
  } catch (error) {
    output.warn(
      error instanceof BaseError ? `${error.shortMessage} Fix: ${error.fix}` : error instanceof Error ? error.message : String(error),
    );
    return 2;
  }
}
