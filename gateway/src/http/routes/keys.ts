import { Hono } from "hono";

import { createKey } from "../../journal/keys.ts";
import { creditOf } from "../../journal/reserve.ts";
import { acceptVoucherForKey } from "../../serving/accept-voucher.ts";
import type { Gateway } from "../../serving/gateway.ts";
import { ApiError } from "../api-error.ts";
import type { Environment } from "../environment.ts";
import { apiKey } from "../middleware/api-key.ts";
import { bodyLimit } from "../middleware/body-limit.ts";
import { readJson } from "../read-json.ts";
import { keyBody } from "../schemas.ts";

/** `POST /v1/keys` makes an API key of a signed voucher; `GET /v1/keys/me` tells its budget. */
export function keyRoutes(gateway: Gateway): Hono<Environment> {
  const routes = new Hono<Environment>();
  const { chain, database } = gateway;

  routes.post("/", bodyLimit(), async (context) => {
    const { data } = await readJson(context, keyBody);
    const signed = await acceptVoucherForKey(gateway, data);
    const created = await createKey(database, { signed, label: data.label, evidence: data.evidence, now: Date.now() });
    if (!created) {
      throw new ApiError("This voucher was sent before; sign another one for a key, with a higher cumulative amount or a later expiry.", {
        status: 409,
        code: "voucher_already_used",
        param: "voucher",
      });
    }
    const { voucher } = signed;
    return context.json(
      {
        object: "openledger.key",
        id: created.id,
        key: created.key,
        payer_account: created.payer,
        label: created.label,
        evidence: created.evidence,
        budget: voucher.cumulative.toString(),
        expiry: voucher.expiry,
        created: Math.floor(created.createdAt / 1000),
      },
      201,
    );
  });

  routes.get("/me", apiKey(database), async (context) => {
    const key = context.get("apiKey");
    const reading = await gateway.credit.read(key.payer, { isFresh: true });
    const redeemableUntil = Math.ceil(chain.now() / 1000) + gateway.limits.voucherMargin;
    const { authorised, committed, free } = await creditOf(database, { payer: key.payer, reading, redeemableUntil });
    const left = authorised - committed < free ? authorised - committed : free;
    return context.json({
      object: "openledger.key",
      id: key.id,
      payer_account: key.payer,
      label: key.label,
      evidence: key.evidence,
      budget: authorised.toString(),
      spent: committed.toString(),
      settled: reading.chain.debited.toString(),
      remaining: (left > 0n ? left : 0n).toString(),
      deposit_free: (free > 0n ? free : 0n).toString(),
    });
  });
  return routes;
}
