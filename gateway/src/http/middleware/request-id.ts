import { randomUUID } from "node:crypto";

import { createMiddleware } from "hono/factory";

import type { Environment } from "../environment.ts";

/** Gives every answer an `x-request-id`. The client's own is not taken: it would go into logs unread. */
export const requestId = createMiddleware<Environment>(async (context, next) => {
  const id = `req_${randomUUID().replaceAll("-", "")}`;
  context.set("requestId", id);
  context.header("x-request-id", id);
  await next();
});
