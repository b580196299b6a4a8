import { AwsClient } from "aws4fetch";

import { objectName, type EpochStore } from "./epoch-store.ts";

export interface S3Options {
  /** The bucket and prefix, path style: `https://host/bucket/prefix`. */
  readonly url: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A store in a bucket of anything that speaks S3: plain GET and PUT, signed with SigV4. */
export function s3Store({ url, region, accessKeyId, secretAccessKey }: S3Options): EpochStore {
  const base = url.replace(/\/+$/, "");
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3", retries: 3 });
  const ask = async (name: string, init?: { readonly method: string; readonly body: Uint8Array<ArrayBuffer> }): Promise<Response> =>
    client.fetch(`${base}/${name}`, { ...init, signal: AbortSignal.timeout(60_000) });
  return {
    place: base,
    read: async (kind, key) => {
      const name = objectName(kind, key);
      const response = await ask(name);
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(`The bucket ${base} answers ${response.status} for ${name}; check its address and its key.`);
      return new Uint8Array(await response.arrayBuffer());
    },
    write: async (kind, key, bytes) => {
      const name = objectName(kind, key);
      const response = await ask(name, { method: "PUT", body: Uint8Array.from(bytes) });
      if (!response.ok) throw new Error(`The bucket ${base} refuses ${name} with ${response.status}; check its address and its key.`);
    },
  };
}
