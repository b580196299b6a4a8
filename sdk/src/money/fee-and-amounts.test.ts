import { expect } from "chai";
import fc from "fast-check";

import { checkProperty } from "../../test/check-property.ts";
import { readVectors } from "../../test/read-vectors.ts";
import { IntegerOutOfRangeError } from "../errors/integer-out-of-range-error.ts";
import { InvalidAmountError } from "./errors.ts";
import { feeOf } from "./fee-of.ts";
import { formatOpen } from "./format-open.ts";
import { nanoToOpen } from "./nano-to-open.ts";
import { nanoToTokenUnits } from "./nano-to-token-units.ts";
import { parseOpen } from "./parse-open.ts";

const tokens = fc.integer({ min: 0, max: 2 ** 24 - 1 });
const price = fc.bigInt({ min: 0n, max: 2n ** 58n });
const amount = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

describe("feeOf", function () {
  this.timeout(20_000);

  it("gives the vectors", () => {
    const { fees } = readVectors<{ readonly fees: Readonly<Record<string, readonly string[]>> }>("splits");
    fees["fee"]!.forEach((fee, i) => {
      const terms = { promptTokens: Number(fees["promptTokens"]![i]), completionTokens: Number(fees["completionTokens"]![i]) };
      const prices = { promptPrice: BigInt(fees["promptPrice"]![i]!), completionPrice: BigInt(fees["completionPrice"]![i]!) };
      expect(feeOf({ ...terms, ...prices }).toString()).to.equal(fee);
    });
  });

  it("is the least whole nano-OPEN that covers the price", () => {
    checkProperty(
      fc.property(tokens, tokens, price, price, (promptTokens, completionTokens, promptPrice, completionPrice) => {
        const exact = BigInt(promptTokens) * promptPrice + BigInt(completionTokens) * completionPrice;
        fc.pre(exact <= (2n ** 64n - 1n) * 1_000_000n);
        const fee = feeOf({ promptTokens, completionTokens, promptPrice, completionPrice });
        return fee * 1_000_000n >= exact && (fee === 0n || (fee - 1n) * 1_000_000n < exact);
      }),
    );
  });

  it("refuses what does not fit", () => {
    const terms = { promptTokens: 1, completionTokens: 1, promptPrice: 1n, completionPrice: 1n };
    expect(() => feeOf({ ...terms, promptTokens: 2 ** 24 })).to.throw(IntegerOutOfRangeError, "promptTokens is 16777216");
    expect(() => feeOf({ ...terms, completionTokens: 0.5 })).to.throw(IntegerOutOfRangeError, "completionTokens");
    expect(() => feeOf({ ...terms, promptPrice: -1n })).to.throw(IntegerOutOfRangeError, "promptPrice");
    const large = 2n ** 64n - 1n;
    expect(() => feeOf({ promptTokens: 2 ** 24 - 1, completionTokens: 0, promptPrice: large, completionPrice: 0n })).to.throw("fee is");
  });
});

describe("nanoToOpen, parseOpen, formatOpen, nanoToTokenUnits", function () {
  this.timeout(20_000);

  it("are exact and inverse", () => {
    checkProperty(fc.property(amount, (nano) => parseOpen(nanoToOpen(nano)) === nano));
    checkProperty(fc.property(amount, (nano) => parseOpen(formatOpen(nano).replaceAll(",", "").replace(" OPEN", "")) === nano));
  });

  it("write what people expect", () => {
    expect([0n, 1n, 1_500_000_000n, 2n ** 64n - 1n].map(nanoToOpen)).to.deep.equal(["0", "0.000000001", "1.5", "18446744073.709551615"]);
    expect([0n, 999_000_000_000n, 1_234_500_000_000n, 2n ** 64n - 1n].map(formatOpen)).to.deep.equal([
      "0 OPEN",
      "999 OPEN",
      "1,234.5 OPEN",
      "18,446,744,073.709551615 OPEN",
    ]);
    expect(["0", "007", "1.50", "0.000000001"].map(parseOpen)).to.deep.equal([0n, 7_000_000_000n, 1_500_000_000n, 1n]);
    expect(nanoToTokenUnits(3n)).to.equal(3_000_000_000n);
  });

  it("refuse what is no amount", () => {
    const bad = ["", ".", "1.", ".5", "-1", "+1", "1e9", "1,5", " 1", "1 ", "0x1", "1.0000000001", "18446744073.709551616", "1\n", "١"];
    for (const text of bad) expect(() => parseOpen(text), text).to.throw(InvalidAmountError);
    for (const nano of [-1n, 2n ** 64n]) expect(() => nanoToOpen(nano)).to.throw(IntegerOutOfRangeError);
  });
});
