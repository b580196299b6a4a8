import type { Context } from "hono";

/** Answers with an error: what was wrong, and what to do. */
export const refuse = (c: Context, status: 400 | 401 | 403 | 404 | 408 | 409 | 413 | 429 | 501 | 503, message: string) =>
  c.json({ error: { message } }, status);

/** Turns every bigint into its decimal string. Much faster than a function that JSON calls for every value. */
const withStrings = (value: unknown): unknown => {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withStrings);
  const result: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) result[name] = withStrings(part);
  return result;
};

/** JSON with amounts, ids and times beyond 2^53 as decimal strings. */
export const answer = (c: Context, body: unknown) => c.body(JSON.stringify(withStrings(body)), 200, { "content-type": "application/json" });

/** What a client is told of a receipt that no table and no gateway knows. */
export const unknownReceipt = (id: string, block = 0): string =>
  `There is no settled receipt ${id} up to block ${block}, and no gateway says that it stands in an epoch.`;
