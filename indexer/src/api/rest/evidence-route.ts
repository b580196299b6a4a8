import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";

import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "./errors.ts";
import { parseReceiptId } from "./parse.ts";

const MOST_BYTES = 16_384;
const HEX_64 = /^0x[0-9a-fA-F]{64}$/;

/** Body of the signed request (docs/formats/evidence-request.md). */
const requestSchema = z.strictObject({
  account: z.int().min(1).max(4_294_967_295),
  expiry: z.int().min(0).max(281_474_976_710_655),
  nonce: z.string().regex(HEX_64, { error: "it must be 32 bytes of 0x-hex" }),
  signature: z.string().regex(/^0x([0-9a-fA-F]{2}){1,4096}$/, { error: "it must be 0x-hex of at most 4,096 bytes" }),
});

const BAD_ID = "The receipt id must be 0x and 64 hexadecimal digits.";

/**
 * `GET /evidence/:receiptId`: the spans behind a receipt, checked against what it committed to on chain. `POST` does the same with a request
 * that the payer or a contributor signed, and shows the words that concern them; the gateway checks the signature.
 */
export const evidenceRoute = (
  { evidenceOf, privateEvidenceOf, indexedBlock }: ExtensionReads,
  now: () => number = () => Math.floor(Date.now() / 1_000),
) =>
  new Hono()
    .get("/evidence/:receiptId", async (c) => {
      const receiptId = parseReceiptId(c.req.param("receiptId"));
      if (receiptId === null) return refuse(c, 400, BAD_ID);
      const block = await indexedBlock();
      const evidence = await evidenceOf(receiptId);
      if (evidence === null) return refuse(c, 404, `There is no settled receipt ${receiptId} up to block ${block?.number ?? 0}.`);
      return answer(c, { receiptId, ...evidence, block });
    })
    .post(
      "/evidence/:receiptId",
      bodyLimit({ maxSize: MOST_BYTES, onError: (c) => refuse(c, 413, `The body is larger than ${MOST_BYTES} bytes.`) }),
      async (c) => {
        const receiptId = parseReceiptId(c.req.param("receiptId"));
        if (receiptId === null) return refuse(c, 400, BAD_ID);
        const parsed = requestSchema.safeParse(await c.req.json().catch(() => undefined));
        if (!parsed.success) {
          const { path, message } = parsed.error.issues[0]!;
          return refuse(c, 400, `The body must be {"account", "expiry", "nonce", "signature"}; ${path.join(".") || "it"}: ${message}.`);
        }
        if (parsed.data.expiry < now()) return refuse(c, 400, `The request expired at ${parsed.data.expiry}; sign another one.`);
        const block = await indexedBlock();
        const evidence = (await privateEvidenceOf?.(receiptId, JSON.stringify(parsed.data))) ?? null;
        if (evidence === null) return refuse(c, 404, `There is no settled receipt ${receiptId} up to block ${block?.number ?? 0}.`);
        if ("refusal" in evidence)
          return refuse(c, evidence.refusal as 400 | 401 | 403 | 409, `The gateway refused the request: ${evidence.problem}`);
        c.header("cache-control", "private, no-store");
        return answer(c, { receiptId, ...evidence, block });
      },
    );
