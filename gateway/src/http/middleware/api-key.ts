import { createHash } from "node:crypto";

import type { Context } from "hono";
import { createMiddleware } from "hono/factory";

import type { Database } from "../../journal/database.ts";
import { findKey, type ApiKey } from "../../journal/keys.ts";
import { ApiError } from "../api-error.ts";
import type { Environment } from "../environment.ts";

function bearerOf(context: Context): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(context.req.header("authorization") ?? "")?.[1];
}

/** Keys never change, so one that was found is known for a while; one that an operator takes out of the journal by hand is refused from then on. */
const KNOWN_FOR = 60_000;
const MOST_KNOWN = 10_000;
const knownKeys = new WeakMap<Database, Map<string, { readonly key: ApiKey; readonly until: number }>>();

async function lookUp(database: Database, bearer: string): Promise<ApiKey | undefined> {
  const known = knownKeys.get(database) ?? new Map<string, { readonly key: ApiKey; readonly until: number }>();
  knownKeys.set(database, known);
  const hash = createHash("sha256").update(bearer).digest("base64");
  const entry = known.get(hash);
  if (entry && performance.now() < entry.until) return entry.key;
  const key = await findKey(database, bearer);
  if (known.size >= MOST_KNOWN) known.clear();
  if (key) known.set(hash, { key, until: performance.now() + KNOWN_FOR });
  else known.delete(hash);
  return key;
}

/** The key a request carries; undefined without one. For routes that show more to its owner. @throws ApiError 401 for a key nobody has. */
export async function optionalKey(context: Context, database: Database): Promise<ApiKey | undefined> {
  const bearer = bearerOf(context);
  if (bearer === undefined) return undefined;
  const key = await lookUp(database, bearer);
  if (!key) {
    throw new ApiError("The API key is not known here; create one with POST /v1/keys.", {
      status: 401,
      code: "invalid_api_key",
      type: "authentication_error",
    });
  }
  return key;
}

/** Lets only requests with a known API key pass. */
export function apiKey(database: Database) {
  return createMiddleware<Environment>(async (context, next) => {
    const key = await optionalKey(context, database);
    if (!key) {
      throw new ApiError("There is no API key in the request; send `Authorization: Bearer <key>` with a key from POST /v1/keys.", {
        status: 401,
        code: "missing_api_key",
        type: "authentication_error",
      });
    }
    context.set("apiKey", key);
    await next();
  });
}
