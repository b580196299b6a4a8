import { spawn } from "node:child_process";
import path from "node:path";

import type { Config } from "../../src/config/config.ts";
import { INDEXER } from "./ponder-process.ts";
import type { Writer } from "./writer.ts";

/** Soon after the head is reached for the first time: an RPC that left logs out of the backfill is found then. */
const FIRST_MS = 15_000;
const TIMEOUT_MS = 600_000;
const EQUAL = 0;
const DIFFERENT = 1;

interface AuditOptions {
  readonly writer: Writer;
  readonly config: Config;
  readonly env: NodeJS.ProcessEnv;
  /** 0 for no audits. */
  readonly everyMs: number;
  readonly say: (line: string) => void;
}

/** Runs `npm run reconcile`'s program; its exit code, and the first difference it names. */
const reconcile = (rpc: string, port: number, deployment: string): Promise<{ code: number | null; difference: string }> =>
  new Promise((resolve) => {
    const script = path.resolve(INDEXER, "../scripts/reconcile.ts");
    const graphql = `http://127.0.0.1:${port}/graphql`;
    const args = ["--import", "tsx", script, "--rpc", rpc, "--graphql", graphql, "--deployment", deployment];
    const child = spawn(process.execPath, args, {
      cwd: path.resolve(INDEXER, ".."),
      stdio: ["ignore", "ignore", "pipe"],
      timeout: TIMEOUT_MS,
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(0, 10_000)));
    child.once("error", () => resolve({ code: null, difference: "" }));
    child.once("close", (code) => resolve({ code, difference: said.split("\n")[0]! }));
  });

/**
 * Compares every sum and count of the index with the chain, soon after it reached the head and then again and again. An RPC that left logs
 * out is noticed by nothing else. Two differences in a row, and the index is built anew, once: if the next one differs too, the fault lies
 * in the code or the chain, and is only reported.
 */
export const startAudits = ({ writer, config, env, everyMs, say }: AuditOptions): { stop(): void } => {
  let timer: NodeJS.Timeout | undefined;
  let hasRebuilt = false;
  let differences = 0;

  const audit = async (): Promise<number> => {
    const build = writer.current();
    if (build?.isAtHead !== true) return FIRST_MS;
    const { code, difference } = await reconcile(config.rpcUrls[0]!, build.process.port, env["OPENLEDGER_DEPLOYMENT"]!);
    if (build !== writer.current()) return FIRST_MS;
    if (code === EQUAL) {
      [hasRebuilt, differences] = [false, 0];
      return everyMs;
    }
    if (code !== DIFFERENT) return everyMs;
    differences += 1;
    if (differences === 1) return Math.min(everyMs, FIRST_MS);
    differences = 0;
    if (hasRebuilt) {
      say(`the index differs from the chain after a rebuild too: ${difference}; compare the code with the contracts`);
      return everyMs;
    }
    hasRebuilt = true;
    await writer.rebuild(`it differs from the chain: ${difference}`);
    return FIRST_MS;
  };
  const schedule = (waitMs: number): void => {
    timer = setTimeout(() => void audit().then(schedule, () => schedule(everyMs)), waitMs);
  };
  if (everyMs > 0) schedule(Math.min(everyMs, FIRST_MS));
  return { stop: () => clearTimeout(timer) };
};
