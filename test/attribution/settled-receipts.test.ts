import { expect } from "chai";
import { bytesToHex, keccak256, type Hex } from "viem";

import {
  batchTypedData,
  buildEpoch,
  debitSlice,
  encodeBatch,
  encodeReceipt,
  headerTypedData,
  merkleProof,
  receiptId,
  refuteRecord,
  sliceCount,
  type Epoch,
  type Receipt,
  type SpanRefutation,
} from "../../sdk/src/index.ts";
import { AttributionLie } from "../../sdk/src/codes/attribution-lie.ts";
import { nodePath } from "../../sdk/src/epoch/openings.ts";
import type { SpanSubject } from "../../sdk/src/attribution/span-subject.ts";
import { LIES, type FalseAnswer, type Lie } from "./lies.ts";
import { refutationCall } from "./refutation-call.ts";
import { attributionWorld, GATEWAY_ID, randomOf, RULES, ZERO, type Answer, type AttributionWorld, type Random } from "./world.ts";

const DAY = 86_400;
const COMMONS = 1;
const NANO = 10n ** 9n;
const NO_WAY = { nodes: [], indexes: [], paths: [] };
type Opening = Awaited<ReturnType<AttributionWorld["receiptOpening"]>>;

/** Receipts that were paid before anybody looked: in a batch through the router, or in an epoch, committed and final. */
describe("receipts that were settled", function () {
  this.timeout(900_000);
  let w: AttributionWorld;
  let snapshot: Awaited<ReturnType<AttributionWorld["networkHelpers"]["takeSnapshot"]>>;

  before(async () => {
    w = await attributionWorld("settled");
  });
  beforeEach(async () => {
    snapshot = await w.networkHelpers.takeSnapshot();
  });
  afterEach(async () => {
    await snapshot.restore();
  });

  const subjectOf = ({ answer, place }: FalseAnswer): SpanSubject => ({
    index: w.index,
    output: answer.output,
    record: answer.records[place]!,
  });

  /** Answers in a row, one of which is false in the way that is asked for. */
  function answersIn(random: Random, lane: "direct" | "epoch", epoch: number, make: Lie, at: number, count: number) {
    const placed = (answer: Answer, sequence: number): Answer => {
      const { records, legs, output } = answer;
      return w.answerOf(random, { records, legs, hashes: output.hashes, receipt: { lane, epoch, sequence } });
    };
    let made: FalseAnswer | undefined;
    let shown: SpanRefutation | undefined;
    while (shown === undefined || shown.lie !== made!.lie) {
      const found = make(w, random, w.honest(random));
      if (found === undefined) continue;
      made = { ...found, answer: placed(found.answer, at) };
      shown = refuteRecord(subjectOf(made), RULES);
    }
    const answers = Array.from({ length: count }, (_, i) => (i === at ? made!.answer : placed(w.honest(random), i)));
    return { answers, made: made!, shown };
  }

  const lieNamed = (name: string): Lie => LIES.find(([known]) => known === name)![1];

  /** Settles answers through the router. @returns How each is opened. */
  async function settleBatch(answers: readonly Answer[]): Promise<readonly Opening[]> {
    const { gatewayId, epoch, sequence: firstSequence } = answers[0]!.receipt;
    const receipts = answers.map(({ receipt, legs }) => ({ receipt, legs }));
    const batch = encodeBatch({ lane: "direct", gatewayId, epoch, firstSequence, receipts, extraAccounts: w.roleAccounts });
    const { domain, types, message } = batchTypedData({ chainId: w.chainId, router: w.router, batch: batch.summary });
    const signature = await w.receiptKey.signTypedData(domain, types as never, message);
    await w.rewardRouter.settle(batch.blob, w.receiptKey.address, signature);
    const ids = answers.map(({ receipt }) => receiptId(receipt));
    return answers.map(({ receipt }, i) => openingOf(receipt, firstSequence, [...merkleProof(ids, i)]));
  }

  const openingOf = (receipt: Receipt, firstSequence: number, path: Hex[]): Opening => ({
    signed: {
      receipt: encodeReceipt(receipt),
      key: w.ethers.ZeroAddress,
      signature: "0x",
      firstSequence,
      count: 0,
      legCount: 0,
      feeTotal: 0,
      path,
    },
    epochRecord: "0x",
    way: NO_WAY,
  });

  /** Commits answers as an epoch of small chunks. @returns How each is opened, and the record. */
  async function commitEpoch(answers: readonly Answer[]): Promise<{ epoch: Epoch; record: Hex; openings: readonly Opening[] }> {
    const offering = await w.gatewayRegistry.offeringOf(1);
    const split = offering.split.map(({ role, account, bps }) => ({ role: Number(role), account: Number(account), bps: Number(bps) }));
    const epoch = buildEpoch({
      gatewayId: GATEWAY_ID,
      epoch: 0,
      parent: ZERO,
      receipts: answers.map(({ receipt, legs }) => ({ receipt, legs })),
      splits: new Map([[1, split]]),
      commons: COMMONS,
      chunkLegs: 12,
    });
    const ledger = (await w.epochLedger.getAddress()) as Hex;
    const { domain, types, message } = headerTypedData({ chainId: w.chainId, epochLedger: ledger, epoch });
    const signature = await w.receiptKey.signTypedData(domain, types as never, message);
    const done = (await (await w.epochLedger.commit(bytesToHex(epoch.packed), w.receiptKey.address, signature)).wait())!;
    const record = w.epochLedger.interface.parseLog(done.logs.find(({ address }) => address === ledger)!)!.args["record"] as Hex;
    const openings = epoch.chunks.flatMap((chunk, number) =>
      chunk.receipts.map(({ receipt }, i) => ({
        ...openingOf(receipt, 0, [
          ...merkleProof(
            chunk.ids.map((id) => bytesToHex(id)),
            i,
          ),
        ]),
        epochRecord: record,
        way: nodePath(epoch, 0, number),
      })),
    );
    return { epoch, record, openings: openings as never };
  }

  async function finalise({ epoch, record }: { epoch: Epoch; record: Hex }): Promise<void> {
    for (let slice = 0; slice < sliceCount(epoch.top.debits); slice++) {
      const { leaves, path } = debitSlice(epoch.top.debits, slice);
      await w.epochLedger.hold(record, [...leaves], [...path]);
    }
    await w.networkHelpers.time.increase(DAY);
    await w.epochLedger.finalise(record);
  }

  /** Convicts, and checks every amount. @param harmed Account that gets the receipt's fee back. */
  async function convict(made: FalseAnswer, shown: SpanRefutation, opening: Opening, lie: number, harmed: number): Promise<void> {
    const { fee } = made.answer.receipt;
    const penalty = (await w.court.penalty()) as bigint;
    const bond = async () => ((await w.gatewayRegistry.gatewayOf(GATEWAY_ID)) as { bond: bigint }).bond;
    const creditOf = (account: number) => w.court.creditOf(account) as Promise<bigint>;
    const prover = () => w.openToken.balanceOf(w.actor.address) as Promise<bigint>;
    const before = { bond: await bond(), harmed: await creditOf(harmed), commons: await creditOf(COMMONS), prover: await prover() };
    const [call, args] = await refutationCall(w, made, shown, opening);
    const { blockNumber } = (await (await call(...args)).wait())!;
    const [event] = await w.court.queryFilter(w.court.filters.LieProven(), blockNumber, blockNumber);
    const { args: said } = event!;
    expect([Number(said.lie), Number(said.harmed), said.slashed, said.toHarmed, said.toProver]).to.deep.equal([
      lie,
      harmed,
      penalty + fee,
      fee,
      (penalty * 2n) / 5n,
    ]);
    expect(await bond()).to.equal(before.bond - penalty - fee);
    expect(await prover()).to.equal(before.prover + ((penalty * 2n) / 5n) * NANO);
    const toCommons = penalty - (penalty * 2n) / 5n;
    expect(await creditOf(COMMONS)).to.equal(before.commons + toCommons + (harmed === COMMONS ? fee : 0n));
    if (harmed !== COMMONS) {
      expect(await creditOf(harmed)).to.equal(before.harmed + fee);
      const payee = (await w.accountRegistry.payoutOf(harmed)) as Hex;
      const owned = (await w.openToken.balanceOf(payee)) as bigint;
      await w.court.withdrawCredit(harmed);
      expect(await w.openToken.balanceOf(payee)).to.equal(owned + (before.harmed + fee) * NANO);
    }
    const [again, sameArgs] = await refutationCall(w, made, shown);
    await expect(again.staticCall(...sameArgs), "punished once, however it is opened").to.be.revertedWithCustomError(
      w.court,
      "AttributionCourt_AlreadyProven",
    );
  }

  /** Account of who holds what was left out. */
  const holderOf = (shown: SpanRefutation): number =>
    shown.lie === "ShorterSpan"
      ? Number(shown.item.contributionId >> 24n)
      : shown.lie === "LaterItem"
        ? Number(shown.earlier.contributionId >> 24n)
        : COMMONS;

  const CASES = [
    ["an omitted longer span", AttributionLie.ShorterSpan],
    ["an omitted earlier item", AttributionLie.LaterItem],
    ["a false span", AttributionLie.FalseSpan],
  ] as const;

  for (const [name, lie] of CASES) {
    it(`are refuted for ${name} in a batch of the direct rail, and who was harmed is repaid`, async () => {
      const { answers, made, shown } = answersIn(randomOf(`batch ${name}`), "direct", 3, lieNamed(name), 2, 5);
      const openings = await settleBatch(answers);
      await convict(made, shown, openings[2]!, lie, holderOf(shown));
    });

    it(`are refuted for ${name} in an epoch, committed or final, and who was harmed is repaid`, async () => {
      const { answers, made, shown } = answersIn(randomOf(`epoch ${name}`), "epoch", 0, lieNamed(name), 4, 9);
      const committed = await commitEpoch(answers);
      expect(committed.epoch.levels.length).to.be.greaterThan(1);
      const before = await w.networkHelpers.takeSnapshot();
      await convict(made, shown, committed.openings[4]!, lie, holderOf(shown));
      await before.restore();
      await finalise(committed);
      await convict(made, shown, committed.openings[4]!, lie, holderOf(shown));
    });
  }

  it("cannot be opened as another batch, another place, or without having been settled", async () => {
    const { answers, made, shown } = answersIn(randomOf("not settled"), "direct", 3, lieNamed("an omitted longer span"), 1, 4);
    const ids = answers.map(({ receipt }) => receiptId(receipt));
    const honest = openingOf(made.answer.receipt, 0, [...merkleProof(ids, 1)]);
    const refused = async (opening: Opening) => {
      const [call, args] = await refutationCall(w, made, shown, opening);
      await expect(call.staticCall(...args))
        .to.be.revertedWithCustomError(w.spanProofs, "AttributionProofs_BadOpening")
        .withArgs(1, (index: bigint) => index >= 0n);
    };
    await refused(honest);
    const [, opening] = await settleBatch(answers);
    expect(opening).to.deep.equal(honest);
    await refused({ ...opening!, signed: { ...opening!.signed, firstSequence: 1 } });
    await refused({ ...opening!, signed: { ...opening!.signed, path: opening!.signed.path.slice(1) } });
    await refused({ ...opening!, signed: { ...opening!.signed, path: [...opening!.signed.path].reverse() } });
    const moved = w.answerOf(randomOf("moved"), {
      ...made.answer,
      hashes: made.answer.output.hashes,
      receipt: { lane: "epoch", epoch: 3, sequence: 1 },
    });
    const [call, args] = await refutationCall(w, { ...made, answer: moved }, shown, {
      ...opening!,
      signed: { ...opening!.signed, receipt: encodeReceipt(moved.receipt) },
    });
    await expect(call.staticCall(...args)).to.be.revertedWithCustomError(w.spanProofs, "AttributionProofs_BadOpening");
    const [good, goodArgs] = await refutationCall(w, made, shown, opening);
    await good.staticCall(...goodArgs);
  });

  it("cannot be opened in an epoch that is not the ledger's, or in another slot", async () => {
    const { answers, made, shown } = answersIn(randomOf("not committed"), "epoch", 0, lieNamed("an omitted longer span"), 4, 9);
    const committed = await commitEpoch(answers);
    const opening = committed.openings[4]!;
    const attempt = async (changed: Opening) => {
      const [call, args] = await refutationCall(w, made, shown, changed);
      return call.staticCall(...args);
    };
    const outcomeOf = (changed: Opening) =>
      attempt(changed).then(
        () => "convicted",
        (error: Error) => error.message,
      );
    const other = `${committed.record.slice(0, -2)}${committed.record.endsWith("00") ? "01" : "00"}` as Hex;
    await expect(attempt({ ...opening, epochRecord: other }))
      .to.be.revertedWithCustomError(w.spanProofs, "AttributionProofs_BadOpening")
      .withArgs(2, 0);
    await expect(attempt({ ...opening, epochRecord: "0x00" })).to.be.revertedWithCustomError(w.spanProofs, "FraudProofs_BadLength");
    expect(await outcomeOf({ ...opening, way: committed.openings[0]!.way })).to.match(/FraudProofs_|panic|underflow/i);
    expect(await outcomeOf({ ...opening, signed: { ...opening.signed, path: [keccak256("0x00")] } })).to.match(/FraudProofs_/);
    await attempt(opening);
  });

  it("are challenged and answered by their batch and by their epoch as by their signature", async () => {
    const random = randomOf("asked");
    for (const lane of ["direct", "epoch"] as const) {
      const answers = Array.from({ length: 5 }, (_, sequence) => {
        const { records, legs, output } = w.honest(random);
        return w.answerOf(random, { records, legs, hashes: output.hashes, receipt: { lane, epoch: 0, sequence } });
      });
      const openings = lane === "direct" ? await settleBatch(answers) : (await commitEpoch(answers)).openings;
      const [answer, opening] = [answers[3]!, openings[3]! as never];
      await w.evidenceProofs.challengeEvidence(opening);
      await expect(
        w.evidenceProofs.answerEvidence((await w.receiptOpening(answer)) as never, answer.context as never, w.recordsOf(answer)),
      ).to.emit(w.court, "ChallengeAnswered");
      await expect(
        w.evidenceProofs.refuteLegs.staticCall(opening, answer.context as never, w.recordsOf(answer), w.legsOf(answer)),
      ).to.be.revertedWithCustomError(w.evidenceProofs, "AttributionProofs_NoLie");
    }
  });
});
