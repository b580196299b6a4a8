import autocannon from "autocannon";

import type { Query } from "./queries.ts";

export const CONNECTIONS = 50;

export interface Load {
  readonly name: string;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Asks one question over 50 connections for a while, each as fast as it is answered. @throws if one answer is refused. */
export async function loadWith(url: string, { name, requests }: Query, seconds: number): Promise<Load> {
  await requireAnswer(url, requests[0]!);
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: seconds,
    requests: requests.map((request) => ({ ...request })),
  });
  const failed = result.errors + result.timeouts + result.non2xx;
  if (failed > 0) throw new Error(`${name}: ${failed} of ${result.requests.total} requests failed`);
  // Nothing answered in all that time is not nothing: each of the first requests waited at least so long.
  const [p50, p99] = result.requests.total === 0 ? [seconds * 1_000, seconds * 1_000] : [result.latency.p50, result.latency.p99];
  return { name, requestsPerSecond: result.requests.total / seconds, p50, p99 };
}

/** GraphQL answers 200 also when it refuses. */
async function requireAnswer(url: string, { method, path, body, headers }: Query["requests"][number]): Promise<void> {
  const response = await fetch(`${url}${path}`, {
    method,
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
  });
  const text = await response.text();
  if (!response.ok || text.includes('"errors"')) throw new Error(`${path} ${body ?? ""} is refused: ${text.slice(0, 300)}`);
}
