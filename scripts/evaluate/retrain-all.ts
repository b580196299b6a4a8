import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

import type { Retraining } from "./retrain.ts";

const mostWorkers = 4;

/** Retrains once for each list of contributors, on as many threads as there are cores, up to four. The result does not depend on how many. */
export async function retrainAll(retraining: Retraining, lists: readonly (readonly number[])[]): Promise<readonly (readonly number[])[]> {
  const results: (readonly number[])[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL("./retrain-worker.ts", import.meta.url), { workerData: retraining, execArgv: ["--import", "tsx"] });
    try {
      while (next < lists.length) {
        const number = next++;
        results[number] = await ask(worker, number, lists[number]!);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(mostWorkers, availableParallelism(), lists.length) }, work));
  return results;
}

function ask(worker: Worker, number: number, contributors: readonly number[]): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => reject(error);
    const end = (code: number): void => reject(new Error(`a retraining thread ended with code ${code}`));
    worker.once("error", fail).once("exit", end);
    worker.once("message", ({ values }: { values: readonly number[] }) => {
      worker.off("error", fail).off("exit", end);
      resolve(values);
    });
    worker.postMessage({ number, contributors });
  });
}
