/* eslint-disable @typescript-eslint/no-unsafe-argument, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return, @typescript-eslint/no-explicit-any -- bodies of all routes are read as they come */
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { canonicalText, contextRoot, legsRoot, type Leg } from "@openledger/sdk";
import { expect } from "chai";
import type { Hex } from "viem";

import { BASE_WEIGHTS, fakeChain, MODEL, TUNED_WEIGHTS } from "../../test/fake-chain.ts";
import { startGateway, type Started } from "../../test/start-gateway.ts";
import { buildIndex } from "../attribution/build-index.ts";
import { methodId } from "../attribution/method-id.ts";
import { judgedMethod } from "../attribution/methods.ts";
import { recompute } from "../attribution/recompute.ts";
import { writePrior } from "../influence/prior-file.ts";
import { priorRoot, type InfluencePrior } from "../influence/prior.ts";
import { createPriors } from "./priors.ts";

const JUDGED = "judged-helper";
const ASKED = "How do I prevent reentrant calls to a function, with a guard that a contract can inherit?";
const NUMBER = 7;

describe("influence priors of a gateway", function () {
  this.timeout(60_000);
  let started: Started;
  let key: string;
  let prior: InfluencePrior;

  before(async () => {
    const fake = fakeChain();
    started = await startGateway({ fake });
    fake.emit("OfferingPublished", {
      offering: 2,
      gateway: 1,
      record: { ...fake.record, label: JUDGED, methodId: methodId(judgedMethod(20)) },
    });
    await fake.chain.refresh();
    key = await started.createKey();
    prior = {
      ...{ adapter: TUNED_WEIGHTS, epoch: 3, snapshotRoot: fake.itemRoot, method: "projected-gradient", codeHash: BASE_WEIGHTS, seed: 1 },
      ...{ probesRoot: BASE_WEIGHTS, tolerance: { weight: 100, outliersPpm: 0 } },
      weights: fake.contributions.map(({ id }, i) => ({ contributionId: id, weight: 32_767 - 1_000 * i })),
    };
  });
  after(() => started.close());
  beforeEach(async () => {
    started.fake.state.priors = [];
    started.fake.state.isDown = false;
    await rm(path.join(started.home, "priors"), { recursive: true, force: true });
    await mkdir(path.join(started.home, "priors"), { recursive: true });
  });

  const place = (made: InfluencePrior, name = "adapter.json") => writeFile(path.join(started.home, "priors", name), writePrior(made));
  const publish = (made: InfluencePrior, change: Record<string, unknown> = {}): void => {
    const { adapter, snapshotRoot } = made;
    const window = { usableFrom: 1, unusableFrom: 2 ** 40 };
    started.fake.state.priors.push({
      number: NUMBER,
      root: priorRoot(made),
      isStanding: true,
      adapter,
      snapshotRoot,
      ...window,
      ...change,
    });
  };
  async function served(model = JUDGED) {
    const body = { model, messages: [{ role: "user", content: ASKED }] };
    const answer = await started.call("/v1/chat/completions", { key, body });
    expect(answer.status, answer.text).to.equal(200);
    const id = answer.json.openledger.receipt_id as Hex;
    const receipt = (await started.call(`/v1/receipts/${id}`)).json;
    const evidence = (await started.call(`/v1/receipts/${id}/evidence`, { key })).json;
    const legs: Leg[] = receipt.legs.map((leg: any) => ({ ...leg, contributionId: BigInt(leg.contributionId) }));
    expect(legsRoot(legs)).to.equal(receipt.receipt.legsRoot);
    expect(contextRoot(evidence)).to.equal(receipt.receipt.contextRoot);
    return {
      output: answer.json.choices[0].message.content as string,
      claimed: { ...evidence, legs: receipt.legs, unattributed: receipt.unattributed },
      legs,
    };
  }
  const judgedOf = (legs: readonly Leg[]) => legs.filter((leg) => leg.class === "judged");
  const index = () =>
    buildIndex(
      started.fake.contributions.map(({ id, item, text }, i) => ({
        ...{ contributionId: id, contentRoot: item.contentRoot, noveltyPpm: 1_000_000 },
        ...{ text: canonicalText(text), commit: started.fake.chain.catalogue().contributions.get(id)?.commit ?? i },
      })),
    );

  it("make judged legs that name the prior, and receipts that nobody recomputes without its file", async () => {
    await place(prior);
    publish(prior);
    await started.gateway.priors.refresh();
    const { output, claimed, legs } = await served();
    expect(judgedOf(legs).length).to.be.greaterThan(0);
    const records = claimed.evidence.filter((record: any) => record.class === "judged");
    expect(new Set(records.map(({ itemStart }: any) => itemStart))).to.deep.equal(new Set([NUMBER]));
    expect(claimed.prior).to.deep.equal({ number: NUMBER, root: priorRoot(prior) });
    expect(claimed.methodId).to.equal(methodId(judgedMethod(20)));

    expect(recompute(index(), { claimed, output, prior })).to.include({ isEqual: true });
    const differenceOf = (given: object): string => {
      const result = recompute(index(), { claimed, output, prior, ...given });
      return result.isEqual ? "equal" : result.firstDifference;
    };
    expect(differenceOf({ prior: undefined })).to.contain(`the file of influence prior ${NUMBER}`);
    expect(differenceOf({ prior: { ...prior, seed: 2 } })).to.contain("the file given has root");
    expect(differenceOf({ claimed: { ...claimed, prior: undefined } })).to.contain("does not say the root");
    expect(differenceOf({ claimed: { ...claimed, prior: { ...claimed.prior, number: 8 } } })).to.contain(`name ${NUMBER}`);
    expect(differenceOf({ claimed: { ...claimed, snapshotRoot: BASE_WEIGHTS } })).to.contain("is about snapshot");
    const changed = { ...prior, weights: prior.weights.map((entry) => ({ ...entry, weight: entry.weight - 5_000 })) };
    expect(differenceOf({ prior: changed, claimed: { ...claimed, prior: { number: NUMBER, root: priorRoot(changed) } } })).to.contain(
      "credit is",
    );
  });

  it("are served with their inputs, by root", async () => {
    await place(prior);
    await started.gateway.priors.refresh();
    const { json: list } = await started.call("/v1/priors");
    expect(list.data).to.have.lengthOf(1);
    expect(list.data[0]).to.include({ root: priorRoot(prior), number: null, is_standing: false });
    const root = priorRoot(prior);
    expect((await started.call(`/v1/priors/${root}`)).text).to.equal(writePrior(prior));
    expect((await started.call(`/v1/priors/${root}/inputs`)).json.error.code).to.equal("inputs_not_found");
    await writeFile(path.join(started.home, "priors", "adapter.inputs.json"), "{}");
    expect((await started.call(`/v1/priors/${root}/inputs`)).text).to.equal("{}");
    expect((await started.call(`/v1/priors/${BASE_WEIGHTS}`)).json.error.code).to.equal("prior_not_found");
  });

  const UNUSED: readonly (readonly [string, () => Promise<void> | void, string?])[] = [
    ["one that is not published", () => {}],
    ["another file than what is published", () => publish(prior, { root: BASE_WEIGHTS })],
    ["a challenged or refuted one", () => publish(prior, { isStanding: false })],
    ["one that still waits", () => publish(prior, { usableFrom: 2 ** 39 })],
    ["one that has expired", () => publish(prior, { unusableFrom: 2 })],
    [
      "one about another snapshot",
      async () => {
        const other = { ...prior, snapshotRoot: BASE_WEIGHTS };
        await place(other);
        publish(other);
      },
    ],
    [
      "one about another adapter",
      async () => {
        const other = { ...prior, adapter: methodId() };
        await place(other);
        publish(other);
      },
    ],
    ["any for a method that leaves nothing to judgement", () => publish(prior), MODEL],
  ];
  for (const [name, make, model] of UNUSED) {
    it(`do not use ${name}`, async () => {
      await place(prior);
      await make();
      await started.gateway.priors.refresh();
      const { legs, claimed, output } = await served(model);
      expect(judgedOf(legs)).to.deep.equal([]);
      expect(claimed).to.not.have.property("prior");
      expect(recompute(index(), { claimed, output })).to.include({ isEqual: true });
    });
  }

  it("use none when the chain cannot be asked, or has not been for a minute, and go on as soon as it answers", async () => {
    await place(prior);
    publish(prior);
    let now = 0;
    const { state, chain } = started.fake;
    const priors = createPriors({ folder: path.join(started.home, "priors"), pool: started.gateway.attribution, chain, clock: () => now });
    const corpus = { offering: chain.catalogue().offerings.get(2)!, snapshotRoot: prior.snapshotRoot };
    const find = () => priors.find(chain.catalogue(), corpus, Date.now())?.weights.number;
    await priors.refresh();
    expect(find()).to.equal(NUMBER);
    state.isDown = true;
    expect(await priors.refresh().catch((error: Error) => error.message)).to.equal("connection refused");
    expect(find()).to.equal(undefined);
    state.isDown = false;
    await priors.refresh();
    expect(find()).to.equal(NUMBER);
    now += 60_001;
    expect(find()).to.equal(undefined);
  });

  it("fall back on one about the model, and say what is wrong with files that are none", async () => {
    const lines: string[] = [];
    const about = { ...prior, adapter: BASE_WEIGHTS };
    await place(about);
    await writeFile(path.join(started.home, "priors", "broken.json"), "{");
    publish(about);
    const { chain } = started.fake;
    const folder = path.join(started.home, "priors");
    const priors = createPriors({ folder, pool: started.gateway.attribution, chain, log: (line) => lines.push(line) });
    for (let i = 0; i < 2; i++) await priors.refresh();
    expect(lines).to.deep.equal([`${path.join(folder, "broken.json")} is not used: the influence prior is no JSON`]);
    const corpus = { offering: chain.catalogue().offerings.get(2)!, snapshotRoot: prior.snapshotRoot };
    expect(priors.find(chain.catalogue(), corpus, Date.now())?.root).to.equal(priorRoot(about));
  });
});
