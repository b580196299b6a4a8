import { expect } from "chai";
import fc from "fast-check";

import { checkProperty } from "../../test/check-property.ts";
import { readVectors } from "../../test/read-vectors.ts";
import { canonicalText, MAX_TEXT_BYTES } from "./canonical-text.ts";
import { EmptyTextError, ForbiddenCharacterError, TextTooLongError } from "./errors.ts";

interface Vectors {
  readonly cases: readonly { readonly input: string; readonly canonical: string }[];
  readonly refused: readonly {
    readonly codeUnits: readonly string[];
    readonly repeat: string;
    readonly error: string;
    readonly message: string;
  }[];
}

describe("canonicalText", function () {
  this.timeout(20_000);

  const vectors = readVectors<Vectors>("content");

  it("gives the vectors", () => {
    for (const { input, canonical } of vectors.cases) expect(canonicalText(input)).to.equal(canonical);
  });

  it("refuses what the vectors say, with the same words", () => {
    for (const { codeUnits, repeat, error, message } of vectors.refused) {
      const input = String.fromCharCode(...codeUnits.map(Number)).repeat(Number(repeat));
      expect(() => canonicalText(input))
        .to.throw(message)
        .with.property("name", error);
    }
  });

  it("folds every white space of the specification", () => {
    const ranges = [
      [0x09, 0x0d],
      [0x20],
      [0x85],
      [0xa0],
      [0x1680],
      [0x2000, 0x200a],
      [0x2028, 0x2029],
      [0x202f],
      [0x205f],
      [0x3000],
      [0xfeff],
    ];
    const white = ranges.flatMap(([first, last = first]) => Array.from({ length: last! - first! + 1 }, (_, i) => first! + i));
    expect(white).to.have.length(26);
    for (const code of white) expect(canonicalText(`a${String.fromCharCode(code)}b`), code.toString(16)).to.equal("a b");
    expect(canonicalText(`a${String.fromCharCode(...white)}b`)).to.equal("a b");
  });

  it("removes every other control character before it folds and composes", () => {
    for (let code = 1; code <= 0x9f; code++) {
      if ((code >= 0x20 && code < 0x7f) || (code >= 0x09 && code <= 0x0d) || code === 0x85) continue;
      const control = String.fromCharCode(code);
      expect(canonicalText(`a ${control} b e${control}\u0301`), code.toString(16)).to.equal("a b \u00e9");
    }
  });

  it("names the position of a NUL and of a lone surrogate", () => {
    expect(() => canonicalText("ab\0"))
      .to.throw(ForbiddenCharacterError)
      .with.property("position", 2);
    expect(() => canonicalText("\u{1f512}\udc00"))
      .to.throw(ForbiddenCharacterError)
      .with.property("position", 2);
    expect(() => canonicalText("\ud800\u{1f512}"))
      .to.throw(ForbiddenCharacterError)
      .with.property("position", 0);
  });

  it("counts bytes, not characters", () => {
    const half = "é".repeat(MAX_TEXT_BYTES / 2);
    expect(canonicalText(half)).to.equal(half);
    expect(() => canonicalText(`${half}a`)).to.throw(TextTooLongError, "1048577");
    expect(() => canonicalText("\u0001")).to.throw(EmptyTextError);
  });

  it("changes canonical text no further", () => {
    const parts = fc.constantFrom(
      "a",
      "e",
      "\u0301",
      " ",
      "\t",
      "\u0001",
      "\u0085",
      "\u009f",
      "\u00a0",
      "\ufeff",
      "\u1100",
      "\u1161",
      "\u{1f512}",
      "\u212b",
    );
    const anyCharacter = fc.integer({ min: 1, max: 0x10ffff - 0x800 }).map((n) => String.fromCodePoint(n < 0xd800 ? n : n + 0x800));
    const text = fc.array(fc.oneof(parts, anyCharacter), { maxLength: 30 }).map((all) => all.join(""));
    checkProperty(
      fc.property(text, (input) => {
        let once: string;
        try {
          once = canonicalText(input);
        } catch (error) {
          return error instanceof EmptyTextError;
        }
        return canonicalText(once) === once && once === once.normalize("NFC") && once === once.trim() && !/ {2}|\p{Cc}/u.test(once);
      }),
      { numRuns: 200 },
    );
  });
});
