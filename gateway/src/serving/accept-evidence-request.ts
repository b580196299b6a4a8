import { accountOfContribution, evidenceRequestTypedData } from "@openledger/sdk";
import { hashTypedData, type Hex } from "viem";

import { ApiError } from "../http/api-error.ts";
import type { EvidenceRequestBody } from "../http/schemas.ts";
import { useNonce } from "../journal/nonces.ts";
import type { StoredReceipt } from "../journal/receipts.ts";
import type { EvidenceBundle, EvidenceView } from "./evidence-bundle.ts";
import type { Gateway } from "./gateway.ts";

/** Seconds that a request may be good for: nonces are kept that long. */
export const LONGEST_EXPIRY = 600;

/**
 * Checks a signed request for a receipt's evidence: in time, signed by the account's controller (EOA or ERC-1271), of an account that the
 * receipt concerns (payer, contributor, or member of an open panel that judges it), and not used before.
 * @returns What the account may see.
 * @throws ApiError 400, 401, 403 or 409 with what is wrong and the fix.
 */
export async function acceptEvidenceRequest(
  { chain, database }: Gateway,
  { stored, bundle, body }: { readonly stored: StoredReceipt; readonly bundle: EvidenceBundle; readonly body: EvidenceRequestBody },
): Promise<Omit<EvidenceView, "isPublic">> {
  const { account, expiry, nonce, signature } = body;
  const now = Math.floor(chain.now() / 1000);
  if (expiry < now || expiry > now + LONGEST_EXPIRY) {
    throw new ApiError(
      `The request expires at ${expiry}; sign one that expires between ${now} and ${now + LONGEST_EXPIRY} (Unix seconds).`,
      {
        status: 400,
        code: expiry < now ? "request_expired" : "expiry_too_late",
        param: "expiry",
      },
    );
  }
  const request = { receiptId: stored.receiptId, account, expiry, nonce };
  const digest: Hex = hashTypedData(evidenceRequestTypedData({ chainId: chain.chainId, router: chain.router, request }));
  if (!(await chain.isSignedByController(account, digest, signature))) {
    throw new ApiError(
      `The request is not signed by the controller of account ${account}; sign EvidenceRequest for receipt ${stored.receiptId} in the domain "OpenLedger Evidence" of router ${chain.router} on chain ${chain.chainId}.`,
      { status: 401, code: "bad_request_signature", type: "authentication_error", param: "signature" },
    );
  }
  const isOwner = account === stored.payer;
  const isContributor = bundle.evidence.some(({ contributionId }) => accountOfContribution(BigInt(contributionId)) === account);
  // A contributor may be drawn to judge it, too.
  const isOnPanel =
    !isOwner &&
    (await chain.isOnPanel(
      stored.receiptId,
      account,
      bundle.snapshots.map(({ datanet }) => datanet),
    ));
  if (!isOwner && !isContributor && !isOnPanel) {
    throw new ApiError(
      `Account ${account} neither paid for receipt ${stored.receiptId}, nor has a leg in it, nor is on a panel that judges it; its public part is at GET.`,
      { status: 403, code: "evidence_not_yours", param: "account" },
    );
  }
  if (!(await useNonce(database, { account, nonce, expiry, now }))) {
    throw new ApiError("This request was used before; sign another one with a new nonce.", {
      status: 409,
      code: "nonce_already_used",
      param: "nonce",
    });
  }
  return isOwner ? { isOwner } : { isOwner, isOnPanel, contributor: account };
}
