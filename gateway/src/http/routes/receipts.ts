import { decodeReceipt, openCore, RECEIPT_VERSION, routerDomain, type Core } from "@openledger/sdk";
import { Hono } from "hono";

import { keyOfId } from "../../journal/keys.ts";
import { journalEpochs } from "../../epoch/journal.ts";
import { batchSignature } from "../../journal/receipt-batches.ts";
import { findReceipt, type StoredReceipt } from "../../journal/receipts.ts";
import { acceptEvidenceRequest } from "../../serving/accept-evidence-request.ts";
import { evidenceFor, type EvidenceBundle } from "../../serving/evidence-bundle.ts";
import type { Gateway } from "../../serving/gateway.ts";
import { ApiError } from "../api-error.ts";
import type { Environment } from "../environment.ts";
import { optionalKey } from "../middleware/api-key.ts";
import { bodyLimit } from "../middleware/body-limit.ts";
import { readJson } from "../read-json.ts";
import { evidenceRequestBody } from "../schemas.ts";

const ID = /^(?:0x[0-9a-f]{64}|(?:chat)?cmpl-[0-9a-f]{24})$/;

async function requireReceipt(gateway: Gateway, id: string): Promise<StoredReceipt> {
  const receipt = ID.test(id.toLowerCase()) ? await findReceipt(gateway.database, id.toLowerCase()) : undefined;
  if (receipt) return receipt;
  throw new ApiError(
    `No receipt is known for ${JSON.stringify(id.slice(0, 80))}; ask with a receipt id (0x…) or a completion id (chatcmpl-…).`,
    {
      status: 404,
      code: "receipt_not_found",
      param: "id",
    },
  );
}

/** Who signed a receipt, and what: the receipt, or a batch with the siblings that lead from the receipt to its root. */
async function signatureOf({ chain, database }: Gateway, core: Core, { signature, signedIn, sequence }: StoredReceipt) {
  if (signature !== undefined) return { signature, signer: chain.signer.address };
  if (signedIn === undefined)
    throw new ApiError("The receipt is journalled and not signed yet: the gateway's signer does not answer. Ask again in a minute.", {
      status: 503,
      code: "receipt_not_signed",
      type: "api_error",
    });
  return batchSignature(database, core, { signedIn, sequence });
}

/** A receipt of the epoch lane is settled when its epoch is final. */
async function epochSettlement({ database }: Gateway, { epoch }: StoredReceipt): Promise<Record<string, unknown>> {
  const [found] = await journalEpochs(database, { from: epoch, limit: 1 });
  return {
    state: found?.state === "final" ? "settled" : "pending",
    lane: "epoch",
    epoch,
    epoch_state: found?.state ?? "open",
    record: found?.record ?? null,
  };
}

/** `GET /v1/receipts/{id}`, and `GET` and `POST /v1/receipts/{id}/evidence`, by receipt id or completion id. */
export function receiptRoutes(gateway: Gateway): Hono<Environment> {
  const routes = new Hono<Environment>();
  const { chain } = gateway;
  const core = openCore();

  routes.get("/:id", async (context) => {
    let stored = await requireReceipt(gateway, context.req.param("id"));
    if (stored.signature === undefined && stored.signedIn === undefined) {
      await gateway.signing.signPending().catch(() => {});
      stored = await requireReceipt(gateway, stored.receiptId);
    }
    const { fee, ...receipt } = decodeReceipt(stored.packed);
    return context.json({
      object: "openledger.receipt",
      receipt_id: stored.receiptId,
      request_id: stored.requestId,
      receipt: { version: RECEIPT_VERSION, ...receipt, fee: fee.toString() },
      packed: stored.packed,
      legs: JSON.parse(stored.legs) as unknown,
      unattributed: stored.unattributed,
      unattributed_share: stored.unattributed / receipt.weightTotal,
      ...(await signatureOf(gateway, core, stored)),
      domain: routerDomain(chain.chainId, chain.router),
      settlement:
        stored.lane === "epoch"
          ? await epochSettlement(gateway, stored)
          : stored.isSettled
            ? {
                state: "settled",
                batch: stored.batchId ?? null,
                batch_root: stored.batchRoot ?? null,
                transaction: stored.transactionHash ?? null,
              }
            : { state: "pending", ...(stored.error !== undefined && { last_error: stored.error }) },
    });
  });

  routes.get("/:id/evidence", async (context) => {
    const stored = await requireReceipt(gateway, context.req.param("id"));
    const [caller, payingKey] = await Promise.all([optionalKey(context, gateway.database), keyOfId(gateway.database, stored.keyId)]);
    const view = { isOwner: caller?.id === stored.keyId, isPublic: payingKey?.evidence === "public" };
    const bundle = JSON.parse(stored.evidence) as EvidenceBundle;
    context.header("cache-control", view.isOwner ? "private, no-store" : "public, max-age=60");
    context.header("vary", "authorization");
    return context.json({
      object: "openledger.evidence",
      receipt_id: stored.receiptId,
      contextRoot: decodeReceipt(stored.packed).contextRoot,
      ...evidenceFor(bundle, view),
    });
  });

  // What GET hides, for whoever it concerns: the payer, and each contributor of its own items.
  routes.post("/:id/evidence", bodyLimit(), async (context) => {
    const stored = await requireReceipt(gateway, context.req.param("id"));
    const { data } = await readJson(context, evidenceRequestBody);
    const bundle = JSON.parse(stored.evidence) as EvidenceBundle;
    const view = await acceptEvidenceRequest(gateway, { stored, bundle, body: data });
    const payingKey = await keyOfId(gateway.database, stored.keyId);
    context.header("cache-control", "private, no-store");
    return context.json({
      object: "openledger.evidence",
      receipt_id: stored.receiptId,
      contextRoot: decodeReceipt(stored.packed).contextRoot,
      ...evidenceFor(bundle, { ...view, isPublic: payingKey?.evidence === "public" }),
    });
  });
  return routes;
}
