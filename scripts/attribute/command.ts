import type { Paint } from "../explain/paint.ts";

/** What a subcommand has to say: lines for people, or one value for programs. */
export interface Answer {
  readonly lines: readonly string[];
  readonly json: unknown;
  /** False if what was asked is answered with no: the process then ends with 1. */
  readonly isGood: boolean;
}

/** A subcommand of `npm run attribute`. @throws Error with a message for people. */
export interface Command {
  readonly usage: string;
  readonly run: (args: readonly string[], paint: Paint) => Promise<Answer>;
}
