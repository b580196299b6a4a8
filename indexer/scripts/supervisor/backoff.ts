/**
 * Delays between attempts that keep failing: the first after `firstMs`, each twice the one before, at most `longestMs`.
 * Whoever goes well for a while calls `reset`.
 */
export const backoff = ({ firstMs, longestMs }: { readonly firstMs: number; readonly longestMs: number }) => {
  let failures = 0;
  return {
    /** Failures since the last reset. */
    failures: () => failures,
    /** Counts a failure; milliseconds to wait before the next attempt. */
    fail: (): number => Math.min(longestMs, firstMs * 2 ** Math.min(failures++, 30)),
    reset: (): void => {
      failures = 0;
    },
  };
};

export type Backoff = ReturnType<typeof backoff>;
