import { voucherTypedData, type Voucher } from "@openledger/sdk";
import { hashTypedData, isAddressEqual, parseAbi, recoverAddress, type Address, type Hex, type PublicClient } from "viem";

const ERC1271 = parseAbi(["function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)"]);
const VALID = "0x1626ba7e";

/** EIP-712 digest of a voucher, as the escrow computes it. */
export function voucherDigest({
  chainId,
  escrow,
  voucher,
}: {
  readonly chainId: number;
  readonly escrow: Address;
  readonly voucher: Voucher;
}): Hex {
  return hashTypedData(voucherTypedData({ chainId, escrow, voucher }) as never);
}

/** Whether `controller` signed the digest: an EOA by recovery, a contract by ERC-1271, as the escrow decides. */
export async function isSignedBy(
  client: PublicClient,
  { controller, digest, signature }: { controller: Address; digest: Hex; signature: Hex },
): Promise<boolean> {
  const recovered = await recoverAddress({ hash: digest, signature }).catch(() => undefined);
  if (recovered && isAddressEqual(recovered, controller)) return true;
  const code = await client.getCode({ address: controller });
  if (code === undefined || code === "0x") return false;
  const answer = await client
    .readContract({ address: controller, abi: ERC1271, functionName: "isValidSignature", args: [digest, signature] })
    .catch(() => undefined);
  return answer === VALID;
}
