import { expect } from "chai";

import { sortLegs, type Leg } from "../../sdk/src/index.ts";
import { areLegsTrue } from "../../sdk/src/attribution/are-legs-true.ts";
import { AttributionLie } from "../../sdk/src/codes/attribution-lie.ts";
import { attributionWorld, randomOf, RULES, type Answer, type AttributionWorld, type Random } from "./world.ts";

const LIES_EACH = Number(process.env["ATTRIBUTION_LIES"] ?? 20);
const HONEST = Number(process.env["ATTRIBUTION_HONEST"] ?? 100);

type Change = (random: Random, honest: Answer, w: AttributionWorld) => Partial<Pick<Answer, "legs" | "records">> & { weightTotal?: number };

/** Each makes the legs unlike the records, or is tried again with another answer. */
const CHANGES: readonly (readonly [string, Change])[] = [
  [
    "weight is moved from one span to another",
    (random, { legs }) => {
      const spans = legs.filter((leg) => leg.class === "proven" && leg.weight > 10);
      const [from, to] = [spans[random.int(0, Math.max(spans.length - 1, 0))], spans[random.int(0, Math.max(spans.length - 1, 0))]];
      if (from === undefined || to === undefined || from === to) return {};
      const moved = random.int(5, from.weight - 1);
      const weightOf = (leg: Leg): number => (leg === from ? leg.weight - moved : leg === to ? leg.weight + moved : leg.weight);
      return { legs: legs.map((leg) => ({ ...leg, weight: weightOf(leg) })) };
    },
  ],
  [
    "a leg has no record",
    (random, { legs, records }, w) => {
      const taken = new Set(records.map(({ contributionId }) => contributionId));
      const free = w.ids.filter((id) => !taken.has(id));
      return {
        legs: sortLegs([...legs, { contributionId: free[random.int(0, free.length - 1)]!, weight: random.int(1, 99), class: "proven" }]),
      };
    },
  ],
  [
    "a record has no leg",
    (random, { legs }) => ({ legs: legs.filter((_, i) => i !== random.int(0, legs.length - 1)).slice(0, Math.max(legs.length - 1, 0)) }),
  ],
  [
    "spans have more than their share",
    (_, { legs }) => {
      const spans = legs.filter((leg) => leg.class === "proven");
      const sum = spans.reduce((total, { weight }) => total + weight, 0);
      if (sum === 0) return {};
      const scaled = (weight: number): number => Math.max(1, Math.round((weight * RULES.weightTotal * 0.8) / sum));
      return { legs: legs.map((leg) => (leg.class === "proven" ? { ...leg, weight: scaled(leg.weight) } : leg)) };
    },
  ],
  [
    "judged legs have more than their share",
    (random, { legs, records }, w) => {
      const contributionId = w.ids[random.int(0, w.ids.length - 1)]!;
      const positions = { outputStart: 0, outputLength: 0, itemStart: 1, itemLength: 0, documents: 0 };
      return {
        legs: sortLegs([...legs, { contributionId, weight: random.int(1, RULES.weightTotal), class: "judged" }]),
        records: [...records, { class: "judged", contributionId, ...positions, credit: 1n }],
      };
    },
  ],
  ["the total is another one", (random) => ({ weightTotal: RULES.weightTotal + random.int(1, 9_999) })],
];

describe("leg lists against random lies", function () {
  this.timeout(3_600_000);
  let w: AttributionWorld;

  before(async () => {
    w = await attributionWorld("legs");
  });

  const argumentsOf = async (answer: Answer) =>
    [await w.receiptOpening(answer), answer.context, w.recordsOf(answer), w.legsOf(answer)] as never as [never, never, never, never];

  for (const [name, change] of CHANGES) {
    it(`refutes ${LIES_EACH} receipts in which ${name}`, async () => {
      const random = randomOf(`legs ${name}`);
      let refuted = 0;
      while (refuted < LIES_EACH) {
        const honest = w.honest(random);
        if (honest.legs.length < 2) continue;
        const { weightTotal = RULES.weightTotal, ...changed } = change(random, honest, w);
        const made = w.answerOf(random, { ...honest, ...changed, hashes: honest.output.hashes, receipt: { weightTotal } });
        if (areLegsTrue({ ...made, weightTotal }, RULES)) continue;
        await w.evidenceProofs.refuteLegs.staticCall(...(await argumentsOf(made)));
        refuted++;
      }
    });
  }

  it(`refutes none of ${HONEST} honest receipts, by chain and sdk alike`, async () => {
    const random = randomOf("honest legs");
    for (let i = 0; i < HONEST; i++) {
      const answer = w.honest(random);
      expect(areLegsTrue({ ...answer, weightTotal: answer.receipt.weightTotal }, RULES)).to.equal(true);
      const outcome = await w.evidenceProofs.refuteLegs.staticCall(...(await argumentsOf(answer))).then(
        () => "convicted",
        (error: Error) => error.message,
      );
      expect(outcome, `receipt ${i}`).to.include("AttributionProofs_NoLie");
    }
  });

  it("punishes false legs once", async () => {
    const random = randomOf("legs once");
    const answer = w.answerOf(random, { ...w.honest(random), hashes: [1n], receipt: { weightTotal: 1 } });
    const args = await argumentsOf(answer);
    await expect(w.evidenceProofs.refuteLegs(...args)).to.emit(w.court, "LieProven");
    const [event] = await w.court.queryFilter(w.court.filters.LieProven(), await w.ethers.provider.getBlockNumber());
    expect(Number(event!.args.lie)).to.equal(AttributionLie.FalseLegs);
    await expect(w.evidenceProofs.refuteLegs(...args)).to.be.revertedWithCustomError(w.court, "AttributionCourt_AlreadyProven");
  });

  it("asks for all legs", async () => {
    const random = randomOf("all legs");
    const answer = w.honest(random);
    const [opening, context, records, legs] = await argumentsOf(answer);
    const short = (legs as unknown as string).slice(0, -20) as never;
    await expect(w.evidenceProofs.refuteLegs(opening, context, records, short)).to.be.revertedWithCustomError(
      w.evidenceProofs,
      "AttributionProofs_BadOpening",
    );
  });
});
