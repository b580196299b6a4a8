import { createHash, timingSafeEqual } from "node:crypto";

import type { MiddlewareHandler } from "hono";

import { ApiError } from "../api-error.ts";
import type { Environment } from "../environment.ts";

function isSame(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}

/** Lets only the operator pass; nobody if the gateway has no token. */
export function adminToken(expected: string | undefined): MiddlewareHandler<Environment> {
  return async (context, next) => {
    const token = /^Bearer\s+(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
    if (expected === undefined || token === undefined || !isSame(token, expected)) {
      throw new ApiError("This needs the operator's token; send `Authorization: Bearer <OPENLEDGER_ADMIN_TOKEN>`.", {
        status: 401,
        code: "invalid_admin_token",
        type: "authentication_error",
      });
    }
    await next();
  };
}
