import { fork } from "node:child_process";
import path from "node:path";

import { atEnd } from "./at-end.ts";
import type { ChainPlan } from "./make-chain.ts";
import type { ChainReady } from "./serve-chain.ts";

export interface BenchChain extends ChainReady {
  readonly plan: ChainPlan;
  /** Mines a block with one settlement; returns its number. */
  settle(): Promise<number>;
  stop(): Promise<void>;
}

/** Makes a chain and serves it from another process. @throws if that process dies before the chain stands. */
export async function startChain(plan: ChainPlan): Promise<BenchChain> {
  const child = fork(path.join(import.meta.dirname, "serve-chain.ts"), [JSON.stringify(plan)], { execArgv: ["--import", "tsx"] });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill();
    await exited;
  };
  atEnd(stop);
  const ready = await new Promise<ChainReady>((resolve, reject) => {
    child.once("message", (message) => resolve(message as ChainReady));
    child.once("exit", (code) => reject(new Error(`the generated chain stopped with code ${code}`)));
  });
  return {
    ...ready,
    plan,
    settle: async () => {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "bench_settle", params: [] });
      const response = await fetch(ready.url, { method: "POST", body });
      const { result, error } = (await response.json()) as { result?: string; error?: { message: string } };
      if (result === undefined) throw new Error(`the chain does not settle: ${error?.message}`);
      return Number(result);
    },
    stop,
  };
}
