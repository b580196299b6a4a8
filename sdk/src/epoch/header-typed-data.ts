import { bytesToHex, keccak256, type Address } from "viem";

import type { Epoch, EpochNode } from "./epoch.ts";

/** EIP-712 types of what a receipt key signs to commit an epoch. */
export const epochHeaderTypes = {
  EpochHeader: [
    { name: "gatewayId", type: "uint32" },
    { name: "epoch", type: "uint32" },
    { name: "parent", type: "bytes32" },
    { name: "payoutDepth", type: "uint8" },
    { name: "payoutRoot", type: "bytes32" },
    { name: "receiptCount", type: "uint40" },
    { name: "legCount", type: "uint64" },
    { name: "feeTotal", type: "uint64" },
    { name: "top", type: "bytes32" },
  ],
} as const;

/** EIP-712 typed data of an epoch's header, in the domain of `EpochLedger`. */
export function headerTypedData({
  chainId,
  epochLedger,
  epoch: { header, top },
}: {
  readonly chainId: number;
  readonly epochLedger: Address;
  readonly epoch: Pick<Epoch, "header"> & { readonly top: Pick<EpochNode, "fields"> };
}) {
  const hex = (value: Epoch["header"]["parent"]) => (typeof value === "string" ? value : bytesToHex(value));
  const { receiptCount, legCount, feeTotal } = top.fields;
  return {
    domain: { name: "OpenLedger EpochLedger", version: "1", chainId, verifyingContract: epochLedger },
    types: epochHeaderTypes,
    primaryType: "EpochHeader",
    message: {
      gatewayId: header.gatewayId,
      epoch: header.epoch,
      parent: hex(header.parent),
      payoutDepth: header.payoutDepth,
      payoutRoot: hex(header.payoutRoot),
      receiptCount,
      legCount: BigInt(legCount),
      feeTotal,
      top: keccak256(header.top),
    },
  } as const;
}
