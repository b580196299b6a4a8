import type { Hex } from "viem";

import type { AskLimit } from "../ask-limit.ts";
import { gatewayUrl } from "../evidence/gateway-url.ts";
import { readCapped } from "../evidence/read-capped.ts";

const TIMEOUT_MS = 3_000;
/** More than the largest chunk, 100,000 bytes, and than sixteen nodes. */
const MAX_BYTES = 131_072;

/** Parts of an epoch that a gateway publishes: a chunk's bytes by their hash, the packed nodes below a node by its body. */
export type ObjectKind = "chunks" | "children";

/** Reads a part of an epoch, unchecked; or why there is none. */
export type ReadObject = (endpoint: string, kind: ObjectKind, key: Hex) => Promise<Uint8Array | { readonly problem: string }>;

/** Asks gateways at `/v1/epochs/objects/{kind}/{key}`. */
export const objectReader =
  (
    allowedHosts: readonly string[],
    { fetcher = fetch, limit = (task) => task() }: { readonly fetcher?: typeof fetch; readonly limit?: AskLimit } = {},
  ): ReadObject =>
  async (endpoint, kind, key) => {
    const url = gatewayUrl(endpoint, `epochs/objects/${kind}/${key}`, allowedHosts);
    if ("problem" in url) return url;
    return limit(() => ask(url, `${kind}/${key}`, fetcher));
  };

const ask = async (url: URL, name: string, fetcher: typeof fetch): ReturnType<ReadObject> => {
  try {
    const response = await fetcher(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) {
      await response.body?.cancel();
      return { problem: `the gateway answered ${response.status} for ${name}` };
    }
    return (await readCapped(response, MAX_BYTES)) ?? { problem: `${name} is larger than ${MAX_BYTES} bytes` };
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    return { problem: isLate ? `the gateway did not answer within ${TIMEOUT_MS} ms` : "the gateway could not be reached" };
  }
};
