import { expect } from "chai";
import fc from "fast-check";
import { bytesToHex, keccak256 } from "viem";

import { keccak } from "./keccak.ts";

describe("keccak", () => {
  it("agrees with viem, at the edges of a block too, and gives bytes that stay", () => {
    const first = keccak(new Uint8Array(3));
    const shown = bytesToHex(first);
    for (const length of [0, 1, 64, 135, 136, 137, 271, 272, 70_000]) {
      const bytes = new Uint8Array(length).map((_, i) => i * 7);
      expect(bytesToHex(keccak(bytes)), `${length}`).to.equal(keccak256(bytes));
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => bytesToHex(keccak(bytes)) === keccak256(bytes)));
    expect(bytesToHex(first)).to.equal(shown);
  });
});
