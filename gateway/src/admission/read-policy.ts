import { keccak256 } from "viem";

import { defaultPolicy, parsePolicy, type AdmissionPolicy } from "./policy.ts";
import { requirePublicHost } from "./public-host.ts";

/** Name under which a Datanet's metadata carries its admission policy. */
export const POLICY_FIELD = "ol:admissionPolicy";

export type PolicyOptions = {
  /** Fetches from this machine and its network too; for tests and local chains. */
  readonly allowPrivateHosts?: boolean;
  readonly fetch?: typeof fetch;
};

export type FoundPolicy = {
  readonly policy: AdmissionPolicy;
  /** Where it comes from, in words. */
  readonly source: string;
};

const mostBytes = 262_144;
const pinned = /#keccak256=(0x[0-9a-f]{64})$/;

/**
 * The policy of a Datanet's terms. Every validator must read the same one, so it counts only if the terms fix it: by a `data:` URI, or by a URI that
 * ends in `#keccak256=0x…`, the hash of the document's bytes. Metadata without a policy, or without a hash, leave the default.
 * @param metadataUri `metadataUri` of the terms.
 * @throws Error if the terms fix a document that cannot be had, is another, or carries a policy out of bounds.
 */
export async function readPolicy(metadataUri: string, options: PolicyOptions = {}): Promise<FoundPolicy> {
  const hash = pinned.exec(metadataUri)?.[1];
  if (metadataUri === "") return { policy: defaultPolicy, source: "the default policy: the terms name no metadata" };
  const isInline = metadataUri.startsWith("data:");
  if (!isInline && hash === undefined) {
    return { policy: defaultPolicy, source: "the default policy: the terms do not fix their metadata by a hash (#keccak256=0x…)" };
  }
  const bytes = isInline ? readInline(metadataUri) : await download(metadataUri.replace(pinned, ""), options);
  if (hash !== undefined && !isInline) {
    const found = keccak256(bytes);
    if (found !== hash) throw new Error(`the metadata at ${metadataUri.replace(pinned, "")} has hash ${found}, the terms fix ${hash}`);
  }
  const metadata = parseJson(bytes, metadataUri);
  const given = typeof metadata === "object" && metadata !== null ? (metadata as Record<string, unknown>)[POLICY_FIELD] : undefined;
  if (given === undefined) return { policy: defaultPolicy, source: `the default policy: the metadata have no ${POLICY_FIELD}` };
  return { policy: parsePolicy(given), source: "the policy in the metadata that the terms fix" };
}

function readInline(uri: string): Uint8Array {
  const comma = uri.indexOf(",");
  if (comma === -1) throw new Error("the terms' metadata URI begins with data: but has no comma");
  const body = uri.slice(comma + 1);
  if (uri.slice(0, comma).endsWith(";base64")) return Buffer.from(body, "base64");
  try {
    return Buffer.from(decodeURIComponent(body));
  } catch {
    throw new Error("the terms' metadata URI is a data: URI with a broken percent escape");
  }
}

async function download(uri: string, { allowPrivateHosts = false, fetch: get = fetch }: PolicyOptions): Promise<Uint8Array> {
  if (!URL.canParse(uri) || !/^https?:$/.test(new URL(uri).protocol))
    throw new Error(`the terms' metadata stand at ${uri.slice(0, 120)}, which is no http address; give the document with --metadata`);
  if (!allowPrivateHosts) await requirePublicHost(new URL(uri).hostname, "the metadata's host");
  const response = await get(uri, { redirect: "error", signal: AbortSignal.timeout(15_000) }).catch((error: unknown) => {
    throw new Error(`the metadata at ${uri} cannot be fetched (${error instanceof Error ? error.message : String(error)})`, {
      cause: error,
    });
  });
  if (!response.ok) throw new Error(`the metadata at ${uri} cannot be fetched: status ${response.status}`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const part = chunk as Uint8Array;
    size += part.length;
    if (size > mostBytes) throw new Error(`the metadata at ${uri} have more than ${mostBytes} bytes`);
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

function parseJson(bytes: Uint8Array, uri: string): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Error(`the metadata at ${uri.slice(0, 120)} are no JSON in UTF-8`);
  }
}
