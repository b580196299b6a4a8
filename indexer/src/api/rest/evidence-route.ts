import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Hex } from "viem";
import { z } from "zod";

import { parsePlace } from "../epochs/epoch-receipt.ts";
import type { EpochReads } from "../epochs/epoch-reads.ts";
import type { EvidenceSource } from "../evidence/evidence-of.ts";
import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse, unknownReceipt } from "./errors.ts";
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
  findSource: EpochReads["findSource"],
  now: () => number = () => Math.floor(Date.now() / 1_000),
) => {
  /** Asks for evidence of a receipt in the tables, else for that of one in an epoch. */
  const find = async <E>(c: Context, id: Hex, ask: (source?: EvidenceSource) => Promise<E | null>): Promise<E | Response> => {
    const asked = parsePlace(c);
    if (typeof asked === "string") return refuse(c, 400, asked);
    const evidence = await ask();
    if (evidence !== null) return evidence;
    const source = await findSource(id, asked);
    if (source !== null && "problem" in source) return refuse(c, source.status, source.problem);
    return (source && (await ask(source))) ?? refuse(c, 404, unknownReceipt(id, (await indexedBlock())?.number));
  };
  return new Hono()
    .get("/evidence/:receiptId", async (c) => {
      const receiptId = parseReceiptId(c.req.param("receiptId"));
      if (receiptId === null) return refuse(c, 400, BAD_ID);
      const block = await indexedBlock();
      const evidence = await find(c, receiptId, (source) => evidenceOf(receiptId, source));
      if (evidence instanceof Response) return evidence;
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
        const request = JSON.stringify(parsed.data);
        const evidence = await find(c, receiptId, async (source) => (await privateEvidenceOf?.(receiptId, request, source)) ?? null);
        if (evidence instanceof Response) return evidence;
        if ("refusal" in evidence)
          return refuse(c, evidence.refusal as 400 | 401 | 403 | 409, `The gateway refused the request: ${evidence.problem}`);
        c.header("cache-control", "private, no-store");
        return answer(c, { receiptId, ...evidence, block });
      },
    );
};
