import { expect } from "chai";

import { suiteShape } from "./suite-shape.ts";

const someone = "0x00000000000000000000000000000000000000A1";
const without = { getCode: () => Promise.resolve("0x") };
const within = { getCode: () => Promise.resolve("0x60") };

async function errorOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "no error",
    (error: unknown) => (error as Error).message,
  );
}

describe("suiteShape", () => {
  it("takes a given governance, which is guardian and arbiter itself", async () => {
    expect(await suiteShape(without, { governance: someone, guardian: "" })).to.deep.equal({
      governance: "given",
      hasGuardian: false,
      hasArbiter: false,
      openIsNative: false,
      eas: "own",
    });
  });

  it("takes votes, and EAS where the chain has it", async () => {
    expect(await suiteShape(within, { governance: "", guardian: someone, arbiter: someone, treasury: someone })).to.deep.equal({
      governance: "governor",
      hasGuardian: true,
      hasArbiter: true,
      openIsNative: false,
      eas: "predeploy",
    });
  });

  it("names what is missing under votes", async () => {
    const full = { guardian: someone, arbiter: someone, treasury: someone };
    for (const name of ["guardian", "arbiter", "treasury"] as const) {
      expect(await errorOf(suiteShape(without, { ...full, [name]: "" }))).to.match(new RegExp(`parameter ${name} is missing`));
      expect(await errorOf(suiteShape(without, { ...full, [name]: "0x12" }))).to.match(new RegExp(`parameter ${name} is "0x12"`));
    }
    expect(await errorOf(suiteShape(without, { ...full, openIsNative: true }))).to.match(/parameter nativeSupply is missing/);
    expect((await suiteShape(without, { ...full, openIsNative: true, nativeSupply: "5" })).openIsNative).to.equal(true);
  });
});
