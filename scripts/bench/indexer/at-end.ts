type Task = () => Promise<unknown>;

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const tasks: Task[] = [];

/** Runs a task should a signal end the bench: processes and files that would outlive it. The latest first; a task that fails keeps none from running. */
export function atEnd(task: Task): void {
  if (tasks.length === 0) for (const [signal, code] of Object.entries(SIGNALS)) process.once(signal, () => void end(code));
  tasks.push(task);
}

let isOver = false;

/** Whether a signal has ended the bench: what fails from then on failed because of it. */
export const isEnding = (): boolean => isOver;

async function end(code: number): Promise<void> {
  isOver = true;
  for (const task of tasks.splice(0).reverse()) await task().catch(() => undefined);
  process.exit(code);
}
