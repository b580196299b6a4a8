import type { Context } from "hono";

/** Answers with an error: what was wrong, and what to do. */
export const refuse = (c: Context, status: 400 | 401 | 403 | 404 | 408 | 409 | 413 | 429 | 501 | 503, message: string) =>
  c.json({ error: { message } }, status);

/** JSON with amounts, ids and times beyond 2^53 as decimal strings. */
export const answer = (c: Context, body: unknown) =>
  c.body(
    JSON.stringify(body, (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value)),
    200,
    { "content-type": "application/json" },
  );
