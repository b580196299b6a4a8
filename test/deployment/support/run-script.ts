import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { toHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";

import { repositoryRoot } from "../../../scripts/lib/deployment.ts";

/** The accounts that every development node funds. */
const mnemonic = "test test test test test test test test test test test junk";
export const account = (addressIndex: number) => mnemonicToAccount(mnemonic, { addressIndex });
export const deployerKey = toHex(account(0).getHdKey().privateKey!);
export const governance = account(1).address;

export type Run = { readonly code: number | null; readonly signal: string | null; readonly output: string };
export type Running = { readonly done: Promise<Run>; kill(): void };

/** Runs a script of this repository in a process of its own, as `npm run` does, without inheriting a deployer or an RPC. */
export function runScript(name: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^(OPENLEDGER_|OP_STACK_|DEPLOYER_|HARDHAT_|HH_|NODE_ENV$)/.test(key)),
  );
  const child = spawn(process.execPath, ["--import", "tsx", path.join("scripts", name), ...args], {
    cwd: repositoryRoot,
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const done = new Promise<Run>((resolve) => child.once("close", (code, signal) => resolve({ code, signal, output })));
  return { done, kill: () => void child.kill("SIGKILL") };
}

/** A parameter file that deploys; `changes` replaces values, undefined leaves one out. */
export async function parameterFile(changes: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { default: defaults } = await import("../../../deploy/parameters/default.json", { with: { type: "json" } });
  const file = path.join(tmpdir(), `openledger-parameters-${process.pid}-${Math.random().toString(36).slice(2)}.json`);
  await writeFile(file, JSON.stringify({ ...defaults, governance, ...changes }));
  return file;
}
