import { expect } from "chai";

import { parseKnown } from "./known-answers.ts";
import { UsageError } from "./output.ts";

describe("known answers of the command line", () => {
  const items = [10n, 20n, 30n];

  it("are sets of the items' places in the round", () => {
    expect(parseKnown(["30=reject", "10=accept"], items)).to.deep.equal({ known: 0b101n, accept: 0b001n });
  });

  for (const [what, text, message] of [
    ["of an item that is not in the round", "40=accept", "not among the 3 items"],
    ["that are no answer", "10=maybe", "must end in =accept or =reject"],
    ["without a contribution", "=accept", "is no contribution id"],
  ] as const) {
    it(`are refused ${what}`, () => {
      expect(() => parseKnown([text], items)).to.throw(UsageError, message);
    });
  }
});
