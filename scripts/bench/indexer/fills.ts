import { densePlan, indexerOptions, sparsePlan, type Bench } from "./context.ts";
import { fill, fillUntil, type Fill } from "./fill.ts";
import { measureLimit } from "./limit.ts";
import { measureLive } from "./live.ts";
import { beside, figure, type BenchRow } from "./row.ts";
import { startChain, type BenchChain } from "./start-chain.ts";

const rate = ({ legs, seconds }: Pick<Fill, "legs" | "seconds">): number => legs / seconds;

/** Filling on both databases, the limit, killing and resuming, the first answer, the live lag, memory; then the sparse chain. */
export async function measureFills(bench: Bench): Promise<BenchRow[]> {
  const { options, note } = bench;
  const dense = await startChain(densePlan(options.legs));
  note(
    `dense chain: ${options.legs} legs in ${dense.settlements} settlements, ${dense.head} blocks, made in ${dense.seconds.toFixed(1)} s`,
  );
  let rows: BenchRow[];
  try {
    rows = await measureDense(bench, dense);
  } finally {
    await dense.stop();
  }
  const sparse = await startChain(sparsePlan(options.sparseLegs));
  note(`sparse chain: ${options.sparseLegs} legs in ${sparse.settlements} settlements, one a block`);
  try {
    const onPostgres = await fillOnce(bench, sparse, "sparse", await bench.postgres.createDatabase("sparse"));
    const onPglite = await fillOnce(bench, sparse, "sparse");
    return [
      ...rows,
      figure("sparse_legs_s_postgres", rate(onPostgres), "legs/s"),
      figure("sparse_legs_s_pglite", rate(onPglite), "legs/s"),
    ];
  } finally {
    await sparse.stop();
  }
}

async function measureDense(bench: Bench, chain: BenchChain): Promise<BenchRow[]> {
  const { options, postgres, note } = bench;
  const databaseUrl = await postgres.createDatabase("dense");
  const onPostgres = await fill(indexerOptions(bench, chain, "dense", databaseUrl), { legs: options.legs });
  const usage = await onPostgres.indexer.usage();
  note(`Postgres: ${rate(onPostgres).toFixed(0)} legs/s`);
  await onPostgres.indexer.stop();
  // The best of three, one of them later: the first one warms the compiler up, as the indexer's own start does, and other work on the machine must not
  // make the limit look low.
  const limits = [await measureLimit(chain, databaseUrl, "bench"), await measureLimit(chain, databaseUrl, "bench")];
  const resumed = await resume(bench, chain);
  limits.push(await measureLimit(chain, databaseUrl, "bench"));
  const limit = options.legs / Math.min(...limits);
  note(`limit: ${limits.map((seconds) => (options.legs / seconds).toFixed(0)).join(", ")} legs/s`);
  note(`resumed: ${rate(resumed).toFixed(0)} legs/s`);
  const onPglite = await fillOnce(bench, chain, "dense");
  note(`PGlite: ${rate(onPglite).toFixed(0)} legs/s`);

  const writer = await fill(indexerOptions(bench, chain, "live", databaseUrl), { legs: options.legs, before: options.legs });
  try {
    const live = await measureLive(chain, writer.indexer, options.liveBlocks);
    return [
      figure("legs_s_pglite", rate(onPglite), "legs/s"),
      figure("legs_s_postgres", rate(onPostgres), "legs/s"),
      beside("ratio_to_limit_postgres", rate(onPostgres) / limit, "", "getLogs, decode, COPY: legs/s", limit),
      beside("resume_legs_s_postgres", rate(resumed), "legs/s", "fresh fill", rate(onPostgres)),
      figure("resume_row_reads_per_leg", resumed.rowReads / resumed.legs, "reads/leg"),
      figure("first_answer_s", onPostgres.firstAnswer, "s"),
      figure("first_answer_s_pglite", onPglite.firstAnswer, "s"),
      figure("live_lag_blocks", live.mostBlocks, "blocks"),
      figure("live_lag_blocks_mean", live.meanBlocks, "blocks"),
      figure("live_seconds_to_visible", live.medianSeconds, "s"),
      ...(usage === null
        ? []
        : [
            figure("fill_memory_mb", usage.megabytes, "MB"),
            figure("fill_cpu_s", usage.cpuSeconds, "s"),
            figure("legs_per_cpu_s", options.legs / usage.cpuSeconds, "legs/s"),
          ]),
    ].map((row) => (row.name === "ratio_to_limit_postgres" ? { ...row, ratio: row.value } : row));
  } finally {
    await writer.indexer.stop();
  }
}

async function fillOnce(bench: Bench, chain: BenchChain, name: string, databaseUrl?: string): Promise<Fill> {
  const filled = await fill(indexerOptions(bench, chain, name, databaseUrl), { legs: chain.plan.legs });
  await filled.indexer.stop();
  return filled;
}

/** Kills the indexer at about half, starts it again and lets it finish. Counts the legs that were not yet in the database. */
async function resume(bench: Bench, chain: BenchChain): Promise<Fill & { readonly rowReads: number }> {
  const databaseUrl = await bench.postgres.createDatabase("resume");
  const options = indexerOptions(bench, chain, "resume", databaseUrl);
  const { legs: before } = await fillUntil(options, chain.plan.legs / 2, databaseUrl);
  if (before >= chain.plan.legs) throw new Error("the indexer had finished before it was killed; take more --legs");
  bench.note(`killed at ${before} legs`);
  const resumed = await fill(options, { legs: chain.plan.legs, before });
  try {
    return { ...resumed, rowReads: await resumed.indexer.rowReads() };
  } finally {
    await resumed.indexer.stop();
  }
}
