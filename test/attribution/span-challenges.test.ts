import { expect } from "chai";
import type { Hex } from "viem";

import { areLegsTrue, proveSpan, refuteRecord, sortLegs, verifySpanProof, type SpanProof } from "../../sdk/src/index.ts";
import { neighboursOf } from "../../sdk/src/attribution/refute-span.ts";
import type { SpanSubject } from "../../sdk/src/attribution/span-subject.ts";
import { AttributionLie } from "../../sdk/src/codes/attribution-lie.ts";
import { LIES } from "./lies.ts";
import { attributionWorld, GATEWAY_ID, METHOD_ID, randomOf, RULES, type Answer, type AttributionWorld } from "./world.ts";

const SPANS = Number(process.env["ATTRIBUTION_LIES"] ?? 20);
const DAY = 86_400;

describe("challenges of spans and evidence", function () {
  this.timeout(3_600_000);
  let w: AttributionWorld;
  let snapshot: Awaited<ReturnType<AttributionWorld["networkHelpers"]["takeSnapshot"]>>;

  before(async () => {
    w = await attributionWorld("challenges");
  });
  beforeEach(async () => {
    snapshot = await w.networkHelpers.takeSnapshot();
  });
  afterEach(async () => {
    await snapshot.restore();
  });

  const subjectOf = (answer: Answer, place: number): SpanSubject => ({
    index: w.index,
    output: answer.output,
    record: answer.records[place]!,
  });
  const facts = (answer: Answer, place: number) => ({
    manifest: w.index.manifest,
    outputTokensRoot: answer.output.root,
    record: answer.records[place]!,
    rules: RULES,
  });

  /** An honest answer with a span, and the span's place. */
  function withSpan(random: ReturnType<typeof randomOf>): { answer: Answer; place: number } {
    for (;;) {
      const answer = w.honest(random);
      const spans = answer.records.flatMap((record, i) => (record.class === "proven" ? [i] : []));
      if (spans.length > 0) return { answer, place: spans[random.int(0, spans.length - 1)]! };
    }
  }

  async function challenge(answer: Answer, place: number): Promise<Hex> {
    const claim = (await w.claimOf(answer, place)) as never;
    const id = (await w.spanChallenges.challengeSpan.staticCall(claim)) as Hex;
    await w.spanChallenges.challengeSpan(claim);
    return id;
  }

  it(`are answered for ${SPANS} honest spans, by chain and sdk alike`, async () => {
    const random = randomOf("answered");
    for (let i = 0; i < SPANS; i++) {
      const { answer, place } = withSpan(random);
      const proof = proveSpan(subjectOf(answer, place));
      const proven = verifySpanProof(proof, facts(answer, place));
      const record = answer.records[place]!;
      expect(proven?.contents ?? record.documents, `span ${i}`).to.equal(record.documents);
      if (record.outputLength >= RULES.firstSeenLength && proven!.earliest !== null)
        expect(proven!.earliest).to.equal(record.contributionId);
      await challenge(answer, place);
      const sent = w.spanChallenges.answerSpan((await w.claimOf(answer, place)) as never, proof as never);
      await expect(sent).to.emit(w.court, "ChallengeAnswered");
    }
  });

  it("cannot be answered for a false span, by chain or sdk", async () => {
    const random = randomOf("unanswerable");
    let tried = 0;
    while (tried < SPANS) {
      const honest = w.honest(random);
      for (const [, make] of LIES) {
        const made = make(w, random, honest);
        if (made === undefined || made.answer.records[made.place]!.class !== "proven" || made.lie === "MalformedSpan") continue;
        const { answer, place } = made;
        expect(() => {
          const proof = proveSpan(subjectOf(answer, place));
          if (verifySpanProof(proof, facts(answer, place)) === undefined) throw new Error("NoSpanProof");
        }, made.lie).to.throw(/proof|NoSpanProof/i);
        // The honest span's proof does not help either.
        if (honest.records[place]?.class === "proven") {
          const borrowed = proveSpan(subjectOf(honest, place));
          expect(verifySpanProof(borrowed, facts(answer, place)), made.lie).to.equal(undefined);
          const claim = (await w.claimOf(answer, place)) as never;
          const outcome = await w.spanChallenges.answerSpan.staticCall(claim, borrowed as never).then(
            () => "answered",
            () => "refused",
          );
          expect(outcome, made.lie).to.equal("refused");
        }
        tried++;
      }
    }
  });

  it("give the bond to the gateway that answers", async () => {
    const { answer, place } = withSpan(randomOf("bond"));
    const bond = (await w.court.challengeBond()) as bigint;
    const before = await w.openToken.balanceOf(w.actor.address);
    const id = await challenge(answer, place);
    expect(await w.openToken.balanceOf(w.actor.address)).to.equal(before - bond * 10n ** 9n);
    const { account } = await w.gatewayRegistry.gatewayOf(GATEWAY_ID);
    await w.spanChallenges.answerSpan((await w.claimOf(answer, place)) as never, proveSpan(subjectOf(answer, place)) as never);
    expect(await w.court.creditOf(account)).to.equal(bond);
    expect((await w.court.challengeOf(id)).bond).to.equal(0n);
    await expect(w.court.endChallenge(id)).to.be.revertedWithCustomError(w.court, "AttributionCourt_NotChallenged");
    await expect(w.spanChallenges.challengeSpan((await w.claimOf(answer, place)) as never)).to.be.revertedWithCustomError(
      w.court,
      "AttributionCourt_AlreadyChallenged",
    );
  });

  it("convict a gateway that does not answer in time, and only then", async () => {
    const { answer, place } = withSpan(randomOf("silence"));
    const id = await challenge(answer, place);
    await expect(w.court.endChallenge(id)).to.be.revertedWithCustomError(w.court, "AttributionCourt_TooEarly");
    await w.networkHelpers.time.increase(DAY + 1);
    const claim = (await w.claimOf(answer, place)) as never;
    await expect(w.spanChallenges.answerSpan(claim, proveSpan(subjectOf(answer, place)) as never)).to.be.revertedWithCustomError(
      w.court,
      "AttributionCourt_TooLate",
    );
    const before = await w.openToken.balanceOf(w.actor.address);
    await expect(w.court.endChallenge(id)).to.emit(w.court, "LieProven");
    const penalty = (await w.court.penalty()) as bigint;
    const bond = (await w.court.challengeBond()) as bigint;
    expect(await w.openToken.balanceOf(w.actor.address)).to.equal(before + ((penalty * 2n) / 5n + bond) * 10n ** 9n);
    await expect(w.spanChallenges.challengeSpan(claim)).to.be.revertedWithCustomError(w.court, "AttributionCourt_AlreadyProven");
  });

  it("give the bond back when the lie was proven otherwise", async () => {
    const { answer, place } = withSpan(randomOf("otherwise"));
    const records = answer.records.map((record, i) => (i === place ? { ...record, documents: 0 } : record));
    const lie = w.answerOf(randomOf("otherwise lie"), { records, legs: answer.legs, hashes: answer.output.hashes });
    const id = await challenge(lie, place);
    await w.spanProofs.refuteMalformedSpan((await w.claimOf(lie, place)) as never);
    const bond = (await w.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond;
    await expect(w.court.endChallenge(id)).to.emit(w.court, "ChallengeEnded");
    expect((await w.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond).to.equal(bond);
  });

  it("refuse what is no span, too old, of an unknown method, or without an index to answer from", async () => {
    const random = randomOf("refused");
    const similar = {
      class: "recomputable",
      contributionId: w.ids[0]!,
      outputStart: 0,
      outputLength: 0,
      itemStart: 0,
      itemLength: 0,
      documents: 0,
      credit: 5n,
    } as const;
    const noSpan = w.answerOf(random, { records: [similar], legs: [], hashes: [1n] });
    const claim = (await w.claimOf(noSpan, 0)) as never;
    await expect(w.spanChallenges.challengeSpan(claim)).to.be.revertedWithCustomError(w.spanChallenges, "AttributionProofs_NotASpan");
    await expect(w.spanProofs.refuteMalformedSpan(claim)).to.be.revertedWithCustomError(w.spanProofs, "AttributionProofs_NotASpan");

    const { answer, place } = withSpan(random);
    const elsewhere = w.answerOf(random, {
      ...answer,
      hashes: answer.output.hashes,
      snapshot: w.ethers.id("elsewhere") as Hex,
      receipt: {},
    });
    const proof = proveSpan(subjectOf(answer, place));
    await challenge(elsewhere, place);
    await expect(w.spanChallenges.answerSpan((await w.claimOf(elsewhere, place)) as never, proof as never)).to.be.revertedWithCustomError(
      w.spanChallenges,
      "AttributionProofs_NoManifest",
    );
    await w.networkHelpers.time.increase(11 * DAY);
    await expect(w.spanChallenges.challengeSpan((await w.claimOf(answer, place)) as never)).to.be.revertedWithCustomError(
      w.spanChallenges,
      "AttributionProofs_TooOld",
    );
    await expect(w.court.rulesOf(w.ethers.id("unknown"))).to.be.revertedWithCustomError(w.court, "AttributionCourt_UnknownMethod");
    expect((await w.court.rulesOf(METHOD_ID)).weightTotal).to.equal(RULES.weightTotal);
  });

  it("are answered for a record that names a Datanet instead of an item withdrawn since, which is no lie", async () => {
    const { answer: honest, place } = withSpan(randomOf("withdrawn"));
    const original = honest.records[place]!.contributionId;
    const successor = BigInt(await w.datanetRegistry.accountOf(1)) << 24n;
    const renamed = <T extends { readonly contributionId: bigint }>(list: readonly T[]) =>
      list.map((part) => (part.contributionId === original ? { ...part, contributionId: successor } : part));
    const [records, legs] = [renamed(honest.records), sortLegs([...renamed(honest.legs)])];
    const answer = w.answerOf(randomOf("withdrawn later"), { records, legs, hashes: honest.output.hashes });
    const claim = (await w.claimOf(answer, place)) as never;
    await w.contributionLedger.withdraw([original]);

    expect(refuteRecord(subjectOf(answer, place), RULES, (id) => id !== original)).to.equal(undefined);
    const neighbours = neighboursOf(w.index, successor)! as never;
    await expect(w.spanProofs.refuteForeignItem(claim, neighbours)).to.be.revertedWithCustomError(w.spanProofs, "AttributionProofs_NoLie");
    expect(areLegsTrue({ records, legs, weightTotal: RULES.weightTotal }, RULES)).to.equal(true);
    await challenge(answer, place);
    const proof = proveSpan(subjectOf(answer, place), (id) => id !== original);
    await expect(w.spanChallenges.answerSpan(claim, proof as never)).to.emit(w.court, "ChallengeAnswered");
  });

  it("refuse an answer with anything left out", async () => {
    const random = randomOf("left out");
    const errors = new Set<string>();
    for (let i = 0; i < 4; i++) {
      const { answer, place } = withSpan(random);
      const proof = proveSpan(subjectOf(answer, place));
      const claim = (await w.claimOf(answer, place)) as never;
      await challenge(answer, place);
      const last = proof.rows.length - 1;
      const broken: Partial<SpanProof>[] = [
        { low: proof.high },
        { high: proof.low },
        { claimed: proof.low },
        { right: last },
        { left: last },
        { items: proof.items.slice(1) },
        { holders: `${proof.holders}00` },
        { holders: "0x" },
        { items: proof.items.map((item) => ({ ...item, cluster: item.cluster + 1 })) },
        { suffixes: proof.suffixes.map((window) => ({ ...window, firstPage: window.firstPage + 1 })) },
        { rows: proof.rows.map((row) => ({ ...row, words: { ...row.words, siblings: row.words.siblings.slice(1) } })) },
        { output: { ...proof.output, salts: proof.output.salts.map(() => w.ethers.id("salt") as Hex) } },
      ];
      for (const [number, change] of broken.entries()) {
        const tried = { ...proof, ...change };
        if (verifySpanProof(tried, facts(answer, place)) !== undefined) continue; // the change was none
        const outcome = await w.spanChallenges.answerSpan.staticCall(claim, tried as never).then(
          () => "answered",
          (error: Error) => /(SpanChallenges|AttributionProofs)_\w+(\(\d)?|panic/i.exec(error.message)?.[0] ?? error.message,
        );
        expect(outcome, `change ${number}`).not.to.equal("answered");
        errors.add(outcome);
      }
    }
    expect([...errors].join(" "))
      .to.include("SpanChallenges_NotProven")
      .and.to.include("AttributionProofs_BadOpening");
  });

  it("ask for evidence that a gateway does not serve", async () => {
    const random = randomOf("evidence");
    const { answer } = withSpan(random);
    const opening = (await w.receiptOpening(answer)) as never;
    const id = (await w.evidenceProofs.challengeEvidence.staticCall(opening)) as Hex;
    await w.evidenceProofs.challengeEvidence(opening);
    await expect(w.evidenceProofs.answerEvidence(opening, answer.context as never, "0x00")).to.be.revertedWithCustomError(
      w.evidenceProofs,
      "AttributionProofs_BadOpening",
    );
    await expect(w.evidenceProofs.answerEvidence(opening, answer.context as never, "0x")).to.be.revertedWithCustomError(
      w.evidenceProofs,
      "AttributionProofs_BadOpening",
    );
    const many = `0x${"00".repeat(36 * 4_097)}`;
    await expect(w.evidenceProofs.answerEvidence(opening, answer.context as never, many)).to.be.revertedWithCustomError(
      w.evidenceProofs,
      "EvidenceProofs_TooMany",
    );
    await expect(w.evidenceProofs.answerEvidence(opening, answer.context as never, w.recordsOf(answer)))
      .to.emit(w.court, "ChallengeAnswered")
      .withArgs(id, GATEWAY_ID, (await w.gatewayRegistry.gatewayOf(GATEWAY_ID)).account, await w.court.challengeBond());

    const silent = w.honest(random);
    const asked = (await w.receiptOpening(silent)) as never;
    const next = (await w.evidenceProofs.challengeEvidence.staticCall(asked)) as Hex;
    await w.evidenceProofs.challengeEvidence(asked);
    await w.networkHelpers.time.increase(DAY + 1);
    await expect(w.court.endChallenge(next)).to.emit(w.court, "LieProven");
    const [event] = await w.court.queryFilter(w.court.filters.LieProven(), await w.ethers.provider.getBlockNumber());
    expect(Number(event!.args.lie)).to.equal(AttributionLie.Unanswered);
  });
});
