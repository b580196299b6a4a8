import { sleep } from "../../lib/service.ts";
import { densePlan, indexerOptions, type Bench } from "./context.ts";
import { fill, fillUntil } from "./fill.ts";
import { startIndexer, type Indexer } from "./indexer-process.ts";
import { CONNECTIONS, loadWith, type Load } from "./load.ts";
import { queriesOf, type Query } from "./queries.ts";
import { beside, figure, type BenchRow } from "./row.ts";
import { startChain, type BenchChain } from "./start-chain.ts";
import { BLOCK_SECONDS } from "./chain.ts";
import { worldOf } from "./world.ts";

/** The ten questions over a full database, to a reader of its own beside a writer that folds a settlement in every block. */
export async function measureAnswers(bench: Bench): Promise<BenchRow[]> {
  const { options, postgres, note } = bench;
  const chain = await startChain(densePlan(options.queryLegs));
  note(`query chain: ${options.queryLegs} legs, made in ${chain.seconds.toFixed(1)} s`);
  try {
    const databaseUrl = await postgres.createDatabase("queries");
    const writerOptions = indexerOptions(bench, chain, "queries", databaseUrl);
    const { seconds: halfSeconds, legs: half } = await fillUntil(writerOptions, options.queryLegs / 2, databaseUrl);
    const { indexer: writer, seconds, legs } = await fill(writerOptions, { legs: options.queryLegs, before: half });
    note(
      `filled to ${half} legs at ${(half / halfSeconds).toFixed(0)} legs/s, killed, filled the rest at ${(legs / seconds).toFixed(0)} legs/s`,
    );
    try {
      const memory = await writer.usage();
      const loads = await withReader({ ...writerOptions, command: "serve" }, async (reader) => loadAll(bench, chain, reader));
      return [
        figure("query_p99_ms", Math.max(...loads.map(({ p99 }) => p99)), "ms"),
        figure("why_rps", loads.find(({ name }) => name === "why")!.requestsPerSecond, "requests/s"),
        beside("query_resume_legs_s_postgres", legs / seconds, "legs/s", "before it was killed", half / halfSeconds),
        ...(memory === null ? [] : [figure("query_fill_memory_mb", memory.megabytes, "MB")]),
        ...loads.flatMap(({ name, p50, p99, requestsPerSecond }) => [
          figure(`query_${name}_p50_ms`, p50, "ms"),
          figure(`query_${name}_p99_ms`, p99, "ms"),
          figure(`query_${name}_rps`, requestsPerSecond, "requests/s"),
        ]),
      ];
    } finally {
      await writer.stop();
    }
  } finally {
    await chain.stop();
  }
}

async function withReader<T>(options: Parameters<typeof startIndexer>[0], work: (reader: Indexer) => Promise<T>): Promise<T> {
  const reader = await startIndexer(options);
  try {
    return await work(reader);
  } finally {
    await reader.stop();
  }
}

async function loadAll({ options, note }: Bench, chain: BenchChain, reader: Indexer): Promise<Load[]> {
  const queries: readonly Query[] = await queriesOf(reader, worldOf(chain.plan.sizes));
  let isLoading = true;
  const settling = (async () => {
    for (; isLoading; await sleep(BLOCK_SECONDS * 1_000)) await chain.settle();
  })();
  const loads: Load[] = [];
  try {
    for (const query of queries) {
      const load = await loadWith(reader.url, query, options.querySeconds);
      note(
        `${query.name}: p50 ${load.p50} ms, p99 ${load.p99} ms, ${load.requestsPerSecond.toFixed(0)} requests/s over ${CONNECTIONS} connections`,
      );
      loads.push(load);
    }
  } finally {
    isLoading = false;
    await settling;
  }
  return loads;
}
