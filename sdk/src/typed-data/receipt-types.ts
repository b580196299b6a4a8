/** EIP-712 types that a gateway's receipt key signs. */
export const receiptTypes = {
  Receipt: [
    { name: "version", type: "uint8" },
    { name: "lane", type: "uint8" },
    { name: "gatewayId", type: "uint32" },
    { name: "epoch", type: "uint32" },
    { name: "sequence", type: "uint40" },
    { name: "payerAccount", type: "uint32" },
    { name: "offeringId", type: "uint32" },
    { name: "promptTokens", type: "uint24" },
    { name: "completionTokens", type: "uint24" },
    { name: "fee", type: "uint64" },
    { name: "servedAt", type: "uint48" },
    { name: "legCount", type: "uint16" },
    { name: "weightTotal", type: "uint32" },
    { name: "legsRoot", type: "bytes32" },
    { name: "contextRoot", type: "bytes32" },
  ],
} as const;

/** EIP-712 types of the signature over a batch. */
export const batchTypes = {
  ReceiptBatch: [
    { name: "gatewayId", type: "uint32" },
    { name: "epoch", type: "uint32" },
    { name: "lane", type: "uint8" },
    { name: "firstSequence", type: "uint40" },
    { name: "count", type: "uint32" },
    { name: "legCount", type: "uint64" },
    { name: "feeTotal", type: "uint64" },
    { name: "root", type: "bytes32" },
  ],
} as const;

/** EIP-712 types that a payer signs. */
export const voucherTypes = {
  Voucher: [
    { name: "payerAccount", type: "uint32" },
    { name: "gatewayId", type: "uint32" },
    { name: "cumulative", type: "uint64" },
    { name: "expiry", type: "uint48" },
  ],
} as const;
