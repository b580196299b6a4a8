import { BaseError, LANE_CODES, decodeReceipt } from "@openledger/sdk";
import { asc, eq } from "ponder";
import { isHex, keccak256, type Hex } from "viem";

import { epochChain, gateway } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import { gatewayUrl } from "../evidence/gateway-url.ts";
import { readCapped } from "../evidence/read-capped.ts";
import type { AskLimit } from "../ask-limit.ts";
import type { EpochPlace } from "./epoch-receipt.ts";

const TIMEOUT_MS = 3_000;
/** A receipt of 64 legs as a gateway serves it has 10,000 bytes. */
const MAX_BYTES = 65_536;
/** Gateways asked for one receipt. */
const MOST_GATEWAYS = 16;
/** Ids that are remembered, of each kind. */
const IDS_KEPT = 10_000;
/** How long an id that no gateway knew is not asked for again: an epoch with a new receipt takes longer to be on chain. */
const UNKNOWN_MS = 10_000;

/** Where the receipt of these bytes says it stands; null if they are not the receipt, or it is of no epoch. */
const placeIn = (text: string, id: Hex): EpochPlace | null => {
  try {
    const { packed } = JSON.parse(text) as { packed?: unknown };
    if (typeof packed !== "string" || !isHex(packed) || keccak256(packed) !== id) return null;
    const { lane, gatewayId, epoch, sequence } = decodeReceipt(packed);
    return LANE_CODES[lane] === LANE_CODES.epoch ? { gateway: gatewayId, epoch, sequence } : null;
  } catch (error) {
    if (error instanceof BaseError || error instanceof SyntaxError) return null;
    throw error;
  }
};

/** What a gateway is asked with. */
interface Options {
  readonly fetcher?: typeof fetch;
  /** Shared with whatever else is asked of gateways. */
  readonly limit?: AskLimit;
  readonly now?: () => number;
}

/** Adds an entry, and drops the oldest of a full map. */
const keep = <V>(map: Map<Hex, V>, most: number, id: Hex, value: V): void => {
  if (map.size >= most) map.delete(map.keys().next().value!);
  map.set(id, value);
};

/**
 * Asks the gateways that commit epochs which of them signed a receipt. The bytes hash to the id, so none of them is trusted, and the first that has them is enough.
 * An id that none knew is not asked for again at once, and whoever asks for the same id meanwhile waits for the same answer.
 * @returns Null if none knows it. @throws TooManyAsks
 */
export const placeFinder = (db: Database, allowedHosts: readonly string[], options: Options = {}) => {
  const { fetcher = fetch, limit = (task) => task(), now = () => performance.now() } = options;
  const known = new Map<Hex, EpochPlace>();
  const unknownSince = new Map<Hex, number>();
  const asked = new Map<Hex, Promise<EpochPlace | null>>();

  const ask = async (endpoint: string, id: Hex, found: AbortSignal): Promise<EpochPlace | null> => {
    const url = gatewayUrl(endpoint, `receipts/${id}`, allowedHosts);
    if ("problem" in url || found.aborted) return null;
    try {
      const response = await fetcher(url, { redirect: "error", signal: AbortSignal.any([found, AbortSignal.timeout(TIMEOUT_MS)]) });
      const body = response.ok ? await readCapped(response, MAX_BYTES) : (await response.body?.cancel(), null);
      return body && placeIn(body.toString("utf8"), id);
    } catch {
      // Not reached, too slow or cut off: it does not tell, like one that does not know.
      return null;
    }
  };

  const askAll = async (id: Hex): Promise<EpochPlace | null> => {
    const gateways = await db
      .select({ endpoint: gateway.endpoint })
      .from(epochChain)
      .innerJoin(gateway, eq(gateway.id, epochChain.gatewayId))
      .orderBy(asc(epochChain.gatewayId))
      .limit(MOST_GATEWAYS);
    const end = new AbortController();
    const asks = gateways.map(async ({ endpoint }) => {
      const place = await limit(() => ask(endpoint, id, end.signal));
      if (place !== null) end.abort();
      return place;
    });
    const answers = await Promise.allSettled(asks);
    const found = answers.find((answer) => answer.status === "fulfilled" && answer.value !== null);
    if (found?.status === "fulfilled") return found.value;
    const failed = answers.find((answer) => answer.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    return null;
  };

  const find = async (id: Hex): Promise<EpochPlace | null> => {
    const place = await askAll(id);
    if (place === null) keep(unknownSince, IDS_KEPT, id, now());
    else keep(known, IDS_KEPT, id, place);
    return place;
  };

  return async (id: Hex): Promise<EpochPlace | null> => {
    const place = known.get(id);
    if (place !== undefined) return place;
    const since = unknownSince.get(id);
    if (since !== undefined && now() - since < UNKNOWN_MS) return null;
    unknownSince.delete(id);
    const running = asked.get(id);
    if (running !== undefined) return running;
    const finding = find(id).finally(() => asked.delete(id));
    asked.set(id, finding);
    return finding;
  };
};
