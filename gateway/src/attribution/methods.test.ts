import { expect } from "chai";

import { MOST_JUDGED_PPM } from "../influence/credit-judged.ts";
import { methodId } from "./method-id.ts";
import { judgedMethod, methodOf } from "./methods.ts";
import { DEFAULT_OPTIONS } from "./options.ts";

describe("the methods of the engine", () => {
  it("differ in what they leave to judgement alone, and are found by their ids", () => {
    const ids = new Set<string>();
    for (let percent = 0; percent * 10_000 <= MOST_JUDGED_PPM; percent++) {
      const options = judgedMethod(percent);
      expect(options).to.deep.equal({ ...DEFAULT_OPTIONS, judgedSharePpm: percent * 10_000 });
      expect(methodOf(methodId(options))).to.equal(options);
      ids.add(methodId(options));
    }
    expect(ids.size).to.equal(26);
    expect(judgedMethod(0)).to.equal(DEFAULT_OPTIONS);
  });

  it("are no others", () => {
    for (const percent of [-1, 0.5, 26]) expect(() => judgedMethod(percent), `${percent}`).to.throw(RangeError, "whole percent");
    expect(methodOf(methodId({ ...DEFAULT_OPTIONS, judgedSharePpm: 15_000 }))).to.equal(undefined);
    expect(methodOf(methodId({ ...DEFAULT_OPTIONS, bm25Items: 25 }))).to.equal(undefined);
  });
});
