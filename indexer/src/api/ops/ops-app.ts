import { Hono } from "hono";
import type { Hex } from "viem";

/** How many blocks behind the head an index may be and still be called ready. */
const TOLERATED_LAG = 5;

/** What the process that watches an index knows. */
export interface OpsDeps {
  /** The last block folded, with the hash it had then; null before the first. */
  readIndexed(): Promise<{ readonly blockNumber: number; readonly blockHash: Hex; readonly timestamp: number } | null>;
  readHead(): Promise<{ readonly number: number; hashAt(number: number): Promise<Hex | null> }>;
  countAnomalies(): Promise<number>;
  /** Ponder's own metrics, in Prometheus' text format. */
  upstreamMetrics(): Promise<string>;
}

/** GET /health (the process lives), /ready (the index stands at the chain's head, on its branch) and /metrics (Prometheus). */
export const createOpsApp = (deps: OpsDeps): Hono => {
  const look = async () => {
    const [indexed, head, anomalies] = await Promise.all([
      deps.readIndexed().catch(() => null),
      deps.readHead().catch(() => null),
      deps.countAnomalies().catch(() => null),
    ]);
    const hash = indexed === null || head === null ? null : await head.hashAt(indexed.blockNumber).catch(() => null);
    const isOnChain = indexed !== null && hash === indexed.blockHash;
    const lag = indexed === null || head === null ? null : Math.max(0, head.number - indexed.blockNumber);
    return { indexed, head: head?.number ?? null, lag, isOnChain, anomalies, isReady: isOnChain && lag !== null && lag <= TOLERATED_LAG };
  };
  const app = new Hono();
  app.get("/health", (c) => c.json({ status: "up" }));
  app.get("/ready", async (c) => {
    const { indexed, head, lag, isOnChain, isReady } = await look();
    const block = indexed === null ? null : { number: indexed.blockNumber, hash: indexed.blockHash, timestamp: indexed.timestamp };
    return c.json({ isReady, isOnChain, lag, head, block }, isReady ? 200 : 503);
  });
  app.get("/metrics", async (c) => {
    const { indexed, head, lag, isOnChain, isReady, anomalies } = await look();
    const gauges: Readonly<Record<string, number | null>> = {
      openledger_indexed_block: indexed?.blockNumber ?? null,
      openledger_head_block: head,
      openledger_lag_blocks: lag,
      openledger_on_chain: Number(isOnChain),
      openledger_ready: Number(isReady),
      openledger_anomalies: anomalies,
    };
    const own = Object.entries(gauges).flatMap(([name, value]) => (value === null ? [] : [`# TYPE ${name} gauge`, `${name} ${value}`]));
    return c.text(`${own.join("\n")}\n${await deps.upstreamMetrics().catch(() => "")}`);
  });
  return app;
};
