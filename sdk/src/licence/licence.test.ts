import { expect } from "chai";
import fc from "fast-check";

import { Consent } from "../codes/consent.ts";
import { checkProperty } from "../../test/check-property.ts";
import { readVectors } from "../../test/read-vectors.ts";
import { checkRegistration } from "./check-registration.ts";
import { ForbiddenUseError, LicenceSyntaxError } from "./errors.ts";
import { judgeUse, mayCombine, requireUse, type LicensedUse } from "./judge-use.ts";
import { COMPATIBLE_CLASSES, LicenceClass } from "./licence-class.ts";
import { LICENCE_CLASSES, licenceClassOf } from "./licence-table.ts";
import { parseLicence } from "./parse-licence.ts";

interface Vectors {
  readonly classes: readonly { readonly id: string; readonly code: string }[];
  readonly compatible: readonly string[];
  readonly cases: readonly {
    readonly use: LicensedUse;
    readonly sources: readonly { readonly name: string; readonly licence: string; readonly consent: string }[];
    readonly verdict: string;
    readonly reasons: readonly string[];
  }[];
}

const of = (licence: string, consent: Consent = Consent.Allowed) => ({ name: licence || "nothing", licence, consent });
const ids = [...LICENCE_CLASSES.keys()];
const term = (id: string) => ({ id, exception: undefined });

describe("licences", () => {
  const vectors = readVectors<Vectors>("licences");

  it("give the vectors", () => {
    expect([...LICENCE_CLASSES].map(([id, code]) => ({ code: `${code}`, id }))).to.deep.equal(vectors.classes);
    expect(COMPATIBLE_CLASSES.map(String)).to.deep.equal(vectors.compatible);
    expect(vectors.cases.length).to.be.greaterThan(30);
    for (const { use, sources, verdict, reasons } of vectors.cases) {
      const given = sources.map((source) => ({ ...source, consent: Number(source.consent) as Consent }));
      expect(judgeUse(use, given), JSON.stringify(sources)).to.deep.include({ verdict, reasons });
    }
  });

  it("are combined alike from both sides", () => {
    for (const a of ids) for (const b of ids) expect(mayCombine(term(a), term(b)), `${a} ${b}`).to.equal(mayCombine(term(b), term(a)));
  });

  it("never allow more when a source is added", () => {
    const expression = fc.array(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(" OR ").slice(0, 64));
    const list = fc.array(expression, { maxLength: 4 });
    checkProperty(
      fc.property(list, expression, fc.constantFrom<LicensedUse>("train", "infer", "mine"), (few, more, use) => {
        const before = judgeUse(
          use,
          few.map((licence) => of(licence)),
        ).verdict;
        const after = judgeUse(
          use,
          [...few, more].map((licence) => of(licence)),
        ).verdict;
        expect(before === "forbidden" && after !== "forbidden").to.equal(false);
      }),
      { numRuns: 300 },
    );
  });

  it("do not depend on the order of the sources", () => {
    checkProperty(
      fc.property(fc.shuffledSubarray(ids, { maxLength: 5 }), (some) => {
        const forward = judgeUse(
          "infer",
          some.map((id) => of(id)),
        ).verdict;
        expect(
          judgeUse(
            "infer",
            [...some].reverse().map((id) => of(id)),
          ).verdict,
        ).to.equal(forward);
      }),
      { numRuns: 200 },
    );
  });

  it("choose the alternative that fits all others", () => {
    expect(judgeUse("train", [of("GPL-2.0-only"), of("Apache-2.0 OR MIT")]).verdict).to.equal("allowed");
    expect(judgeUse("train", [of("GPL-2.0-only"), of("Apache-2.0 AND MIT")]).verdict).to.equal("forbidden");
    const three = [of("GPL-2.0-only OR Apache-2.0"), of("GPL-3.0-only OR CC-BY-SA-3.0"), of("AGPL-3.0-only")];
    expect(judgeUse("train", three).verdict).to.equal("allowed");
  });

  it("refuse with every reason, and with the pair", () => {
    expect(() => requireUse("infer", [of("GPL-2.0-only"), of("Apache-2.0")]))
      .to.throw(ForbiddenUseError, "Apache-2.0")
      .with.property("reasons")
      .that.deep.equals(["Apache-2.0 (Apache-2.0) and GPL-2.0-only (GPL-2.0-only) may not be combined"]);
    const two = [of("MIT", Consent.NotAllowed), of("CC-BY-ND-4.0")];
    expect(judgeUse("train", two).reasons).to.deep.equal([
      "MIT does not consent to train",
      "CC-BY-ND-4.0: CC-BY-ND-4.0 does not allow adapted works",
    ]);
  });

  it("name what cannot be read or is not known", () => {
    for (const bad of [
      "",
      "   ",
      "MIT OR",
      "(MIT",
      "MIT)",
      "MIT Apache-2.0",
      "WITH x",
      "MIT/ISC",
      "MIT\u0000",
      "M".repeat(65),
      "MIT WITH",
      "\ud800",
    ]) {
      expect(() => parseLicence(bad), JSON.stringify(bad)).to.throw(LicenceSyntaxError);
      expect(judgeUse("infer", [of(bad)]).verdict).to.equal("forbidden");
    }
    expect(() => parseLicence("x".repeat(65_536))).to.throw(LicenceSyntaxError, "65536 characters");
    expect(judgeUse("infer", [of("Made-Up-1.0")]).reasons[0]).to.include("Made-Up-1.0 is not known here");
    expect(licenceClassOf("toString")).to.equal(LicenceClass.Unknown);
  });

  it("are asked before a model is registered", async () => {
    const terms: Record<number, { licence: string; train: number }> = {
      1: { licence: "GPL-2.0-only", train: 2 },
      2: { licence: "Apache-2.0", train: 2 },
      3: { licence: "MIT", train: 1 },
      4: { licence: "MIT", train: 0 },
    };
    const trainedOn = (...parents: number[]) => parents.map((parent) => ({ relation: 0, kind: 1, parent }));
    const check = (parents: number[], more: { relation: number; kind: number; parent: number }[] = []) =>
      checkRegistration([...trainedOn(...parents), ...more], async (datanet) => terms[datanet]!).then(
        ({ verdict, conditions }) => [verdict, ...conditions].join(),
        (error: unknown) => (error as ForbiddenUseError).reasons.join(),
      );
    expect(await check([])).to.equal("allowed");
    expect(await check([2, 3], [{ relation: 1, kind: 2, parent: 4 }])).to.equal("constrained,Datanet 3");
    expect(await check([1, 2])).to.equal("Apache-2.0 (Datanet 2) and GPL-2.0-only (Datanet 1) may not be combined");
    expect(await check([2, 4])).to.equal("Datanet 4 does not consent to train");
  });

  it("know retired names, other cases and linking exceptions", () => {
    expect(licenceClassOf("gpl-2.0+")).to.equal(LicenceClass.Gpl2OrLater);
    expect(licenceClassOf("mit")).to.equal(LicenceClass.Permissive);
    expect(judgeUse("infer", [of("GPL-2.0-only WITH Classpath-exception-2.0"), of("Apache-2.0")]).verdict).to.equal("allowed");
  });
});
