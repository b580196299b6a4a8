import { Hono } from "hono";

import { revocationBody, storeRevocation } from "../../access/authorise-member.ts";
import type { Gateway } from "../../serving/gateway.ts";
import type { Environment } from "../environment.ts";
import { bodyLimit } from "../middleware/body-limit.ts";
import { readJson } from "../read-json.ts";

/** `POST /v1/grants/revocations`: takes back a grant to a private Datanet before it ends. Signed, so it needs no key. */
export function grantRoutes(gateway: Gateway): Hono<Environment> {
  const routes = new Hono<Environment>();
  routes.post("/revocations", bodyLimit(65_536), async (context) => {
    const { data } = await readJson(context, revocationBody);
    return context.json({ object: "openledger.grant_revocation", grant_id: await storeRevocation(gateway, data) }, 201);
  });
  return routes;
}
