import { Hono } from "hono";

import { methodId, methodText } from "../../attribution/method-id.ts";
import { findReceipt } from "../../journal/receipts.ts";
import { spendLogs } from "../../journal/spend.ts";
import { evidenceFor, type EvidenceBundle } from "../../serving/evidence-bundle.ts";
import type { Gateway } from "../../serving/gateway.ts";
import { activeOfferings } from "../../serving/find-offering.ts";
import { ApiError } from "../api-error.ts";
import type { Environment } from "../environment.ts";
import { adminToken as requireToken } from "../middleware/admin-token.ts";
import { apiKey } from "../middleware/api-key.ts";

const MOST_ROWS = 1_000;

function numberOf(text: string | undefined, fallback: number, param: string): number {
  if (text === undefined) return fallback;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new ApiError(`The parameter ${param} must be a whole number, not ${JSON.stringify(text.slice(0, 40))}.`, {
    status: 400,
    code: "invalid_value",
    param,
  });
}

/**
 * `GET /health`, `GET /spend/logs` (own key only) and, with the operator's token, `POST /admin/settle` and `GET /admin/receipts/{id}/evidence`, which shows all that a
 * challenge of the receipt is answered with.
 */
export function operationRoutes(gateway: Gateway, adminToken: string | undefined): Hono<Environment> {
  const routes = new Hono<Environment>();
  const { chain, database } = gateway;

  routes.get("/health", async (context) => {
    const catalogue = chain.catalogue();
    const [counts] = await database.query<{ pending: string; reserved: string }>(
      "SELECT (SELECT count(*) FROM receipts WHERE NOT settled)::text AS pending, (SELECT count(*) FROM reservations)::text AS reserved",
    );
    return context.json({
      status: "ok",
      chain_id: chain.chainId,
      block: catalogue.block.toString(),
      gateway_id: chain.gatewayId,
      receipt_key: chain.signer.address,
      lane: gateway.rail?.lane ?? "direct",
      router: chain.router,
      upstream: gateway.upstream.id,
      method_id: methodId(),
      method: methodText(),
      models: activeOfferings(catalogue).map(({ label }) => label),
      unsettled_receipts: Number(counts!.pending),
      open_requests: Number(counts!.reserved),
    });
  });

  routes.get("/spend/logs", apiKey(database), async (context) => {
    const limit = Math.min(numberOf(context.req.query("limit"), 100, "limit"), MOST_ROWS);
    const before = numberOf(context.req.query("before"), Number.MAX_SAFE_INTEGER, "before");
    return context.json(await spendLogs(database, { keyId: context.get("apiKey").id, limit, before }));
  });

  routes.post("/admin/settle", requireToken(adminToken), async (context) =>
    context.json({ object: "openledger.settlement", ...(await gateway.settle()) }),
  );

  routes.get("/admin/receipts/:id/evidence", requireToken(adminToken), async (context) => {
    const id = context.req.param("id");
    const stored = await findReceipt(database, id.toLowerCase());
    if (!stored)
      throw new ApiError(`No receipt is known for ${JSON.stringify(id.slice(0, 80))}; ask with a receipt id or a completion id.`, {
        status: 404,
        code: "receipt_not_found",
        param: "id",
      });
    const bundle = JSON.parse(stored.evidence) as EvidenceBundle;
    context.header("cache-control", "private, no-store");
    return context.json({
      object: "openledger.evidence",
      receipt_id: stored.receiptId,
      ...evidenceFor(bundle, { isOwner: true, isPublic: true }),
    });
  });
  return routes;
}
