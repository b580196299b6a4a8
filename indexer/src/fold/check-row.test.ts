import { expect } from "chai";

import { account, balance, contribution } from "../../ponder.schema.ts";
import { checkRow } from "./check-row.ts";
import { MAX_TEXT_LENGTH, cleanText } from "./clean-text.ts";
import { FoldError } from "./fold-error.ts";

describe("checkRow", () => {
  it("refuses numbers that the column cannot hold", () => {
    for (const id of [2 ** 31, -1, 1.5, Number.NaN, 4_294_967_295]) {
      expect(() => checkRow(account, { id }, false), String(id)).to.throw(FoldError, "id cannot hold");
    }
    for (const credited of [-1n, 2n ** 256n]) expect(() => checkRow(balance, { credited }, false)).to.throw(FoldError, "credited");
    expect(() => checkRow(contribution, { id: 2n ** 63n }, false)).to.throw(FoldError, "id");
    expect(checkRow(balance, { credited: 2n ** 256n - 1n }, false)).to.deep.equal({ credited: 2n ** 256n - 1n });
  });

  it("refuses a missing value, an unknown column and an unknown word", () => {
    expect(() => checkRow(account, { id: 1 }, true)).to.throw(FoldError, "kind has no value");
    expect(() => checkRow(account, { colour: "red" }, false)).to.throw(FoldError, "No column is called colour");
    expect(() => checkRow(account, { kind: "Gateway" }, false)).to.throw(FoldError, "kind cannot hold Gateway");
  });

  it("writes addresses in lower case and empty columns as null", () => {
    const checked = checkRow(account, { payout: "0xABCDEF0000000000000000000000000000000000", pendingOwner: undefined }, false);
    expect(checked).to.deep.equal({ payout: "0xabcdef0000000000000000000000000000000000" });
    expect(checkRow(account, { pendingOwner: null }, false)).to.deep.equal({ pendingOwner: null });
  });
});

describe("cleanText", () => {
  const poison = [
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\udfff x",
    "\u001b[31m",
    "line\nbreak",
    "\u202eevil",
    "\u2066x\u2069",
    "\u0085",
    "\u009b0m",
  ];
  for (const text of poison) {
    it(`makes ${JSON.stringify(text)} safe`, () => {
      // eslint-disable-next-line no-control-regex
      expect(cleanText(text)).to.not.match(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u);
      expect(cleanText(text).isWellFormed()).to.equal(true);
      expect(cleanText(cleanText(text))).to.equal(cleanText(text));
    });
  }

  it("keeps what is harmless", () => {
    for (const text of ["", "Smart-contract security", "日本語 🙂 é", "שלום", "' OR 1=1 --", "\\N", "https://example.org/?a=1&b=%00"]) {
      expect(cleanText(text)).to.equal(text);
    }
  });

  it("cuts what is too long, also in the middle of a pair", () => {
    expect(cleanText("x".repeat(100_000))).to.have.length(MAX_TEXT_LENGTH);
    expect(cleanText(`x${"🙂".repeat(MAX_TEXT_LENGTH)}`).isWellFormed()).to.equal(true);
  });
});
