import type { Address, Hex } from "viem";

import { toBytes } from "../bytes/to-bytes.ts";
import { checkUint } from "../bytes/check-uint.ts";

/** What the payer or a contributor of a receipt signs to see the words that concern them (docs/formats/evidence-request.md). */
export interface EvidenceRequest {
  /** keccak256 of the packed receipt. */
  readonly receiptId: Hex;
  /** Account that asks; its controller signs. */
  readonly account: number;
  /** Unix time in seconds: the last second at which it is good. */
  readonly expiry: number;
  /** 32 random bytes; a gateway takes each once. */
  readonly nonce: Hex;
}

/** EIP-712 types of a request for evidence. */
export const evidenceRequestTypes = {
  EvidenceRequest: [
    { name: "receiptId", type: "bytes32" },
    { name: "account", type: "uint32" },
    { name: "expiry", type: "uint48" },
    { name: "nonce", type: "bytes32" },
  ],
} as const;

/** EIP-712 domain of requests for evidence: the router is the one contract that receipts name. */
export function evidenceDomain(chainId: number, router: Address) {
  return { name: "OpenLedger Evidence", version: "1", chainId, verifyingContract: router } as const;
}

/**
 * EIP-712 typed data of a request for evidence.
 * @throws IntegerOutOfRangeError, InvalidBytesError with the field that does not fit.
 */
export function evidenceRequestTypedData({
  chainId,
  router,
  request,
}: {
  readonly chainId: number;
  readonly router: Address;
  readonly request: EvidenceRequest;
}) {
  const { receiptId, account, expiry, nonce } = request;
  toBytes("receiptId", receiptId, 32);
  checkUint("account", account, 32, 1n);
  checkUint("expiry", expiry, 48);
  toBytes("nonce", nonce, 32);
  return {
    domain: evidenceDomain(chainId, router),
    types: evidenceRequestTypes,
    primaryType: "EvidenceRequest",
    message: { receiptId, account, expiry, nonce },
  } as const;
}
