import { sleep } from "../../lib/service.ts";
import { queryOnce } from "./postgres.ts";
import { startIndexer, type Indexer, type IndexerOptions } from "./indexer-process.ts";

export interface Fill {
  readonly indexer: Indexer;
  /** From its first answer until its backfill is finished and its indexes are built. */
  readonly seconds: number;
  readonly legs: number;
  /** From the start of the process to the first GraphQL answer with a receipt. */
  readonly firstAnswer: number;
}

/** Rounds of waiting: short, because a fill can take a second; each asks only for a status code. */
const WAIT = 50;
/** How often the first answer is tried: each try is a query beside the fill. */
const ANSWER_WAIT = 200;

/** Starts an indexer and lets it fold everything. `before`: legs that its database already holds. @throws if its sums are wrong at the end. */
export async function fill(options: IndexerOptions, expected: { readonly legs: number; readonly before?: number }): Promise<Fill> {
  const indexer = await startIndexer(options);
  let isOver = false;
  try {
    const answered = firstAnswer(indexer, () => isOver);
    while (!(await indexer.isReady())) {
      await indexer.requireRunning();
      await sleep(WAIT);
    }
    const seconds = (performance.now() - indexer.answeredAt) / 1_000;
    await requireSums(indexer, expected.legs);
    return { indexer, seconds, legs: expected.legs - (expected.before ?? 0), firstAnswer: (await answered) ?? seconds };
  } catch (error) {
    isOver = true;
    await indexer.kill();
    throw error;
  }
}

/** Starts an indexer and kills it once it has folded at least `legs`. Returns what its database then holds, and the seconds from its first answer. */
export async function fillUntil(
  options: IndexerOptions,
  legs: number,
  databaseUrl: string,
): Promise<{ readonly legs: number; readonly seconds: number }> {
  const indexer = await startIndexer(options);
  let seconds: number;
  try {
    while ((await legsOf(indexer).catch(() => 0)) < legs) {
      await indexer.requireRunning();
      await sleep(WAIT);
    }
    seconds = (performance.now() - indexer.answeredAt) / 1_000;
  } finally {
    await indexer.kill();
  }
  const [row] = await queryOnce(databaseUrl, `SELECT leg_count FROM ${options.schema}.network_total`);
  return { legs: Number(row!["leg_count"]), seconds };
}

/** Seconds from the start of the process; null if it ends before it has an answer. */
async function firstAnswer(indexer: Indexer, isOver: () => boolean): Promise<number | null> {
  while (!isOver()) {
    // PGlite lets go of connections while it writes.
    const answer = await indexer.graphql<{ receipts: { items: unknown[] } }>("{ receipts(limit: 1) { items { id } } }").catch(() => null);
    if (answer !== null && answer.receipts.items.length > 0) return (performance.now() - indexer.startedAt) / 1_000;
    await sleep(ANSWER_WAIT);
  }
  return null;
}

export async function legsOf(indexer: Indexer): Promise<number> {
  const { networkTotal } = await indexer.graphql<{ networkTotal: { legCount: number } | null }>(
    '{ networkTotal(id: "network") { legCount } }',
  );
  return networkTotal?.legCount ?? 0;
}

/** A fast index with wrong sums is worth nothing. */
export async function requireSums(indexer: Indexer, legs: number): Promise<void> {
  const {
    networkTotal: total,
    all,
    exact,
  } = await indexer.graphql<{
    networkTotal: { legCount: number; anomalyCount: number; fees: string; earned: string; credited: string; debited: string };
    all: { totalCount: number };
    exact: { totalCount: number };
  }>(
    `{ networkTotal(id: "network") { legCount anomalyCount fees earned credited debited } all: batches(limit: 1) { totalCount }
       exact: batches(limit: 1, where: { isDecoded: true, isSplitExact: true, isCreditExact: true }) { totalCount } }`,
  );
  const { fees, earned, credited, debited, anomalyCount, legCount } = total;
  const isExact = fees === earned && fees === credited && fees === debited && all.totalCount === exact.totalCount;
  if (legCount !== legs || anomalyCount > 0 || !isExact) {
    throw new Error(
      `the index is wrong: ${JSON.stringify({ ...total, batches: all.totalCount, exact: exact.totalCount, expected: legs })}`,
    );
  }
}
