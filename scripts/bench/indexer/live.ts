import { sleep } from "../../lib/service.ts";
import { BLOCK_SECONDS } from "./chain.ts";
import type { Indexer } from "./indexer-process.ts";
import type { BenchChain } from "./start-chain.ts";

export interface Live {
  /** Blocks that the index was behind the head, seen at each look: the most, and the mean. */
  readonly mostBlocks: number;
  readonly meanBlocks: number;
  /** From a block's making until the index says that it stands there: the middle one. */
  readonly medianSeconds: number;
}

const LOOK = 50;

/** Mines a block with a settlement at the chain's pace and looks how far the index is behind. Ends when it has caught up. */
export async function measureLive(chain: BenchChain, indexer: Indexer, blocks: number): Promise<Live> {
  let head = await catchUp(indexer, chain.head);
  const lags: number[] = [];
  const delays: number[] = [];
  const pending = new Map<number, number>();
  for (let mined = 0; mined < blocks || pending.size > 0;) {
    const dueAt = performance.now() + BLOCK_SECONDS * 1_000;
    if (mined < blocks) {
      head = await chain.settle();
      pending.set(head, performance.now());
      mined += 1;
    }
    do {
      const at = await blockOf(indexer);
      const now = performance.now();
      lags.push(head - at);
      for (const [number, madeAt] of pending) {
        if (number > at) continue;
        delays.push((now - madeAt) / 1_000);
        pending.delete(number);
      }
      await sleep(LOOK);
    } while (performance.now() < dueAt);
    await indexer.requireRunning();
  }
  const sorted = delays.sort((a, b) => a - b);
  return {
    mostBlocks: Math.max(...lags),
    meanBlocks: lags.reduce((sum, lag) => sum + lag, 0) / lags.length,
    medianSeconds: sorted[Math.floor(sorted.length / 2)]!,
  };
}

/** The block that the index says it stands at. */
export async function blockOf(indexer: Indexer): Promise<number> {
  const { _meta } = await indexer.graphql<{ _meta: { status: Record<string, { block: { number: number } }> } }>("{ _meta { status } }");
  return Object.values(_meta.status)[0]?.block.number ?? 0;
}

/** `/ready` comes before the last blocks are indexed. */
async function catchUp(indexer: Indexer, head: number): Promise<number> {
  while ((await blockOf(indexer)) < head) {
    await indexer.requireRunning();
    await sleep(LOOK);
  }
  return head;
}
