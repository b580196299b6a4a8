import type { MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import { routePath } from "hono/route";

import { metric, type Metric } from "./metrics-text.ts";

/** Upper bounds of the histogram in seconds. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** More routes than any app here has: a proxy that names no routes must not fill the memory. */
const MOST_SERIES = 500;

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly buckets: number[];
  count: number;
  seconds: number;
}

export interface RequestMeter {
  /** Measures every request it is put before. */
  readonly middleware: MiddlewareHandler;
  readonly metrics: () => readonly Metric[];
}

/** Counts requests and how long they took, by method, route (not address: an address may hold an id) and class of status. */
export const createRequestMeter = (now: () => number = () => performance.now()): RequestMeter => {
  const series = new Map<string, Series>();
  const seriesOf = (labels: Series["labels"]): Series | undefined => {
    const key = Object.values(labels).join(" ");
    const known = series.get(key);
    if (known !== undefined || series.size >= MOST_SERIES) return known;
    const fresh: Series = { labels, buckets: BOUNDS.map(() => 0), count: 0, seconds: 0 };
    series.set(key, fresh);
    return fresh;
  };
  return {
    middleware: createMiddleware(async (c, next) => {
      const startedAt = now();
      await next();
      const seconds = (now() - startedAt) / 1_000;
      const measured = seriesOf({ method: c.req.method, route: routePath(c, -1), status: `${Math.floor(c.res.status / 100)}xx` });
      if (measured === undefined) return;
      measured.count += 1;
      measured.seconds += seconds;
      for (const [i, bound] of BOUNDS.entries()) if (seconds <= bound) measured.buckets[i]! += 1;
    }),
    metrics: () => {
      const all = [...series.values()];
      return [
        metric(
          "openledger_http_requests_total",
          "counter",
          "Answered requests.",
          all.map(({ labels, count }) => ({ labels, value: count })),
        ),
        metric(
          "openledger_http_request_duration_seconds",
          "histogram",
          "Time from request to answer.",
          all.flatMap(({ labels, buckets, count, seconds }) => [
            ...BOUNDS.map((bound, i) => ({ suffix: "_bucket", labels: { ...labels, le: `${bound}` }, value: buckets[i]! })),
            { suffix: "_bucket", labels: { ...labels, le: "+Inf" }, value: count },
            { suffix: "_sum", labels, value: seconds },
            { suffix: "_count", labels, value: count },
          ]),
        ),
      ];
    },
  };
};
