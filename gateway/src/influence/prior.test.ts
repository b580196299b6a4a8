import { expect } from "chai";

import { attribute } from "../attribution/attribute.ts";
import { buildIndex } from "../attribution/build-index.ts";
import { hashWords } from "../attribution/hash-output.ts";
import { DEFAULT_OPTIONS } from "../attribution/options.ts";
import { comparePriors } from "./compare-priors.ts";
import { MOST_JUDGED_PPM } from "./credit-judged.ts";
import { readPrior, verifyPriorFile, writePrior } from "./prior-file.ts";
import { priorRoot, type InfluencePrior } from "./prior.ts";
import { priorWeights, type PriorWeights } from "./prior-weights.ts";
import { createProjectedGradientProvider } from "./projected-gradient.ts";

const hash = (byte: string) => `0x${byte.repeat(32)}` as const;
const prior: InfluencePrior = {
  adapter: hash("a1"),
  epoch: 7,
  snapshotRoot: hash("b2"),
  method: "projected-gradient",
  codeHash: hash("c3"),
  seed: 5,
  probesRoot: hash("d4"),
  tolerance: { weight: 100, outliersPpm: 250_000 },
  weights: [
    { contributionId: 3n, weight: 32_767 },
    { contributionId: 5n, weight: -4 },
    { contributionId: (1n << 56n) - 1n, weight: 0 },
    { contributionId: 1n << 24n, weight: 900 },
  ].sort((a, b) => (a.contributionId < b.contributionId ? -1 : 1)),
};

describe("influence priors", () => {
  it("come back from their file, and only with the committed root", () => {
    expect(readPrior(writePrior(prior))).to.deep.equal(prior);
    expect(verifyPriorFile(writePrior(prior), priorRoot(prior))).to.deep.equal(prior);
    expect(() => verifyPriorFile(writePrior({ ...prior, seed: 6 }), priorRoot(prior))).to.throw(priorRoot(prior));
  });

  it("have another root for any other field or weight", () => {
    const others: InfluencePrior[] = [
      ...(["adapter", "snapshotRoot", "codeHash", "probesRoot"] as const).map((field) => ({ ...prior, [field]: hash("ee") })),
      ...(["epoch", "seed"] as const).map((field) => ({ ...prior, [field]: 99 })),
      { ...prior, method: "another" },
      { ...prior, tolerance: { ...prior.tolerance, weight: 101 } },
      { ...prior, tolerance: { ...prior.tolerance, outliersPpm: 0 } },
      { ...prior, weights: prior.weights.slice(1) },
      { ...prior, weights: prior.weights.map((entry, i) => (i === 1 ? { ...entry, weight: entry.weight + 1 } : entry)) },
    ];
    expect(new Set([prior, ...others].map(priorRoot)).size).to.equal(others.length + 1);
  });

  it("are refused when malformed, naming what is wrong", () => {
    const written = JSON.parse(writePrior(prior)) as Record<string, unknown>;
    const cases: readonly (readonly [unknown, string])[] = [
      [
        {
          ...written,
          weights: [
            ["5", 1],
            ["3", 1],
          ],
        },
        "ascend",
      ],
      [{ ...written, weights: [["3", 40_000]] }, "weights.0.1"],
      [{ ...written, weights: [["3", 1.5]] }, "weights.0.1"],
      [{ ...written, weights: [[`${1n << 56n}`, 1]] }, "no contribution id"],
      [{ ...written, adapter: "0x12" }, "adapter"],
      [{ ...written, extra: 1 }, "extra"],
      [{ ...written, format: "other" }, "format"],
    ];
    for (const [value, problem] of cases) expect(() => readPrior(JSON.stringify(value)), problem).to.throw(problem);
    expect(() => readPrior("{")).to.throw("no JSON");
  });

  it("agree with a re-run within their tolerance and not beyond", () => {
    const shifted = (...by: readonly number[]): InfluencePrior => ({
      ...prior,
      weights: prior.weights.map((entry, i) => ({ ...entry, weight: entry.weight - (by[i] ?? 0) })),
    });
    expect(comparePriors(prior, prior)).to.deep.equal({ isWithin: true, largest: 0, beyond: 0 });
    expect(comparePriors(prior, shifted(100, -100, 30))).to.deep.equal({ isWithin: true, largest: 100, beyond: 0 });
    expect(comparePriors(prior, shifted(5_000))).to.deep.equal({ isWithin: true, largest: 5_000, beyond: 1 });
    expect(comparePriors(prior, shifted(101, 101)).isWithin).to.equal(false);
    expect(comparePriors(prior, { ...prior, seed: 1 })).to.deep.include({ isWithin: false });
    expect(comparePriors(prior, { ...prior, weights: prior.weights.slice(1) })).to.deep.include({ isWithin: false });
  });
});

const recipe = "Simmer the onions in butter until they are soft, then add the rice and stir it for two minutes before the broth goes in.";
const parser =
  "The parser reads a token at a time and keeps a stack of open brackets, so that an error names the bracket that was never closed.";
const garden =
  "Water the young trees in the evening, cover the roots with straw, and keep the deer away from the bark with a fence of wire.";

describe("the projected-gradient provider", () => {
  it("gives the same prior again, with the item nearest to the probe ahead", async () => {
    const provider = createProjectedGradientProvider({
      baseTexts: [garden],
      codeHash: hash("c3"),
      vocabulary: 80,
      epochs: 12,
      dimensions: 64,
    });
    const request = {
      ...{ adapter: hash("a1"), epoch: 1, snapshotRoot: hash("b2"), seed: 3 },
      items: [
        { contributionId: 9n, text: recipe },
        { contributionId: 4n, text: parser },
      ],
      probes: [`${parser.slice(0, 80)}.`],
    };
    const made = await provider.prior(request);
    expect(made.weights.map(({ contributionId }) => contributionId)).to.deep.equal([4n, 9n]);
    expect(made.weights[0]!.weight).to.equal(32_767);
    expect(made.weights[1]!.weight).to.be.lessThan(32_767);
    expect(await provider.prior({ ...request, items: [...request.items].reverse() })).to.deep.equal(made);
    expect(comparePriors(made, await provider.prior({ ...request, seed: 4 })).isWithin).to.equal(false);
    expect(readPrior(writePrior(made))).to.deep.equal(made);
  });
});

describe("judged legs", () => {
  const filler = Array.from(
    { length: 900 },
    (_, i) => `${"bcdfglmnprst"[i % 12]}${"aeiou"[(i * 7) % 5]}${"kvz"[(i * i) % 3]}${i % 90}`,
  ).join(" ");
  const index = buildIndex(
    [parser, recipe, garden, filler].map((text, i) => ({
      contributionId: BigInt(i + 1),
      contentRoot: hash("00"),
      text,
      noveltyPpm: i === 2 ? 500_000 : 1_000_000,
      commit: i,
    })),
  );
  const output =
    "Parsers keep a stack of brackets; errors name whichever token was left open, as cooks keep rice near the broth and onions in butter.";
  const NUMBER = 9;
  const weights = priorWeights(NUMBER, {
    weights: [
      { contributionId: 1n, weight: 32_767 },
      { contributionId: 2n, weight: -5_000 },
      { contributionId: 3n, weight: 32_767 },
    ],
  });
  const attributed = (judgedSharePpm: number, prior?: PriorWeights) =>
    attribute(index, { output, options: { ...DEFAULT_OPTIONS, judgedSharePpm }, ...(prior === undefined ? {} : { prior }) });

  it("are there only if the method leaves something to judgement and there is a prior", () => {
    expect(attributed(0, weights)).to.deep.equal(attributed(0));
    expect(attributed(200_000).legs.every((leg) => leg.class !== "judged")).to.equal(true);
  });

  it("go to items that the answer resembles and the prior favours, within their cap", () => {
    const plain = attributed(200_000);
    const result = attributed(200_000, weights);
    const judged = result.legs.filter((leg) => leg.class === "judged");
    // The prior speaks for the garden as well, which shares words with the answer; against the recipe, which shares more.
    expect(judged.map((leg) => leg.contributionId)).to.deep.equal([1n, 3n]);
    expect(plain.legs.map((leg) => leg.contributionId)).to.include(2n);
    expect(judged.reduce((sum, leg) => sum + leg.weight, 0)).to.be.at.most(10_000);
    expect(judged[0]!.weight).to.be.greaterThan(judged[1]!.weight);
    expect(result.legs.reduce((sum, leg) => sum + leg.weight, 0) + result.unattributed).to.equal(50_000);
    expect(result.legs.filter((leg) => leg.class !== "judged").length).to.equal(plain.legs.length);
    const records = result.evidence.filter((record) => record.class === "judged");
    expect(records.map(({ contributionId, itemStart }) => [contributionId, itemStart])).to.deep.equal([
      [1n, NUMBER],
      [3n, NUMBER],
    ]);
    for (const record of result.evidence) if (record.class === "recomputable") expect(record.itemStart).to.equal(0);
  });

  it("come out the same from the words' hashes alone, as a panel has them", () => {
    const options = { ...DEFAULT_OPTIONS, judgedSharePpm: 200_000 };
    const { spans: _shown, ...shown } = attribute(index, { output, options, prior: weights, retrieved: [2n] });
    const { spans: _hidden, ...hidden } = attribute(index, { output: hashWords(output), options, prior: weights, retrieved: [2n] });
    expect(hidden).to.deep.equal(shown);
    expect(() => attribute(index, { output: [], options: { ...options, foldInflections: 1 } })).to.throw(RangeError, "folds inflections");
  });

  it("may not be more than the protocol allows", () => {
    expect(() => attributed(MOST_JUDGED_PPM + 1, weights)).to.throw(RangeError, "judgedSharePpm");
  });
});
