/** Where an index stands. */
export interface IndexedFacts {
  readonly number: number;
  /** Unix seconds. */
  readonly timestamp: number;
}

const TIMEOUT_MS = 5_000;

/** Counters of Ponder that move while it works. */
const WORK = /^ponder_(historical_completed_blocks|historical_cached_blocks|indexing_completed_events)\b.*$/gm;

const get = async (port: number, path: string): Promise<Response> =>
  fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });

/** The last block that the Ponder behind a port has folded; null before the first, or if it does not answer. */
export const readIndexed = async (port: number): Promise<IndexedFacts | null> => {
  try {
    const status = (await (await get(port, "/status")).json()) as Record<string, { block?: IndexedFacts }>;
    const block = Object.values(status)[0]?.block;
    return block === undefined || !Number.isSafeInteger(block.number) ? null : { number: block.number, timestamp: block.timestamp };
  } catch {
    return null;
  }
};

/** Whether Ponder has finished its backfill. */
export const isBackfilled = async (port: number): Promise<boolean> => (await get(port, "/ready").catch(() => null))?.ok === true;

/** Ponder's own metrics. @throws if it does not answer. */
export const readMetrics = async (port: number): Promise<string> => (await get(port, "/metrics")).text();

/** A text that changes when Ponder gets on; null if it does not answer. */
export const readProgress = async (port: number): Promise<string | null> => {
  try {
    return ((await readMetrics(port)).match(WORK) ?? []).join("\n");
  } catch {
    return null;
  }
};

/** Rows of the table of anomalies. @throws if the index does not answer. */
export const countAnomalies = async (port: number): Promise<number> => {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: "{ networkTotals(limit: 1) { items { anomalyCount } } }" }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const { data } = (await response.json()) as { data?: { networkTotals: { items: { anomalyCount: number }[] } } };
  if (data === undefined) throw new Error(`the index did not count its anomalies (HTTP ${response.status})`);
  return data.networkTotals.items[0]?.anomalyCount ?? 0;
};
