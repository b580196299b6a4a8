import { expect } from "chai";

import { createAdmissionGate, defaultPolicy } from "../../gateway/src/admission/gate.ts";
import { attacks, farmedTexts } from "./attacks.ts";
import { createRandom } from "./random.ts";
import { cheapestCartel, collusion, expectedValue, majority, worstLazy, type Round } from "./strategies.ts";
import { readHonestTexts, terms } from "./texts.ts";

const stakes = { feePerVote: 1e8, knownAnswerPenalty: 5e9, acceptancePenalty: 40e9 };
const round: Round = { items: 20, knownBad: 1, knownGood: 1, bad: 0.5, provable: 0.5, proven: 1, accuracy: 0.9, clear: 1, work: 1e6 };

describe("strategies of validators", () => {
  it("are worth what the rules say, computed by hand", () => {
    // 18 others: 9 bad and 9 good, of which 4.5 are copies that are proven.
    expect(expectedValue("honest", round, stakes)).to.be.closeTo((18 * 0.9 + 2) * 1e8 - 20e6, 1);
    expect(expectedValue("accept all", round, stakes)).to.be.closeTo(10 * 1e8 - 5e9 - 4.5 * 40e9, 1);
    expect(expectedValue("reject all", round, stakes)).to.be.closeTo(10 * 1e8 - 5e9, 1);
    expect(expectedValue("toss a coin", round, stakes)).to.be.closeTo(10 * 1e8 - 5e9 - 2.25 * 40e9, 1);
  });

  it("pay honesty more at every point of the grid, and would not without known answers", () => {
    expect(worstLazy(stakes).worst.ratio).to.be.below(1);
    const unknown: Round = { ...round, knownBad: 0, knownGood: 0, bad: 0 };
    expect(expectedValue("accept all", unknown, stakes)).to.be.above(expectedValue("honest", unknown, stakes));
  });

  it("give a cartel the panels of the binomial law, and less when somebody appeals", () => {
    expect(majority(0.5, 5)).to.be.closeTo(0.5, 1e-12);
    expect(majority(0.33, 3)).to.be.closeTo(3 * 0.33 ** 2 * 0.67 + 0.33 ** 3, 1e-12);
    const cartel = { share: 0.33, panel: 5, appeal: 0.1, proven: 0 };
    const money = { bond: 2e9, worth: 1e9 };
    expect(collusion({ ...cartel, appeal: 0.9 }, money, stakes).gain).to.be.below(collusion(cartel, money, stakes).gain);
    expect(collusion({ ...cartel, proven: 0.9 }, money, stakes).cost).to.be.above(collusion(cartel, money, stakes).cost);
    // What an item earns decides: a bond far below it would pay for the cartel.
    expect(cheapestCartel({ bond: 2e9, worth: 1e11 }, stakes).ratio).to.be.below(1);
  });
});

describe("farmers at the gate", function () {
  this.timeout(60_000);

  it("get no novelty worth having, whatever they try", async () => {
    const random = createRandom(7);
    const { base } = await readHonestTexts(random, { base: 32, each: 2 });
    const gate = createAdmissionGate(defaultPolicy, terms);
    for (const [i, { text, licence }] of base.entries()) gate.remember({ key: BigInt(i + 1), text, licence });
    for (const attack of attacks) {
      if (attack === "wash") continue;
      const texts = farmedTexts(attack, { victims: base.slice(0, 6), corpus: base, random });
      const novelty = texts.map((text) => gate.judge({ key: 99n, text, licence: "MIT" }).noveltyPpm);
      expect(Math.max(...novelty), attack).to.be.below(150_000);
      expect(novelty.filter((ppm) => ppm === 0).length, attack).to.be.at.least(5);
    }
  });
});
