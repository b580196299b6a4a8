import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { methodId } from "../../gateway/src/attribution/method-id.ts";
import { readPrior, writePrior } from "../../gateway/src/influence/prior-file.ts";
import { priorRoot } from "../../gateway/src/influence/prior.ts";
import { EXIT, runPrior } from "./main.ts";

const ADAPTER = `0x${"a1".repeat(32)}`;
const ITEMS = {
  "parser.txt":
    "The parser reads a token at a time and keeps a stack of open brackets, so that an error names the bracket that was never closed.",
  "recipe.txt": "Simmer the onions in butter until they are soft, then add the rice and stir it for two minutes before the broth goes in.",
};
const BASE = "Water the young trees in the evening, cover the roots with straw, and keep the deer away from the bark with a fence of wire.";
const PROBE = "A parser keeps a stack of open brackets and names the one that was never closed.";

describe("npm run prior", function () {
  this.timeout(60_000);
  let folder: string;
  let file: string;
  const at = (...parts: string[]) => path.join(folder, ...parts);
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "openledger-prior-"));
    file = at("prior.json");
    const folders: Record<string, Record<string, string>> = { items: ITEMS, base: { "base.txt": BASE }, probes: { "probe.txt": PROBE } };
    for (const [place, texts] of Object.entries(folders)) {
      await mkdir(at(place));
      for (const [name, text] of Object.entries(texts)) await writeFile(at(place, name), text);
    }
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function prior(...argv: string[]) {
    const lines: string[] = [];
    const code = await runPrior(argv, {}, { say: (line) => void lines.push(line), warn: (line) => void lines.push(`! ${line}`) });
    return { code, text: lines.join("\n") };
  }
  const compute = (out: string, ...more: string[]) =>
    prior(
      ...["compute", at("items"), "--adapter", ADAPTER, "--epoch", "3", "--base", at("base"), "--probes", at("probes"), "--out", out],
      ...["--vocabulary", "80", "--dimensions", "64", "--epochs", "12", ...more],
    );

  it("computes a prior that favours what the probes resemble, and prints its root", async () => {
    const { code, text } = await compute(file);
    expect(code, text).to.equal(EXIT.done);
    const made = readPrior(await readFile(file, "utf8"));
    expect(made.weights.map(({ contributionId }) => contributionId)).to.deep.equal([1n, 2n]);
    expect(made.weights[0]!.weight).to.equal(32_767);
    expect([made.adapter, made.epoch]).to.deep.equal([ADAPTER, 3]);
    expect(text).to.contain(`root ${priorRoot(made)}`);
    expect(await prior("root", file)).to.deep.equal({ code: EXIT.done, text: priorRoot(made) });
  });

  it("bears out what a re-run gives, and nothing else", async () => {
    const made = readPrior(await readFile(file, "utf8"));
    expect(await prior("check", file, at("items"))).to.deep.include({ code: EXIT.done });
    const changed = { ...made, weights: made.weights.map((entry) => ({ ...entry, weight: entry.weight - 2_000 })) };
    const other = at("other.json");
    await writeFile(other, writePrior(changed));
    const found = await prior("check", other, at("items"), "--inputs", at("prior.inputs.json"));
    expect(found).to.deep.equal({
      code: EXIT.deviates,
      text: "not borne out: 2 of 2 weights differ by more than 327, the largest by 2000",
    });
  });

  it("says when texts, probes or options are not those that the prior commits to", async () => {
    const inputs = JSON.parse(await readFile(at("prior.inputs.json"), "utf8")) as Record<string, unknown>;
    const cases = [
      [{ ...inputs, probes: ["another"] }, "the probes are not those"],
      [{ ...inputs, base: ["another"] }, "code, options or base texts"],
      [{ ...inputs, epochs: 13 }, "code, options or base texts"],
      [{ ...inputs, more: 1 }, "Unrecognized key"],
    ] as const;
    for (const [changed, says] of cases) {
      await writeFile(at("changed.json"), JSON.stringify(changed));
      const { code, text } = await prior("check", file, at("items"), "--inputs", at("changed.json"));
      expect([code, text]).to.satisfy(([c, t]: [number, string]) => c === EXIT.failed && t.includes(says), text);
    }
    const { code, text } = await prior("check", file, at("base"));
    expect([code, text.includes("the folders hold snapshot")]).to.deep.equal([EXIT.failed, true]);
  });

  it("prints the methods that leave something to judgement", async () => {
    expect((await prior("method", "0")).text.split("\n")[0]).to.equal(methodId());
    const { text } = await prior("method", "20");
    expect(text).to.contain("judgedSharePpm=200000");
    expect(text.split("\n")[0]).not.to.equal(methodId());
  });

  it("says what is missing", async () => {
    for (const [argv, says] of [
      [["fly", file], "there is no command fly"],
      [["check"], "say what to check"],
      [["check", file], "name the folders"],
      [["compute", at("items")], "--adapter"],
      [["compute", at("items"), "--adapter", ADAPTER], "--base"],
      [["compute", at("items"), "--adapter", "0x12"], "64 hex digits"],
      [["method", "26"], "from 0 to 25"],
      [["publish", file], "--gateway-id"],
      [["publish", file, "--gateway-id", "1"], "--uri"],
      [["publish", file, "--gateway-id", "1", "--uri", "x"], "OPENLEDGER_PRIOR_KEY"],
      [["challenge", file, at("items")], "--number"],
      [["root", at("nowhere.json")], "cannot be read"],
    ] as const) {
      const { code, text } = await prior(...argv);
      expect([code, text]).to.satisfy(([c, t]: [number, string]) => c === EXIT.failed && t.includes(says), `${text}, not ${says}`);
    }
  });
});
