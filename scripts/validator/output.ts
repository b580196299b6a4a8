/** Where a command writes: results to `say`, what the operator should look at to `warn`. */
export type Output = { say(line: string): void; warn(line: string): void };

/** A mistake of the operator: one line, without a stack. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const terminal: Output = {
  say: (line) => void process.stdout.write(`${line}\n`),
  warn: (line) => void process.stderr.write(`! ${line}\n`),
};
