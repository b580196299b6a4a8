/** Ponder's database or RPC failed, not the event. It passes through, so that Ponder can retry or stop. */
export class HostError extends Error {
  override readonly name = "HostError";

  constructor(cause: unknown) {
    super("The database or the chain could not be reached", { cause });
  }
}

/** Marks whatever `work` throws as the host's fault. */
export const asHostError = async <T>(work: () => PromiseLike<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw new HostError(error);
  }
};
