import { expect } from "chai";

import { refuteRecord, type SpanRefutation } from "../../sdk/src/index.ts";
import { areLegsTrue } from "../../sdk/src/attribution/are-legs-true.ts";
import {
  isMalformedSpan,
  neighboursOf,
  refuteCommonSpan,
  refuteFalseSpan,
  refuteLaterItem,
  refuteShorterSpan,
} from "../../sdk/src/attribution/refute-span.ts";
import type { SpanSubject } from "../../sdk/src/attribution/span-subject.ts";
import { AttributionLie } from "../../sdk/src/codes/attribution-lie.ts";
import { LIES, type FalseAnswer } from "./lies.ts";
import { refutationCall } from "./refutation-call.ts";
import { attributionWorld, GATEWAY_ID, randomOf, RULES, type AttributionWorld, type Random } from "./world.ts";

/** Lies of each class and honest receipts; `npm run simulate:attribution` runs 200 and 1,000. */
const LIES_EACH = Number(process.env["ATTRIBUTION_LIES"] ?? 20);
const HONEST = Number(process.env["ATTRIBUTION_HONEST"] ?? 100);
const standing = () => true;

/** What shows a lie of one class. */
const BUILDERS: Readonly<Record<SpanRefutation["lie"], (subject: SpanSubject) => SpanRefutation | undefined>> = {
  FalseSpan: refuteFalseSpan,
  MalformedSpan: ({ record }) => (isMalformedSpan(record, RULES) ? { lie: "MalformedSpan" } : undefined),
  ForeignItem: ({ index, record }) => ({ lie: "ForeignItem", neighbours: neighboursOf(index, record.contributionId)! }),
  ShorterSpan: (subject) => refuteShorterSpan(subject, standing),
  LaterItem: (subject) => refuteLaterItem(subject, RULES, standing),
  CommonSpan: (subject) => refuteCommonSpan(subject, standing),
};

const CODES = {
  FalseSpan: "FalseSpan",
  MalformedSpan: "FalseSpan",
  ForeignItem: "FalseSpan",
  ShorterSpan: "ShorterSpan",
  LaterItem: "LaterItem",
  CommonSpan: "CommonSpan",
} as const;

describe("span proofs against random lies", function () {
  this.timeout(3_600_000);
  let w: AttributionWorld;

  before(async () => {
    w = await attributionWorld();
  });

  /** A false answer of one class, from as many honest ones as it takes. */
  function draw(make: (typeof LIES)[number][1], random: Random): FalseAnswer {
    for (;;) {
      const made = make(w, random, w.honest(random));
      if (made !== undefined) return made;
    }
  }

  const subjectOf = ({ answer, place }: FalseAnswer): SpanSubject => ({
    index: w.index,
    output: answer.output,
    record: answer.records[place]!,
  });

  for (const [name, make] of LIES) {
    it(`refutes ${LIES_EACH} cases of ${name}`, async () => {
      const random = randomOf(`lies ${name}`);
      let refuted = 0;
      for (let i = 0; i < LIES_EACH; i++) {
        const made = draw(make, random);
        const shown = BUILDERS[made.lie](subjectOf(made));
        expect(shown, `case ${i}: nothing to show`).not.to.equal(undefined);
        const [call, args] = await refutationCall(w, made, shown!);
        await call.staticCall(...args);
        expect(refuteRecord(subjectOf(made), RULES), `case ${i}: the watcher sees nothing`).not.to.equal(undefined);
        refuted++;
      }
      expect(refuted).to.equal(LIES_EACH);
    });

    it(`pays for one case of ${name}, once`, async () => {
      const random = randomOf(`paid ${name}`);
      const made = draw(make, random);
      const shown = BUILDERS[made.lie](subjectOf(made))!;
      const [call, args] = await refutationCall(w, made, shown);
      const before = {
        bond: (await w.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond,
        prover: await w.openToken.balanceOf(w.actor.address),
        credit: await w.court.totalCredit(),
      };
      const { fee } = made.answer.receipt;
      const penalty = await w.court.penalty();
      const sent = call(...args);
      await expect(sent).to.emit(w.court, "LieProven");
      const { gasUsed, blockNumber } = (await (await sent).wait())!;
      expect(Number(gasUsed)).to.be.lessThan(1_500_000);
      const [event] = await w.court.queryFilter(w.court.filters.LieProven(), blockNumber);
      expect(Number(event!.args.lie)).to.equal(AttributionLie[CODES[made.lie]]);
      const toProver = ((penalty as bigint) * 2n) / 5n;
      expect([event!.args.slashed, event!.args.toHarmed, event!.args.toProver]).to.deep.equal([penalty + fee, fee, toProver]);
      const named = made.lie === "ShorterSpan" ? "item" : made.lie === "LaterItem" ? "earlier" : undefined;
      const harmed =
        named === undefined ? 1n : (shown as unknown as Record<string, { contributionId: bigint }>)[named]!.contributionId >> 24n;
      expect(event!.args.harmed).to.equal(harmed);
      expect((await w.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond).to.equal(before.bond - penalty - fee);
      expect(await w.openToken.balanceOf(w.actor.address)).to.equal(before.prover + toProver * 10n ** 9n);
      expect(await w.court.totalCredit()).to.equal(before.credit + penalty + fee - toProver);
      await expect(call(...args)).to.be.revertedWithCustomError(w.court, "AttributionCourt_AlreadyProven");
    });
  }

  it(`refutes none of ${HONEST} honest receipts`, () => {
    const random = randomOf("honest receipts");
    let spans = 0;
    for (let i = 0; i < HONEST; i++) {
      const answer = w.honest(random);
      expect(areLegsTrue({ ...answer, weightTotal: answer.receipt.weightTotal }, RULES), `receipt ${i}: legs`).to.equal(true);
      for (const record of answer.records) {
        if (record.class === "proven") spans++;
        expect(refuteRecord({ index: w.index, output: answer.output, record }, RULES), `receipt ${i}`).to.equal(undefined);
      }
    }
    expect(spans).to.be.greaterThan(HONEST);
  });

  it("lets no proof of a lie convict an honest receipt", async () => {
    const random = randomOf("borrowed proofs");
    let tried = 0;
    while (tried < LIES_EACH) {
      const honest = w.honest(random);
      for (const [, make] of LIES) {
        const made = make(w, random, honest);
        if (made === undefined || honest.records[made.place] === undefined) continue;
        const shown = BUILDERS[made.lie](subjectOf(made));
        if (shown === undefined) continue;
        const [call, args] = await refutationCall(w, { answer: honest, place: made.place }, shown);
        const error = await call.staticCall(...args).then(
          () => "convicted",
          (thrown: Error) => thrown.message,
        );
        expect(error, made.lie).to.match(/AttributionProofs_(NoLie|BadOpening|NotShown|NotASpan)/);
        tried++;
      }
    }
  });
});
