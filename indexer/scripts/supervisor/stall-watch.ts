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
 * Notices an index that stands still although the chain has more: returns how long it has, in milliseconds, 0 while all is well. An index that does not answer
 * has not moved, however often it fails to. Silence of the chain is no fault of the index and stops the clock until the chain speaks again.
 */
export const stallWatch = () => {
  let sinceMs: number | null = null;
  let lookedMs = 0;
  let [lastIndexed, lastProgress]: [number | null, string | null] = [null, null];
  return ({ nowMs, head, indexed, progress }: Look): number => {
    const hasMoved = (indexed !== null && indexed !== lastIndexed) || (progress !== null && progress !== lastProgress);
    lastIndexed = indexed ?? lastIndexed;
    lastProgress = progress ?? lastProgress;
    const isBehind = head === null || lastIndexed === null || lastIndexed < head;
    if (sinceMs === null || hasMoved || !isBehind) sinceMs = nowMs;
    else if (head === null) sinceMs += nowMs - lookedMs;
    lookedMs = nowMs;
    return nowMs - sinceMs;
  };
};
