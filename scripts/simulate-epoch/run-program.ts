import { fork } from "node:child_process";
import path from "node:path";

export type Ran = { readonly code: number; readonly lines: readonly string[]; readonly megabytes: number };

/** Runs a command of the operator or the watcher in a process of its own. @throws with what it said if it fails. */
export async function runProgram(
  program: "operator" | "watcher",
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ran> {
  const child = fork(path.join(import.meta.dirname, "child.ts"), [program, ...args], {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let said = "";
  for (const stream of [child.stdout!, child.stderr!]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  let ended: { readonly code: number; readonly megabytes: number } | undefined;
  child.once("message", (message) => (ended = message as typeof ended));
  await new Promise((resolve) => child.once("close", resolve));
  const { code, megabytes } = ended ?? { code: 1, megabytes: 0 };
  if (code !== 0) throw new Error(`npm run ${program} -- ${args.join(" ")} ended with ${code}: ${said.slice(-2_000)}`);
  return { code, lines: said.trim().split("\n"), megabytes };
}
