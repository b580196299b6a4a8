import { expect } from "chai";

import { UNICODE_VERSION } from "./generated/unassigned.ts";
import { methodText } from "./method-id.ts";
import { tokenise, unassignedRanges } from "./tokenise.ts";

const isAssigned = (code: number): boolean => (code >= 0xd800 && code <= 0xdfff) || !/^\p{Cn}$/u.test(String.fromCodePoint(code));

describe("the tokeniser's Unicode version", () => {
  it("is in the method", () => expect(methodText().split(" ")).to.include(`unicode=${UNICODE_VERSION}`));

  it("is not newer than this runtime's: all that the table assigns is assigned here", () => {
    let last = -1;
    for (const [first, end] of unassignedRanges()) {
      expect(first).to.be.greaterThan(last + 1);
      for (let code = last + 1; code < first; code++) if (!isAssigned(code)) expect.fail(`U+${code.toString(16)} is not assigned here`);
      last = end;
    }
    expect(last).to.equal(0x10_ffff);
  });

  it("separates at code points that it does not know, in both planes", () => {
    for (const code of [0x378, 0x1c8a, 0xffff, 0x105c9, 0x1f8d0, 0x2fffe, 0x10_ffff])
      expect(tokenise(`a${String.fromCodePoint(code)}b`).words, code.toString(16)).to.deep.equal(["a", "b"]);
    for (const code of [0x377, 0x1c88, 0x105bc, 0x1041f])
      expect(tokenise(`a${String.fromCodePoint(code)}b`).words, code.toString(16)).to.have.length(1);
  });
});
