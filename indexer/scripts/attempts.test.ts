import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { openAttempt } from "./attempts.ts";

describe("openAttempt", () => {
  it("builds anew after an unfinished backfill, and resumes after a finished one", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "openledger-attempts-"));
    const open = (schema: string) => openAttempt(path.join(folder, "deep", "data"), schema);
    expect(open("a").schema).to.equal("a");
    expect(open("a").schema).to.equal("a_2");
    const third = open("a");
    expect(third.schema).to.equal("a_3");
    third.finishBackfill();
    expect([open("a").schema, open("a").schema, open("a").isBackfilled]).to.deep.equal(["a_3", "a_3", true]);
    expect(open("b").schema).to.equal("b");
    expect(open("a").schema).to.equal("a_3");
    rmSync(folder, { recursive: true });
  });
});
