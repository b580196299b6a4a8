export interface Repeated {
  /** Ends the repetition and waits for work under way. */
  readonly stop: () => Promise<void>;
}

/** Does work again and again, an interval after it ended; a failure is logged and the next turn tries again. */
export function repeat({
  name,
  interval,
  work,
  log,
}: {
  name: string;
  interval: number;
  work: () => Promise<void>;
  log: (line: string) => void;
}): Repeated {
  let isStopped = false;
  let timer: NodeJS.Timeout;
  let running = Promise.resolve();
  const turn = (): void => {
    running = work()
      .catch((error: Error) => log(`${name}: ${error.message.split("\n")[0]}`))
      .then(() => {
        if (!isStopped) timer = setTimeout(turn, interval);
      });
  };
  timer = setTimeout(turn, interval);
  return {
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
