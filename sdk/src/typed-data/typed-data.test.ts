import { readFileSync } from "node:fs";
import path from "node:path";

import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { hashTypedData, recoverTypedDataAddress, type Address, type Hex, type TypedDataDefinition } from "viem";

import { readVectors } from "../../test/read-vectors.ts";
import { laneNameOf } from "../codes/lane-name.ts";
import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { decodeReceipt } from "../receipt/decode-receipt.ts";
import { batchTypedData } from "./batch-typed-data.ts";
import { receiptTypedData } from "./receipt-typed-data.ts";
import { batchTypes, receiptTypes, voucherTypes } from "./receipt-types.ts";
import { voucherTypedData } from "./voucher-typed-data.ts";

interface Signed {
  readonly chainId: string;
  readonly digest: Hex;
  readonly domainSeparator: Hex;
  readonly signature: Hex;
  readonly signer: Address;
  readonly structHash: Hex;
  readonly verifyingContract: Address;
}

type Numbers = Readonly<Record<"gatewayId" | "epoch" | "lane" | "firstSequence" | "count" | "legCount" | "feeTotal", string>>;

interface Vectors {
  readonly batches: readonly (Signed & Numbers & { readonly root: Hex })[];
  readonly receipts: readonly (Signed & { readonly encoded: Hex })[];
  readonly vouchers: readonly (Signed & Readonly<Record<"payerAccount" | "gatewayId" | "cumulative" | "expiry", string>>)[];
}

const vectors = readVectors<Vectors>("typed-data");

const batches = vectors.batches.map((vector) => {
  const batch = {
    gatewayId: Number(vector.gatewayId),
    epoch: Number(vector.epoch),
    lane: laneNameOf(Number(vector.lane)),
    firstSequence: Number(vector.firstSequence),
    count: Number(vector.count),
    legCount: Number(vector.legCount),
    feeTotal: BigInt(vector.feeTotal),
    root: vector.root,
  };
  return { vector, typedData: batchTypedData({ chainId: Number(vector.chainId), router: vector.verifyingContract, batch }) };
});

const receipts = vectors.receipts.map((vector) => {
  const receipt = decodeReceipt(vector.encoded);
  return { vector, typedData: receiptTypedData({ chainId: Number(vector.chainId), router: vector.verifyingContract, receipt }) };
});

const vouchers = vectors.vouchers.map((vector) => {
  const voucher = {
    payerAccount: Number(vector.payerAccount),
    gatewayId: Number(vector.gatewayId),
    cumulative: BigInt(vector.cumulative),
    expiry: Number(vector.expiry),
  };
  return { vector, typedData: voucherTypedData({ chainId: Number(vector.chainId), escrow: vector.verifyingContract, voucher }) };
});

describe("receiptTypedData, batchTypedData, voucherTypedData", () => {
  it("give the vectors, agree with another EIP-712 encoder, and carry the signature", async () => {
    for (const { vector, typedData } of [...batches, ...receipts, ...vouchers]) {
      const { domain, types, primaryType, message } = typedData;
      expect(hashTypedData(typedData as TypedDataDefinition)).to.equal(vector.digest);
      const structs = types as unknown as Record<string, { name: string; type: string }[]>;
      expect(TypedDataEncoder.hash(domain, structs, message)).to.equal(vector.digest);
      expect(TypedDataEncoder.hashDomain(domain)).to.equal(vector.domainSeparator);
      expect(TypedDataEncoder.hashStruct(primaryType, structs, message)).to.equal(vector.structHash);
      const signer = await recoverTypedDataAddress({ ...(typedData as TypedDataDefinition), signature: vector.signature });
      expect(signer).to.equal(vector.signer);
    }
  });

  it("have the types and domain names that the specification spells out", () => {
    const specification = readFileSync(path.join(import.meta.dirname, "../../../docs/formats/receipt.md"), "utf8");
    for (const types of [receiptTypes, batchTypes, voucherTypes]) {
      for (const [name, fields] of Object.entries<readonly { readonly name: string; readonly type: string }[]>(types)) {
        expect(specification).to.include(`\`${name}(${fields.map((field) => `${field.type} ${field.name}`).join(",")})\``);
      }
    }
    for (const { typedData } of [batches[0]!, receipts[0]!, vouchers[0]!]) expect(specification).to.include(`"${typedData.domain.name}"`);
  });

  it("refuse what no signature may cover", () => {
    const voucher = { payerAccount: 1, gatewayId: 2, cumulative: 3n, expiry: 4 };
    const escrow = vectors.vouchers[0]!.verifyingContract;
    for (const [field, value] of Object.entries({ payerAccount: -1, gatewayId: 2 ** 32, cumulative: 2n ** 64n, expiry: 2 ** 48 })) {
      expect(() => voucherTypedData({ chainId: 1, escrow, voucher: { ...voucher, [field]: value } })).to.throw(
        IntegerOutOfRangeError,
        field,
      );
    }
    const { message } = batches[0]!.typedData;
    const batch = { ...message, lane: "direct", legCount: 1 } as const;
    for (const [field, value] of Object.entries({ count: 0, feeTotal: 2n ** 64n, firstSequence: 2 ** 40 })) {
      expect(() => batchTypedData({ chainId: 1, router: escrow, batch: { ...batch, [field]: value } })).to.throw(
        IntegerOutOfRangeError,
        field,
      );
    }
    const receipt = { ...decodeReceipt(vectors.receipts[0]!.encoded), weightTotal: 0 };
    expect(() => receiptTypedData({ chainId: 1, router: escrow, receipt })).to.throw(IntegerOutOfRangeError, "weightTotal");
  });
});
