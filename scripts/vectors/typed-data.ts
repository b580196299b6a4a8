import { encodeAbiParameters, hashStruct, hashTypedData, keccak256, toHex, type Address, type TypedDataDefinition } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { batchTypedData, encodeReceipt, LANE_CODES, merkleRoot, receiptTypedData, voucherTypedData } from "../../sdk/src/index.ts";
import { randomLegs } from "./random-legs.ts";
import { randomReceipt } from "./random-receipt.ts";
import { randomOf } from "./random.ts";

const KEY = keccak256(toHex("openledger vectors key"));
const CHAIN_IDS = [10, 31_337, 11_155_420, 84_532];

/** Digests and signatures of all that is signed, by one known key. */
export async function typedDataVectors() {
  const random = randomOf("typed data");
  const addressOf = () => `0x${random.bytes32().slice(2, 42)}` as Address;
  const signer = privateKeyToAccount(KEY);
  const signed = async (typedData: TypedDataDefinition) => {
    const { domain, types, primaryType, message } = typedData;
    const { EIP712Domain: _, ...structs } = types as Record<string, readonly { name: string; type: string }[]>;
    const definition = `${primaryType}(${structs[primaryType]!.map(({ name, type }) => `${type} ${name}`).join(",")})`;
    return {
      chainId: domain!.chainId,
      digest: hashTypedData(typedData),
      domainSeparator: keccak256(
        encodeAbiParameters(
          [{ type: "bytes32" }, { type: "bytes32" }, { type: "bytes32" }, { type: "uint256" }, { type: "address" }],
          [
            keccak256(toHex("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)")),
            keccak256(toHex(domain!.name!)),
            keccak256(toHex(domain!.version!)),
            BigInt(domain!.chainId!),
            domain!.verifyingContract!,
          ],
        ),
      ),
      signature: await signer.signTypedData(typedData),
      signer: signer.address,
      structHash: hashStruct({ data: message, primaryType, types: structs }),
      typeHash: keccak256(toHex(definition)),
      verifyingContract: domain!.verifyingContract,
    };
  };
  const receipts = [];
  const batches = [];
  const vouchers = [];
  for (const chainId of CHAIN_IDS) {
    const receipt = randomReceipt(random, randomLegs(random, random.int(0, 12)));
    receipts.push({ encoded: encodeReceipt(receipt), ...(await signed(receiptTypedData({ chainId, router: addressOf(), receipt }))) });

    const batch = {
      gatewayId: random.int(1, 2 ** 32 - 1),
      epoch: random.int(0, 2 ** 32 - 1),
      lane: receipt.lane,
      firstSequence: random.int(0, 2 ** 40 - 1),
      count: random.int(1, 256),
      legCount: random.int(0, 16_384),
      feeTotal: random.big(1n << 64n),
      root: merkleRoot([random.bytes32(), random.bytes32()]),
    };
    batches.push({ ...batch, lane: LANE_CODES[batch.lane], ...(await signed(batchTypedData({ chainId, router: addressOf(), batch }))) });

    const voucher = {
      payerAccount: random.int(1, 2 ** 32 - 1),
      gatewayId: random.int(1, 2 ** 32 - 1),
      cumulative: random.big(1n << 64n),
      expiry: random.int(1, 2 ** 48 - 1),
    };
    vouchers.push({ ...voucher, ...(await signed(voucherTypedData({ chainId, escrow: addressOf(), voucher }))) });
  }
  return { batches, receipts, vouchers };
}
