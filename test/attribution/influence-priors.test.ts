import { expect } from "chai";
import { encodePacked, keccak256, toHex, type Hex } from "viem";

import { priorRoot, type InfluencePrior } from "../../gateway/src/influence/prior.ts";
import { merkleProof } from "../../sdk/src/index.ts";
import { attributionWorld, GATEWAY_ID, type AttributionWorld } from "./world.ts";

const DAY = 86_400;

/** A prior as the gateway package commits to it, in the suite as it is deployed. */
describe("influence priors of the deployed suite", function () {
  this.timeout(900_000);
  let w: AttributionWorld;

  before(async () => {
    w = await attributionWorld("priors");
    await w.suite.openToken.approve(w.suite.influencePriors, w.ethers.MaxUint256);
  });

  it("are published by the root that the gateway package computes, and usable after their wait", async () => {
    const { influencePriors, actor } = w.suite;
    const hash = (text: string): Hex => keccak256(toHex(text));
    const prior: InfluencePrior = {
      adapter: hash("adapter"),
      epoch: 7,
      snapshotRoot: hash("snapshot"),
      method: "projected-gradient",
      codeHash: hash("code"),
      seed: 3,
      probesRoot: hash("probes"),
      tolerance: { weight: 327, outliersPpm: 10_000 },
      weights: w.ids.slice(0, 4).map((contributionId, i) => ({ contributionId, weight: 1_000 * i - 1_500 })),
    };
    const { method, tolerance, weights, ...same } = prior;
    const header = {
      ...same,
      methodHash: hash(method),
      tolerance: tolerance.weight,
      outliersPpm: tolerance.outliersPpm,
      count: weights.length,
    };
    const leaves = [
      (await influencePriors.headerHash(header)) as Hex,
      ...weights.map(({ contributionId, weight }) => keccak256(encodePacked(["uint8", "uint56", "int16"], [1, contributionId, weight]))),
    ];
    const root = priorRoot(prior);
    const before = await w.suite.openToken.balanceOf(actor);
    const published = influencePriors.publish(GATEWAY_ID, root, header, [...merkleProof(leaves, 0)], "https://gateway.example/prior");
    await expect(published).to.emit(influencePriors, "PriorPublished");
    const { bond } = await influencePriors.priorTerms();
    expect(before - (await w.suite.openToken.balanceOf(actor))).to.equal(bond * 10n ** 9n);
    const { usableFrom } = await influencePriors.priorOf(1);
    expect(Number(usableFrom)).to.equal((await w.networkHelpers.time.latest()) + 3 * DAY);
    expect([await influencePriors.isUsableAt(1, usableFrom - 1n), await influencePriors.isUsableAt(1, usableFrom)]).to.deep.equal([
      false,
      true,
    ]);

    const items = [1, 4].map((index) => ({
      contribution: weights[index - 1]!.contributionId,
      weight: weights[index - 1]!.weight,
      index,
      path: [...merkleProof(leaves, index)],
    }));
    // Nobody has staked here: there is no committee to ask.
    await expect(influencePriors.challenge(1, items, 1)).to.be.revertedWithCustomError(influencePriors, "InfluencePriors_TooFewSeats");
  });
});
