import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";

import { repositoryRoot } from "./deployment.ts";

export type Service = {
  readonly name: string;
  readonly logFile: string;
  readonly child: ChildProcess;
  /** Asks the process to stop (SIGINT) and kills it after ten seconds. */
  stop(): Promise<void>;
};

export type ServiceOptions = {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly logFile: string;
  /** Resolves true once the service answers. */
  readonly isReady: () => Promise<boolean>;
  readonly timeoutMs?: number;
};

/**
 * Starts a child process and waits until it answers.
 * @throws with the end of its log if it exits or does not answer in time.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const log = createWriteStream(options.logFile);
  const child = spawn(options.command, [...options.args], {
    cwd: options.cwd ?? repositoryRoot,
    env: { ...process.env, ...options.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const service: Service = { name: options.name, logFile: options.logFile, child, stop: () => stop(child, exited) };

  const deadline = Date.now() + (options.timeoutMs ?? 90_000);
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`${options.name} stopped with code ${child.exitCode}:\n${await tail(options.logFile)}`);
    if (await options.isReady().catch(() => false)) return service;
    await sleep(200);
  }
  await service.stop();
  throw new Error(`${options.name} did not answer in time:\n${await tail(options.logFile)}`);
}

async function stop(child: ChildProcess, exited: Promise<number | null>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGINT");
  const timer = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await exited;
  clearTimeout(timer);
}

async function tail(file: string): Promise<string> {
  return (await readFile(file, "utf8").catch(() => "")).split("\n").slice(-25).join("\n");
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** A TCP port on 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
