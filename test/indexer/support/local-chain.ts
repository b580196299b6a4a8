import { spawn } from "node:child_process";
import path from "node:path";

import type { Hex } from "viem";

import { freePort, sleep } from "../../../scripts/lib/service.ts";
import { repositoryRoot } from "../../../scripts/lib/deployment.ts";
import type { ChainScript, ScriptedTransaction } from "./chain-script.ts";

/** A chain of real blocks on anvil, with the suite deployed. */
export interface LocalChain {
  readonly url: string;
  rpc<T>(method: string, params?: readonly unknown[]): Promise<T>;
  head(): Promise<number>;
  /** Sends transactions, one block each, and checks that they did not revert. */
  send(...transactions: readonly ScriptedTransaction[]): Promise<void>;
  /** Sends the next settlements of the script. */
  settle(count: number): Promise<void>;
  mine(count: number): Promise<void>;
  /** Whether the newest `depth` blocks can be replaced: those that the chain began with cannot. */
  canReplace(depth: number): Promise<boolean>;
  /**
   * Replaces the newest blocks: what they held is gone, the settlements among it are sent again in other blocks, and the new branch is
   * `longer` blocks longer.
   */
  reorganise(depth: number, longer: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts anvil and plays the script. */
export const startLocalChain = async (script: ChainScript): Promise<LocalChain> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const [first] = script.blocks;
  const args = [
    "--optimism",
    "--timestamp",
    `${first!.timestamp - 1}`,
    "--port",
    `${port}`,
    "--accounts",
    "20",
    "--gas-limit",
    "60000000",
    "--auto-impersonate",
    "--quiet",
  ];
  const child = spawn(path.join(repositoryRoot, "node_modules/.bin/anvil"), [...args, "--order", "fifo"], {
    stdio: "ignore",
    detached: true,
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  // The command is a script that starts the binary: both are of one group.
  const kill = (): void => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, "SIGKILL");
  };
  process.once("exit", kill);

  const rpc = async <T>(method: string, params: readonly unknown[] = []): Promise<T> => {
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method, params });
    const response = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body });
    const { result, error } = (await response.json()) as { result: T; error?: { message: string } };
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result;
  };
  const head = async () => Number(await rpc<Hex>("eth_blockNumber"));
  const submit = async (transaction: ScriptedTransaction): Promise<void> => {
    const hash = await rpc<Hex>("eth_sendTransaction", [transaction]);
    let receipt: { status: Hex } | null = null;
    // anvil answers before the block is there.
    for (let wait = 0; receipt === null && wait < 200; wait += 1) {
      receipt = await rpc<{ status: Hex } | null>("eth_getTransactionReceipt", [hash]);
      if (receipt === null) await sleep(5);
    }
    if (receipt?.status !== "0x1") throw new Error(`a scripted transaction to ${transaction.to ?? "nowhere"} reverted`);
  };

  const deadline = Date.now() + 20_000;
  for (;;) {
    if (
      await head().then(
        () => true,
        () => false,
      )
    )
      break;
    if (Date.now() > deadline) throw new Error("anvil did not start in 20 s");
    await sleep(50);
  }
  for (const { timestamp, transactions } of script.blocks) {
    await rpc("anvil_setNextBlockTimestamp", [timestamp]);
    for (const transaction of transactions) await submit(transaction);
  }

  /** Snapshots by the block they were taken at, to go back to, with the number of settlements sent by then. */
  const snapshots = new Map<number, { readonly id: Hex; readonly settled: number }>();
  let settled = 0;
  const snapshot = async () => void snapshots.set(await head(), { id: await rpc<Hex>("evm_snapshot"), settled });
  await snapshot();

  const chain: LocalChain = {
    url,
    rpc,
    head,
    send: async (...transactions) => {
      for (const transaction of transactions) {
        await submit(transaction);
        await snapshot();
      }
    },
    settle: async (count) => {
      for (let index = 0; index < count; index += 1) {
        await submit(script.settlements[settled]!);
        settled += 1;
        await snapshot();
      }
    },
    mine: async (count) => {
      for (let index = 0; index < count; index += 1) {
        await rpc("evm_mine");
        await snapshot();
      }
    },
    canReplace: async (depth) => snapshots.has((await head()) - depth),
    reorganise: async (depth, longer) => {
      const at = await head();
      const past = snapshots.get(at - depth);
      if (past === undefined) throw new Error(`no snapshot of block ${at - depth}; send or mine it through this chain`);
      const again = settled - past.settled;
      await rpc("evm_revert", [past.id]);
      for (const number of [...snapshots.keys()]) if (number >= at - depth) snapshots.delete(number);
      settled = past.settled;
      await snapshot();
      // Another time, another hash, also for blocks with the same contents.
      await rpc("evm_increaseTime", [7]);
      const isRoomy = depth + longer > again;
      if (isRoomy) await chain.send(script.registration);
      await chain.settle(again);
      await chain.mine(Math.max(0, depth + longer - again - (isRoomy ? 1 : 0)));
    },
    stop: async () => {
      kill();
      await exited;
    },
  };
  return chain;
};
