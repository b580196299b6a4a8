import { expect } from "chai";
import { size, slice } from "viem";
import { privateKeyToAccount } from "viem/accounts";

import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { PACKED_VOUCHER_LENGTH, packVouchers, unpackRedeemed } from "./pack-vouchers.ts";
import { voucherTypedData } from "./voucher-typed-data.ts";

const ESCROW = "0x00000000000000000000000000000000000000e5";
const key = privateKeyToAccount(`0x${"17".repeat(32)}`);

async function signed(cumulative: bigint) {
  const voucher = { payerAccount: 7, gatewayId: 3, cumulative, expiry: 2 ** 40 };
  return { voucher, signature: await key.signTypedData(voucherTypedData({ chainId: 10, escrow: ESCROW, voucher })) };
}

describe("packVouchers", () => {
  it("puts payer, amount and expiry before a compact signature", async () => {
    const first = await signed(500n);
    const packed = packVouchers([first, await signed(501n)]);
    expect(size(packed)).to.equal(2 * PACKED_VOUCHER_LENGTH);
    expect(slice(packed, 0, 18)).to.equal("0x00000007" + "00000000000001f4" + "010000000000");
    expect(slice(packed, 18, 50)).to.equal(slice(first.signature, 0, 32));
    expect(BigInt(slice(packed, 50, 82)) >> 255n).to.equal(BigInt(slice(first.signature, 64)) - 27n);
  });

  it("refuses what does not fit", async () => {
    const { voucher, signature } = await signed(500n);
    expect(() => packVouchers([{ voucher: { ...voucher, cumulative: 2n ** 64n }, signature }])).to.throw(
      IntegerOutOfRangeError,
      "cumulative",
    );
    expect(() => packVouchers([{ voucher, signature: "0x1234" }])).to.throw();
  });

  it("has an inverse for what the event lists", () => {
    expect(unpackRedeemed("0x")).to.deep.equal([]);
    expect(unpackRedeemed("0x0000000700000000000001f400000008ffffffffffffffff")).to.deep.equal([
      { payerAccount: 7, cumulative: 500n },
      { payerAccount: 8, cumulative: 2n ** 64n - 1n },
    ]);
  });
});
