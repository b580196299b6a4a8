import { Hono } from "hono";
import { isHex, type Hex } from "viem";

import type { ExtensionReads } from "../graphql/extend-schema.ts";
import { answer, refuse } from "./errors.ts";

/** `GET /evidence/:receiptId`: the spans behind a receipt, checked against what it committed to on chain. */
export const evidenceRoute = ({ evidenceOf, indexedBlock }: ExtensionReads) =>
  new Hono().get("/evidence/:receiptId", async (c) => {
    const receiptId = c.req.param("receiptId").toLowerCase();
    if (!isHex(receiptId) || receiptId.length !== 66) return refuse(c, 400, "The receipt id must be 0x and 64 hexadecimal digits.");
    const block = await indexedBlock();
    const evidence = await evidenceOf(receiptId as Hex);
    if (evidence === null) return refuse(c, 404, `There is no settled receipt ${receiptId} up to block ${block?.number ?? 0}.`);
    return answer(c, { receiptId, ...evidence, block });
  });
