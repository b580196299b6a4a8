import { Hono } from "hono";
import { cors } from "hono/cors";

import { epochRoutes } from "./epoch/routes.ts";
import type { Environment } from "./http/environment.ts";
import { errorResponse, notFound } from "./http/middleware/error-response.ts";
import { requestId } from "./http/middleware/request-id.ts";
import { completionRoutes } from "./http/routes/completions.ts";
import { contentRoutes } from "./http/routes/contents.ts";
import { datanetRoutes } from "./http/routes/datanets.ts";
import { grantRoutes } from "./http/routes/grants.ts";
import { keyRoutes } from "./http/routes/keys.ts";
import { modelRoutes } from "./http/routes/models.ts";
import { operationRoutes } from "./http/routes/operations.ts";
import { priorRoutes } from "./http/routes/priors.ts";
import { receiptRoutes } from "./http/routes/receipts.ts";
import type { Gateway } from "./serving/gateway.ts";

export interface AppOptions {
  /** Token of everything under `/admin`; without one it is closed. */
  readonly adminToken?: string | undefined;
  /** Takes lines about failures; no prompt, output or key is ever in them. */
  readonly log?: (line: string) => void;
}

/** The HTTP side of a gateway; `app.request()` tests it without a port. */
export function createApp(gateway: Gateway, { adminToken, log = () => {} }: AppOptions = {}): Hono<Environment> {
  const app = new Hono<Environment>();
  app.use(requestId);
  app.use("/v1/*", cors({ origin: "*", exposeHeaders: ["x-request-id", "x-openledger-receipt", "idempotent-replayed"] }));
  app.onError(errorResponse(log));
  app.notFound(notFound);
  app.route("/v1/models", modelRoutes(gateway));
  app.route("/v1/priors", priorRoutes(gateway));
  app.route("/v1/receipts", receiptRoutes(gateway));
  app.route("/v1/keys", keyRoutes(gateway));
  app.route("/v1/contents", contentRoutes(gateway));
  app.route("/v1/datanets", datanetRoutes(gateway));
  app.route("/v1/grants", grantRoutes(gateway));
  app.route("/", epochRoutes(gateway, adminToken));
  app.route("/v1", completionRoutes(gateway, log));
  app.route("/", operationRoutes(gateway, adminToken));
  return app;
}
