import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";

import type { Job, Jobs, JobKind, Message, Reply } from "./worker-protocol.ts";

interface Pending {
  readonly job: Job;
  readonly resolve: (answer: Jobs[JobKind]["answer"]) => void;
  readonly reject: (error: Error) => void;
  /** Threads that died over it. */
  deaths: number;
}

/** A job that took this many threads with it is given up. */
const MOST_DEATHS = 3;

const source = new URL("./attribution-worker.ts", import.meta.url);

function start(): Worker {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  return new Worker(source, { execArgv: ["--import", tsx] });
}

/**
 * One thread that does one job after the other. It starts with the first job, holds the process only while it works, and if it dies
 * another one takes over its jobs.
 */
export class Thread {
  private worker: Worker | undefined;
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;
  /** Corpora that the thread was sent. */
  private readonly sent = new Set<number>();
  private readonly launch: () => Worker;

  constructor(launch: () => Worker = start) {
    this.launch = launch;
  }

  /** Jobs under way. */
  get load(): number {
    return this.pending.size;
  }

  run<Kind extends JobKind>(job: { readonly kind: Kind } & Jobs[Kind]["ask"]): Promise<Jobs[Kind]["answer"]> {
    return new Promise((resolve, reject) => {
      this.pending.set(this.nextId, { job: job as Job, resolve: resolve as Pending["resolve"], reject, deaths: 0 });
      this.post(this.nextId++);
    });
  }

  /** The corpus is no longer asked about. */
  forget(corpus: number): void {
    if (this.sent.delete(corpus)) this.worker?.postMessage({ forget: corpus } satisfies Message);
  }

  async close(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    for (const { reject } of this.pending.values()) reject(new Error("The attribution pool was closed."));
    this.pending.clear();
    await worker?.terminate();
  }

  private post(id: number): void {
    const worker = (this.worker ??= this.open());
    worker.ref();
    const { job } = this.pending.get(id)!;
    const isKnown = job.kind === "attribute" && this.sent.has(job.corpus);
    if (job.kind === "attribute") this.sent.add(job.corpus);
    worker.postMessage({ id, job: isKnown ? { ...job, segments: undefined } : job } satisfies Message);
  }

  private open(): Worker {
    const worker = this.launch();
    let reason: Error | undefined;
    worker.on("message", (reply: Reply) => {
      const job = this.pending.get(reply.id);
      this.pending.delete(reply.id);
      if (this.pending.size === 0) worker.unref();
      if ("error" in reply) job?.reject(new Error(reply.error));
      else job?.resolve(reply.answer);
    });
    worker.on("error", (error: Error) => (reason = error));
    worker.on("exit", (code) => {
      if (this.worker === worker) this.replace(reason ?? new Error(`exit code ${code}`));
    });
    return worker;
  }

  /** The thread died: its jobs go to a new one, unless they killed too many. */
  private replace(reason: Error): void {
    this.worker = undefined;
    this.sent.clear();
    for (const [id, job] of this.pending) {
      job.deaths++;
      if (job.deaths < MOST_DEATHS) this.post(id);
      else {
        this.pending.delete(id);
        job.reject(
          new Error(
            `The attribution thread died ${MOST_DEATHS} times over this job (${reason.message}); the output or the corpus is too large for it.`,
          ),
        );
      }
    }
  }
}
