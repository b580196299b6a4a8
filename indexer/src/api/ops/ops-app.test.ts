import { expect } from "chai";
import { Hono } from "hono";
import type { Hex } from "viem";

import { createOpsApp, type OpsDependencies } from "./ops-app.ts";
import { createRequestMeter } from "./request-meter.ts";

const hashOf = (number: number): Hex => `0x${number.toString(16).padStart(64, "0")}`;
const UPSTREAM = [
  "# TYPE ponder_realtime_reorg_total counter",
  'ponder_realtime_reorg_total{chain="openledger"} 2',
  'ponder_realtime_reorg_total{chain="other"} 1',
  "ponder_realtime_reorg_total_created 9",
  "",
].join("\n");

const appOf = (change: Partial<OpsDependencies> & { head?: number; indexed?: number } = {}) => {
  const { head = 100, indexed = 98, ...rest } = change;
  return createOpsApp({
    readIndexed: async () => ({ blockNumber: indexed, blockHash: hashOf(indexed), timestamp: 1 }),
    readHead: async () => ({ number: head, hashAt: async (number) => hashOf(number) }),
    countAnomalies: async () => 3,
    upstreamMetrics: async () => UPSTREAM,
    ...rest,
  });
};
const ready = async (app: Hono) => {
  const response = await app.request("/ready");
  return { status: response.status, ...((await response.json()) as { reason: string | null; lagBlocks: number | null; block: unknown }) };
};
const fails = async () => Promise.reject(new Error("connection refused"));

describe("the operator's routes", () => {
  it("are healthy while the process answers", async () => {
    expect((await appOf({ readIndexed: fails, readHead: fails }).request("/health")).status).to.equal(200);
  });

  it("are ready at the head, or a stated lag behind it, and name the block", async () => {
    expect(await ready(appOf())).to.deep.include({ status: 200, reason: null, lagBlocks: 2, block: { number: 98, hash: hashOf(98) } });
    expect((await ready(appOf({ indexed: 95 }))).status).to.equal(200);
    expect((await ready(appOf({ indexed: 100, maxLagBlocks: 0 }))).status).to.equal(200);
  });

  const NOT_READY: readonly (readonly [string, Parameters<typeof appOf>[0], RegExp])[] = [
    ["behind", { indexed: 94 }, /6 blocks behind the head, more than 5/],
    ["behind a stated lag of none", { maxLagBlocks: 0 }, /2 blocks behind/],
    [
      "on a block that the chain replaced",
      { readHead: async () => ({ number: 100, hashAt: async () => hashOf(7) }) },
      /block 98 is 0x.* here and 0x.*7 on the chain/,
    ],
    [
      "on a block that the chain dropped",
      { readIndexed: async () => ({ blockNumber: 98, blockHash: null, timestamp: 1 }) },
      /has dropped block 98/,
    ],
    ["beyond a chain that has shrunk", { head: 90 }, /but the chain ends at 90/],
    ["empty", { readIndexed: async () => null }, /no block is folded yet/],
    ["without a database", { readIndexed: fails }, /database does not answer/],
    ["without a chain", { readHead: fails }, /chain does not answer/],
    ["without the chain's hash", { readHead: async () => ({ number: 100, hashAt: fails }) }, /chain does not answer/],
  ];
  for (const [name, change, reason] of NOT_READY) {
    it(`are not ready ${name}`, async () => {
      const answer = await ready(appOf(change));
      expect(answer.status).to.equal(503);
      expect(answer.reason).to.match(reason);
    });
  }

  it("measure lag, anomalies, reorganisations, requests and durations", async () => {
    let now = 0;
    const meter = createRequestMeter(() => now);
    const app = new Hono()
      .use(meter.middleware)
      .get("/why/:account", (c) => {
        now += 30;
        return c.req.param("account") === "0" ? c.json({}, 400) : c.json({});
      })
      .route("/", appOf({ meter }));
    for (const account of ["7", "8", "0"]) await app.request(`/why/${account}`);
    const response = await app.request("/metrics");
    const text = await response.text();
    expect(response.headers.get("content-type")).to.match(/version=0.0.4/);
    for (const line of [
      "openledger_indexer_ready 1",
      "openledger_indexer_block 98",
      "openledger_chain_head_block 100",
      "openledger_indexer_lag_blocks 2",
      "openledger_indexer_anomalies 3",
      "openledger_indexer_reorgs_total 3",
      'openledger_http_requests_total{method="GET",route="/why/:account",status="2xx"} 2',
      'openledger_http_requests_total{method="GET",route="/why/:account",status="4xx"} 1',
      'openledger_http_request_duration_seconds_bucket{method="GET",route="/why/:account",status="2xx",le="0.025"} 0',
      'openledger_http_request_duration_seconds_bucket{method="GET",route="/why/:account",status="2xx",le="0.05"} 2',
      'openledger_http_request_duration_seconds_sum{method="GET",route="/why/:account",status="2xx"} 0.06',
      'ponder_realtime_reorg_total{chain="openledger"} 2',
    ])
      expect(text.split("\n")).to.include(line);
    expect(text.match(/^# TYPE (\S+)/gm)!.length).to.equal(new Set(text.match(/^# TYPE (\S+)/gm)).size);
  });

  it("leave out what is not known instead of calling it zero", async () => {
    const text = await (
      await appOf({ readIndexed: fails, readHead: fails, countAnomalies: fails, upstreamMetrics: fails }).request("/metrics")
    ).text();
    expect(text).to.include("openledger_indexer_ready 0");
    expect(text).to.not.match(/lag_blocks|anomalies \d|reorgs_total \d/);
  });
});
