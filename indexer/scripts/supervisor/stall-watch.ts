/** What one look at chain and index gave. */
export interface Look {
  readonly nowMs: number;
  /** Number of the chain's newest block; null if the chain did not answer. */
  readonly head: number | null;
  /** Number of the last block folded; null if the index does not answer. */
  readonly indexed: number | null;
  /** Changes with every piece of work Ponder does, also before the first block is folded. */
  readonly progress: string | null;
}

/**
 * Notices an index that stands still although the chain has more: returns how long it has, in milliseconds, 0 while all is well.
 * Silence of the chain is no fault of the index and stops the clock.
 */
export const stallWatch = () => {
  let sinceMs: number | null = null;
  let last: string | null = null;
  return ({ nowMs, head, indexed, progress }: Look): number => {
    const isBehind = head !== null && (indexed === null || indexed < head);
    const state = `${indexed}/${progress}`;
    if (!isBehind || state !== last || sinceMs === null) sinceMs = nowMs;
    last = state;
    return nowMs - sinceMs;
  };
};
