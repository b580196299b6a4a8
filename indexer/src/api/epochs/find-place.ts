import { BaseError, LANE_CODES, decodeReceipt } from "@openledger/sdk";
import { asc, eq } from "ponder";
import { isHex, keccak256, type Hex } from "viem";

import { epochChain, gateway } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import { gatewayUrl } from "../evidence/gateway-url.ts";
import { readCapped } from "../evidence/read-capped.ts";
import type { EpochPlace } from "./epoch-receipt.ts";

const TIMEOUT_MS = 3_000;
/** A receipt of 64 legs as a gateway serves it has 10,000 bytes. */
const MAX_BYTES = 65_536;
/** Gateways asked for one receipt. */
const MOST_GATEWAYS = 16;
const PLACES_KEPT = 10_000;

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

/** Asks the gateways that commit epochs which of them signed a receipt. The bytes hash to the id, so none of them is trusted. @returns Null if none knows it. */
export const placeFinder = (db: Database, allowedHosts: readonly string[], fetcher: typeof fetch = fetch) => {
  const known = new Map<Hex, EpochPlace>();
  const ask = async (endpoint: string, id: Hex): Promise<EpochPlace | null> => {
    const url = gatewayUrl(endpoint, `receipts/${id}`, allowedHosts);
    if ("problem" in url) return null;
    try {
      const response = await fetcher(url, { redirect: "error", signal: AbortSignal.timeout(TIMEOUT_MS) });
      const body = response.ok ? await readCapped(response, MAX_BYTES) : (await response.body?.cancel(), null);
      return body && placeIn(body.toString("utf8"), id);
    } catch {
      // Not reached, too slow or cut off: it does not tell, like one that does not know.
      return null;
    }
  };
  return async (id: Hex): Promise<EpochPlace | null> => {
    const kept = known.get(id);
    if (kept !== undefined) return kept;
    const gateways = await db
      .select({ endpoint: gateway.endpoint })
      .from(epochChain)
      .innerJoin(gateway, eq(gateway.id, epochChain.gatewayId))
      .orderBy(asc(epochChain.gatewayId))
      .limit(MOST_GATEWAYS);
    const found = (await Promise.all(gateways.map(({ endpoint }) => ask(endpoint, id)))).find((place) => place !== null);
    if (found === undefined) return null;
    if (known.size >= PLACES_KEPT) known.delete(known.keys().next().value!);
    known.set(id, found);
    return found;
  };
};
