/** More questions for gateways wait than are worth waiting for. */
export class TooManyAsks extends Error {
  override readonly name = "TooManyAsks";
  constructor() {
    super("Too many questions for gateways wait; ask again in some seconds.");
  }
}

/** Runs tasks, some at once; the others wait, in order. */
export type AskLimit = <T>(task: () => Promise<T>) => Promise<T>;

/** Makes a limit that all who ask gateways share, so that what one client asks cannot become any number of requests. */
export const askLimit = ({ atOnce, waiting: mostWaiting }: { readonly atOnce: number; readonly waiting: number }): AskLimit => {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running < atOnce) running++;
    else if (waiting.length >= mostWaiting) throw new TooManyAsks();
    // Whoever ends hands its place over, so that nobody takes it in between.
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
};
