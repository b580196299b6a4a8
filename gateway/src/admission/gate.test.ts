import { expect } from "chai";
import { readFileSync } from "node:fs";
import path from "node:path";

import { createAdmissionGate } from "./gate.ts";

const openzeppelin = path.join(import.meta.dirname, "../../../node_modules/@openzeppelin/contracts");
const real = [
  "utils/ReentrancyGuard.sol",
  "access/AccessControl.sol",
  "token/ERC20/ERC20.sol",
  "token/ERC721/ERC721.sol",
  "governance/Governor.sol",
  "utils/cryptography/ECDSA.sol",
  "access/manager/AccessManager.sol",
  "utils/math/Math.sol",
  "governance/TimelockController.sol",
].map((file, index) => ({ key: BigInt(index + 1), text: readFileSync(path.join(openzeppelin, file), "utf8"), licence: "MIT" }));
const [guard, ...others] = real;

function gateWith(items: typeof real) {
  const gate = createAdmissionGate();
  for (const item of items) gate.remember(item);
  return gate;
}

describe("admission gate", () => {
  it("accepts a real text and weighs it by what is new", () => {
    const report = gateWith(others).judge(guard!);
    expect(report.reason).to.equal("None");
    expect(report.noveltyPpm).to.be.within(300_000, 1_000_000);
  });

  it("refuses a copy with one word in ten changed, and names the original", () => {
    let index = 0;
    const edited = guard!.text.replace(/\w+/g, (word) => (index++ % 10 === 5 ? `changed${index}` : word));
    const report = gateWith(real).judge({ key: 99n, text: edited, licence: "MIT" });
    expect(report.reason).to.equal("NearDuplicate");
    expect(report.nearest?.key).to.equal(guard!.key);
    expect(report.noveltyPpm).to.equal(0);
  });

  it("refuses a collage of sentences from several texts", () => {
    const pieces = real.map(({ text }) => text.split(/\s+/).slice(200, 240).join(" "));
    expect(gateWith(real).judge({ key: 99n, text: pieces.join(" "), licence: "MIT" }).reason).to.equal("NearDuplicate");
  });

  it("refuses a list of keywords", () => {
    const words =
      "reentrancy exploit vault oracle overflow signature proxy delegatecall timelock governor nonce flashloan merkle upgrade guard".split(
        " ",
      );
    const text = Array.from({ length: 300 }, (_, index) => words[(index * 7 + (index >> 3)) % words.length]).join(" ");
    expect(gateWith(real).judge({ key: 99n, text, licence: "MIT" }).reason).to.equal("Stuffing");
  });

  it("refuses one word said again and again", () => {
    const text = `the ${"reentrancy is in the ".repeat(60)}`;
    expect(gateWith(real).judge({ key: 99n, text, licence: "MIT" }).reason).to.equal("Stuffing");
  });

  for (const [licence, text, reason] of [
    ["", guard!.text, "LicenceMissing"],
    ["UNLICENSED", guard!.text, "LicenceMissing"],
    ["MIT", `// SPDX-License-Identifier: UNLICENSED\n${guard!.text}`, "LicenceMissing"],
    ["MIT", `// SPDX-License-Identifier: BUSL-1.1\n${guard!.text}`, "LicenceIncompatible"],
    ["AGPL-3.0-only", guard!.text.replace("SPDX-License-Identifier: MIT", ""), "LicenceIncompatible"],
  ] as const) {
    it(`refuses licence "${licence}" with header ${/Identifier: ([\w.-]+)/.exec(text)?.[1] ?? "none"} as ${reason}`, () => {
      expect(gateWith(others).judge({ key: 99n, text, licence }).reason).to.equal(reason);
    });
  }

  it("has a defined answer for empty and tiny texts", () => {
    for (const text of ["", "one", "😀".repeat(3)]) {
      const report = gateWith(real).judge({ key: 99n, text, licence: "MIT" });
      expect(report.isAccepted).to.equal(false);
      expect(report.explanation).to.include("words");
    }
  });
});
