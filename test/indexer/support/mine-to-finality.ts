import { stripVTControlCharacters } from "node:util";

import { sleep } from "../../../scripts/lib/service.ts";
import type { RunningIndexer } from "./running-indexer.ts";
import type { Stage } from "./stage.ts";

/** Finality of Ponder on a chain it does not know, in blocks. */
const FINALITY = 30;
const MOST_BLOCKS = 5 * FINALITY;
/** Time for the supervisor to look at the last block, and for Ponder to finalise it. */
const LOOK_MS = 1_500;

/**
 * Mines until Ponder has just taken a block for final, which it does once for `FINALITY` blocks. Returns how many blocks a reorganisation must replace to be one
 * too deep: `FINALITY + 1`, or a little more if Ponder was slow.
 */
export const mineToFinality = async ({ chain }: Pick<Stage, "chain">, indexer: RunningIndexer): Promise<number> => {
  const finals = (): readonly string[] => stripVTControlCharacters(indexer.log()).match(/Finalized block.* number=\d+/g) ?? [];
  let seen = finals().length;
  for (let mined = 0; mined <= MOST_BLOCKS; mined += 1) {
    await chain.mine(1);
    const head = await chain.head();
    await indexer.reach(head);
    if (finals().length === seen) continue;
    seen = finals().length;
    const depth = head - Number(/\d+$/.exec(finals().at(-1)!)![0]) + 1;
    // Blocks of the chain's beginning stay: one more round makes a later one final.
    if (!(await chain.canReplace(depth))) continue;
    await sleep(LOOK_MS);
    return depth;
  }
  throw new Error(`Ponder took no block for final in ${MOST_BLOCKS} blocks`);
};
