import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import { hashTypedData } from "viem";

import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { InvalidBytesError } from "../errors/invalid-bytes-error.ts";
import { evidenceRequestTypedData, evidenceRequestTypes } from "./evidence-request-typed-data.ts";

const router = `0x${"a1".repeat(20)}` as const;
const request = { receiptId: `0x${"01".repeat(32)}`, account: 7, expiry: 1_795_200_000, nonce: `0x${"02".repeat(32)}` } as const;

describe("evidenceRequestTypedData", () => {
  it("has the digest that another library computes of the documented type", () => {
    const typedData = evidenceRequestTypedData({ chainId: 10, router, request });
    const { domain, message } = typedData;
    expect(domain).to.deep.equal({ name: "OpenLedger Evidence", version: "1", chainId: 10, verifyingContract: router });
    const encoder = TypedDataEncoder.from({ EvidenceRequest: [...evidenceRequestTypes.EvidenceRequest] });
    expect(encoder.encodeType("EvidenceRequest")).to.equal("EvidenceRequest(bytes32 receiptId,uint32 account,uint48 expiry,bytes32 nonce)");
    const types = { EvidenceRequest: [...evidenceRequestTypes.EvidenceRequest] };
    expect(hashTypedData(typedData)).to.equal(TypedDataEncoder.hash(domain, types, message));
    expect(hashTypedData(typedData)).to.not.equal(hashTypedData(evidenceRequestTypedData({ chainId: 11, router, request })));
  });

  it("refuses what no request can be", () => {
    for (const [field, value] of Object.entries({ account: 0, expiry: 2 ** 48 }))
      expect(() => evidenceRequestTypedData({ chainId: 1, router, request: { ...request, [field]: value } })).to.throw(
        IntegerOutOfRangeError,
        field,
      );
    for (const field of ["receiptId", "nonce"])
      expect(() => evidenceRequestTypedData({ chainId: 1, router, request: { ...request, [field]: "0x12" } })).to.throw(
        InvalidBytesError,
        field,
      );
  });
});
