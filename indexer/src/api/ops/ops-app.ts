import { Hono } from "hono";

import { gauge, metric, metricsText, sumOfMetric } from "./metrics-text.ts";
import { readReadiness, type ReadinessReads } from "./readiness.ts";
import type { RequestMeter } from "./request-meter.ts";

export interface OpsDependencies extends ReadinessReads {
  /** Rows of `anomaly`. */
  readonly countAnomalies: () => Promise<number>;
  /** Ponder's own `/metrics`, which are passed on; empty if there are none. */
  readonly upstreamMetrics: () => Promise<string>;
  /** Requests measured by this process. */
  readonly meter?: RequestMeter;
  /** Blocks behind the head up to which the tables count as ready; 5 if left out. */
  readonly maxLagBlocks?: number;
}

const DEFAULT_LAG_BLOCKS = 5;
const REORGS = "ponder_realtime_reorg_total";

/**
 * `GET /health` says that the process answers, `GET /ready` whether the tables are at the chain's head and on its blocks, `GET /metrics` both
 * and more for Prometheus. Ponder keeps these paths for itself, so a process in front of it serves this app; beside Ponder it is mounted at `/v1`.
 */
export const createOpsApp = (dependencies: OpsDependencies): Hono => {
  const { countAnomalies, upstreamMetrics, meter, maxLagBlocks = DEFAULT_LAG_BLOCKS } = dependencies;
  const app = new Hono();

  app.get("/health", (c) => c.json({ status: "ok" }, 200, { "cache-control": "no-store" }));

  app.get("/ready", async (c) => {
    const readiness = await readReadiness(dependencies, maxLagBlocks);
    const block = readiness.indexedBlock === null ? null : { number: readiness.indexedBlock, hash: readiness.indexedHash };
    return c.json({ ...readiness, maxLagBlocks, block }, readiness.isReady ? 200 : 503, { "cache-control": "no-store" });
  });

  app.get("/metrics", async (c) => {
    const [readiness, anomalies, upstream] = await Promise.all([
      readReadiness(dependencies, maxLagBlocks),
      countAnomalies().catch(() => null),
      upstreamMetrics().catch(() => ""),
    ]);
    const own = metricsText([
      gauge("openledger_indexer_ready", "1 if at the chain's head and on its blocks.", readiness.isReady ? 1 : 0),
      gauge("openledger_indexer_block", "Last folded block.", readiness.indexedBlock),
      gauge("openledger_chain_head_block", "Latest block of the chain.", readiness.headBlock),
      gauge("openledger_indexer_lag_blocks", "Blocks between the two.", readiness.lagBlocks),
      gauge("openledger_indexer_anomalies", "Rows of anomaly: events that contradict what was known.", anomalies),
      metric("openledger_indexer_reorgs_total", "counter", "Reorganisations followed since the start.", [
        { value: sumOfMetric(upstream, REORGS) },
      ]),
      ...(meter?.metrics() ?? []),
    ]);
    return c.body(`${own}${upstream}`, 200, { "content-type": "text/plain; version=0.0.4; charset=utf-8", "cache-control": "no-store" });
  });
  return app;
};
