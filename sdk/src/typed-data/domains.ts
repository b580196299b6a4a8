import type { Address } from "viem";

/** EIP-712 domain of receipts and batches. */
export function routerDomain(chainId: number, router: Address) {
  return { name: "OpenLedger RewardRouter", version: "1", chainId, verifyingContract: router } as const;
}

/** EIP-712 domain of vouchers. */
export function escrowDomain(chainId: number, escrow: Address) {
  return { name: "OpenLedger PaymentEscrow", version: "1", chainId, verifyingContract: escrow } as const;
}
