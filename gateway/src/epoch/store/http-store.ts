import { objectName, type EpochStore } from "./epoch-store.ts";

/** The objects that a gateway serves at `/v1/epochs/objects/…`. Only to read. */
export function httpStore(gateway: string): EpochStore {
  const base = gateway.replace(/\/+$/, "");
  return {
    place: base,
    read: async (kind, key) => {
      const response = await fetch(`${base}/v1/epochs/objects/${objectName(kind, key)}`, { signal: AbortSignal.timeout(30_000) });
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(`The gateway ${base} answers ${response.status} for ${objectName(kind, key)}.`);
      return new Uint8Array(await response.arrayBuffer());
    },
    write: async () => {
      throw new Error(`${base} is a gateway: its objects can be read, not written; name a folder or an S3 bucket to write to.`);
    },
  };
}
