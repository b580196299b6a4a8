import { parentPort, workerData } from "node:worker_threads";

import { retrain, type Retraining } from "./retrain.ts";

parentPort!.on("message", ({ number, contributors }: { number: number; contributors: readonly number[] }) => {
  parentPort!.postMessage({ number, values: retrain(workerData as Retraining, contributors) });
});
