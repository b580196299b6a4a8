import { Hono } from "hono";
import { concatBytes } from "viem";

import { ApiError } from "../http/api-error.ts";
import type { Environment } from "../http/environment.ts";
import { adminToken as requireToken } from "../http/middleware/admin-token.ts";
import { bestVouchers } from "./vouchers.ts";
import type { Gateway } from "../serving/gateway.ts";
import { followEpochs } from "./follow-epochs.ts";
import { closeEpoch, epochOfferings, epochReceipts, journalEpochs, type JournalEpoch } from "./journal.ts";
import { OBJECT_KINDS, type ObjectKind } from "./store/epoch-objects.ts";

const KEY = /^0x[0-9a-f]{64}$/;
const MOST_EPOCHS = 1_000;
const RECEIPTS_A_PAGE = 5_000;

const toJson = ({ epoch, state, receipts, fees, openedAt, closedAt, record }: JournalEpoch) => ({
  epoch,
  state,
  receipts,
  fees: fees.toString(),
  opened_at: openedAt,
  closed_at: closedAt ?? null,
  record: record ?? null,
});

function wholeNumber(text: string, param: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new ApiError(`The ${param} must be a whole number, not ${JSON.stringify(text.slice(0, 40))}.`, {
    status: 400,
    code: "invalid_value",
    param,
  });
}

/**
 * What anybody may ask of the epoch lane: `GET /v1/epochs`, `/v1/epochs/{n}`, `/v1/epochs/{n}/receipts?from=` (packed receipts and legs, a page of 5,000, once closed) and
 * `/v1/epochs/objects/{kind}/{key}`; and with the operator's token `POST /admin/epochs/close` and `GET /admin/vouchers`.
 */
export function epochRoutes(gateway: Gateway, adminToken: string | undefined): Hono<Environment> {
  const routes = new Hono<Environment>();
  const { chain, database, rail } = gateway;
  if (rail === undefined) return routes;

  const requireEpoch = async (text: string): Promise<JournalEpoch> => {
    const number = wholeNumber(text, "epoch");
    const [found] = await journalEpochs(database, { from: number, limit: 1 });
    if (found?.epoch === number) return found;
    throw new ApiError(`This gateway has no epoch ${number}.`, { status: 404, code: "epoch_not_found", param: "epoch" });
  };

  routes.get("/v1/epochs", async (context) => {
    const from = wholeNumber(context.req.query("from") ?? "0", "from");
    const epochs = await journalEpochs(database, { from, limit: MOST_EPOCHS });
    return context.json({ object: "list", gateway_id: chain.gatewayId, lane: rail.lane, data: epochs.map(toJson) });
  });

  routes.get("/v1/epochs/objects/:kind/:key", async (context) => {
    const { kind, key } = context.req.param();
    if (!OBJECT_KINDS.includes(kind as ObjectKind) || !KEY.test(key))
      throw new ApiError(`There is no object ${JSON.stringify(`${kind}/${key}`.slice(0, 90))}; kinds are ${OBJECT_KINDS.join(", ")}.`, {
        status: 404,
        code: "object_not_found",
      });
    const bytes = await rail.store.read(kind as ObjectKind, key as `0x${string}`);
    if (bytes === undefined)
      throw new ApiError(`The store has no ${kind}/${key}.`, { status: 404, code: "object_not_found", param: "key" });
    return context.body(Uint8Array.from(bytes), 200, {
      "content-type": "application/octet-stream",
      "cache-control": "public, max-age=31536000, immutable",
    });
  });

  routes.get("/v1/epochs/:epoch", async (context) => {
    const found = await requireEpoch(context.req.param("epoch"));
    return context.json({ ...toJson(found), offerings: await epochOfferings(database, found.epoch) });
  });

  routes.get("/v1/epochs/:epoch/receipts", async (context) => {
    const { epoch, state } = await requireEpoch(context.req.param("epoch"));
    if (state === "open")
      throw new ApiError(`Epoch ${epoch} is open; its receipts are public when it is closed.`, { status: 409, code: "epoch_open" });
    const from = wholeNumber(context.req.query("from") ?? "0", "from");
    const receipts = await epochReceipts(database, { epoch, from, limit: RECEIPTS_A_PAGE });
    const bytes = concatBytes(receipts.flatMap(({ receipt, legs }) => [receipt, legs]));
    return context.body(Uint8Array.from(bytes), 200, { "content-type": "application/octet-stream" });
  });

  routes.post("/admin/epochs/close", requireToken(adminToken), async (context) => {
    const epoch = await closeEpoch(database, { now: Date.now(), rules: rail.rules, isForced: true });
    return context.json({ object: "openledger.epoch.closed", epoch: epoch ?? null });
  });

  routes.post("/admin/epochs/follow", requireToken(adminToken), async (context) => {
    await followEpochs(database, rail.chain);
    return context.json({ object: "list", data: (await journalEpochs(database, { limit: MOST_EPOCHS })).map(toJson) });
  });

  routes.get("/admin/vouchers", requireToken(adminToken), async (context) =>
    context.json({ object: "list", data: await bestVouchers(database, { redeemableUntil: Math.ceil(chain.now() / 1000) }) }),
  );
  return routes;
}
