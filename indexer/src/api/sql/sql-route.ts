import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";

import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "../rest/errors.ts";
import type { Analyst } from "./analyst.ts";

const MOST_BYTES = 65_536;
const STATUSES = { refused: 400, timeout: 408, "too large": 413, busy: 429 } as const;

const bodySchema = z.strictObject({
  query: z.string().min(1).max(20_000),
  params: z
    .array(z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]))
    .max(100)
    .default([]),
});

/** Why there is no SQL: it is switched off, or the database is PGlite. */
export type SqlAccess = Analyst | "off" | "pglite";

/** `POST /sql`: one read-only query for analysts, if the operator has switched it on. Values come as Postgres writes them. */
export const sqlRoute = (access: SqlAccess, { indexedBlock }: Pick<ExtensionReads, "indexedBlock">) =>
  new Hono().post(
    "/sql",
    bodyLimit({
      maxSize: MOST_BYTES,
      onError: (c) => refuse(c, 413, `The body is larger than ${MOST_BYTES} bytes; send a shorter query.`),
    }),
    async (c) => {
      if (access === "off") return refuse(c, 404, "There is no SQL here; its operator switches it on with OPENLEDGER_SQL=on.");
      if (access === "pglite")
        return refuse(c, 501, "SQL needs Postgres: PGlite runs one query at a time and cannot stop it. Its operator sets DATABASE_URL.");
      const parsed = bodySchema.safeParse(await c.req.json().catch(() => undefined));
      if (!parsed.success) {
        const { path, message } = parsed.error.issues[0]!;
        return refuse(c, 400, `The body must be {"query": "SELECT …", "params": [ … ]}; ${path.join(".") || "it"}: ${message}.`);
      }
      const block = await indexedBlock();
      const result = await access.run(parsed.data.query, parsed.data.params);
      if ("reason" in result) return refuse(c, STATUSES[result.reason], result.message);
      return answer(c, { ...result, block });
    },
  );
