import { expect } from "chai";
import { bytesToHex, type Hex } from "viem";

import { contributionId, feeOf, legsRoot, sortLegs, type ReceiptWithLegs } from "../../../sdk/src/index.ts";
import { encodeHeader } from "../../../sdk/src/epoch/encode-header.ts";
import type { Epoch, EpochNode } from "../../../sdk/src/epoch/epoch.ts";
import { chunkHints, legBlockOpening, nodePath, shareOpening, slotOpening } from "../../../sdk/src/epoch/openings.ts";
import { vectorOf } from "../../../sdk/src/epoch/vector.ts";
import { nextWords } from "../../../sdk/src/epoch/next-words.ts";
import { wordPath, wordTree } from "../../../sdk/src/epoch/word-tree.ts";
import { mergeNodes } from "../../../sdk/src/epoch/build-epoch.ts";
import { merkleProof } from "../../../sdk/src/merkle/merkle-proof.ts";
import { withFields, withShare } from "./lies.ts";
import { COMMONS, DAY, epochWorld, GATEWAY_ID, randomOf, ZERO, type EpochWorld } from "./world.ts";
import { PRICES } from "../../../scripts/bench/world.ts";

const WORDS = 512;

/** The limits that must hold whatever else changes; figures are printed. */
describe("EpochLedger gas", function () {
  this.timeout(1_800_000);
  let w: EpochWorld;
  const figures: Record<string, number> = {};
  const random = randomOf("epoch gas");
  const gasOf = async (sent: Promise<{ wait(): Promise<{ gasUsed: bigint } | null> }>) => Number((await (await sent).wait())!.gasUsed);

  before(async () => {
    w = await epochWorld({ contributors: 8, itemsEach: 100 });
    const missing = 4 * WORDS - Number(await w.suite.accountRegistry.accountCount());
    for (let i = 0; i < missing; i++) await w.suite.accountRegistry.registerFor(w.suite.actor.address, w.suite.actor.address);
  });
  after(() => {
    console.log(JSON.stringify(figures));
  });

  it("commits a million receipts for the gas of a thousand", async () => {
    const epoch = await w.randomEpoch(random, { count: 5 });
    const top = (receiptCount: number) => {
      const node = withFields(epoch.top, { receiptCount, level: 4, childCount: 2, legCount: 64 * receiptCount });
      const header = { ...epoch.header, top: node.packed };
      return { header, packed: encodeHeader(header), top: node };
    };
    for (const [name, count] of [
      ["commit_gas_1k", 1_000],
      ["commit_gas_1m", 1_000_000],
    ] as const) {
      const snapshot = await w.networkHelpers.takeSnapshot();
      const { hash } = await w.commit({ ...epoch, ...top(999_999) });
      // The second commit of a chain is the steady state.
      const next = top(count);
      const header = { ...next.header, epoch: 1, parent: hash };
      figures[name] = Number((await w.commit({ header, packed: encodeHeader(header), top: next.top })).gasUsed);
      await snapshot.restore();
    }
    expect(Math.abs(figures["commit_gas_1m"]! - figures["commit_gas_1k"]!)).to.be.below(200);
  });

  it("pushes 2,048 accounts, and claims", async () => {
    const fees = (amount: bigint) =>
      vectorOf(new Map(Array.from({ length: 4 * WORDS - 1 }, (_, i) => [i + 1, amount + random.big(1_000n)] as const)));
    const base = await w.randomEpoch(random, { count: 3 });
    let previous: readonly bigint[] = [];
    let parent: `0x${string}` = ZERO;
    const words: (readonly bigint[])[] = [];
    let last: { payouts: ReturnType<typeof wordTree>; words: readonly bigint[] } | undefined;
    for (let number = 0; number < 3; number++) {
      const credits = fees(40_000n);
      const total = credits.entries.reduce((sum, { amount }) => sum + amount, 0n);
      const debits = vectorOf(new Map([[w.payerAccounts[0]!, total]]));
      const top = {
        ...withFields(base.top, {
          feeTotal: total,
          creditsRoot: credits.root,
          creditCount: credits.entries.length,
          debitsRoot: debits.root,
          debitCount: 1,
        }),
        credits,
        debits,
      };
      const next = nextWords(previous, credits.entries);
      const payouts = wordTree(next, 18);
      const header = { ...base.header, epoch: number, parent, payoutDepth: 18, payoutRoot: payouts.root, top: top.packed };
      const { record, hash } = await w.commit({ header, packed: encodeHeader(header), top });
      await w.hold(record, { top } as Pick<Epoch, "top">);
      await w.networkHelpers.time.increase(DAY);
      await w.ledger.finalise(record);
      const credited = number === 0 ? [] : [...previous];
      const deltas = next.map((word, i) => word - (previous[i] ?? 0n));
      const path = wordPath(payouts, 0, 9).map((node) => bytesToHex(node));
      if (number < 2) {
        const used = await gasOf(w.payouts.push(GATEWAY_ID, 0, credited, deltas, path));
        figures[number === 0 ? "push_first_gas_per_account" : "push_gas_per_account"] = used / (4 * WORDS);
      }
      words.push(next);
      parent = hash;
      previous = number < 2 ? next : previous;
      last = { payouts, words: next };
    }
    const before = words[1]!;
    const tree = wordTree(before);
    const claimOf = (word: number, from = tree) => ({
      word,
      credited: before[word]!,
      creditedPath: wordPath(from, word).map((node) => bytesToHex(node)),
      current: last!.words[word]!,
      currentPath: wordPath(last!.payouts, word).map((node) => bytesToHex(node)),
    });
    // The first withdrawal opens slots; the repeat is measured.
    await w.suite.payoutLedger.withdraw([200, 201]);
    figures["claim_repeat_gas"] = await gasOf(w.payouts.claim(GATEWAY_ID, [claimOf(50)], [200]));
    const current = [...before];
    current[50] = last!.words[50]!;
    const claims = [];
    for (let word = 100; word < 200; word++) {
      claims.push({ ...claimOf(word, wordTree(current)), credited: before[word]! });
      current[word] = last!.words[word]!;
    }
    await w.suite.payoutLedger.withdraw(claims.map(({ word }) => 4 * word));
    figures["claim_batch100_gas"] =
      (await gasOf(
        w.payouts.claim(
          GATEWAY_ID,
          claims,
          claims.map(({ word }) => 4 * word),
        ),
      )) / 100;
  });

  it("executes a chunk of 8,192 legs, and convicts a wrong leg", async () => {
    const { payerAccounts } = w;
    const servedAt = (await w.networkHelpers.time.latest()) * 1000;
    const nextEpoch = Number((await w.ledger.chainOf(GATEWAY_ID)).nextEpoch);
    const receipts: ReceiptWithLegs[] = Array.from({ length: 128 }, (_, sequence) => {
      // All 2,048 accounts take part: accounts by stride, local numbers at random.
      const legs = sortLegs(
        Array.from({ length: 64 }, (_, i) => ({
          contributionId: contributionId(1 + (((sequence * 64 + i) * 31) % (4 * WORDS - 1)), random.int(1, 2 ** 20)),
          weight: random.int(1, 65_535),
          class: "proven" as const,
        })),
      );
      return {
        receipt: {
          lane: "epoch",
          gatewayId: GATEWAY_ID,
          epoch: nextEpoch,
          sequence,
          payerAccount: payerAccounts[sequence % payerAccounts.length]!,
          offeringId: 1 + (sequence % 2),
          promptTokens: 1_000,
          completionTokens: 500,
          fee: feeOf({ promptTokens: 1_000, completionTokens: 500, ...PRICES }),
          servedAt,
          legCount: 64,
          weightTotal: legs.reduce((sum, leg) => sum + leg.weight, 0) + 99,
          legsRoot: legsRoot(legs),
          contextRoot: random.bytes32(),
        },
        legs,
      };
    });
    const parent = nextEpoch === 0 ? ZERO : ((await w.ledger.recordOf(GATEWAY_ID, nextEpoch - 1)) as `0x${string}`);
    const epoch = w.build({ epoch: nextEpoch, parent, previousWords: [], receipts });
    expect(epoch.chunks).to.have.length(1);
    const chunk = epoch.chunks[0]!;
    const { record } = await w.commit(epoch);
    await w.suite.openToken.approve(w.chunkProofs, w.ethers.MaxUint256);
    await w.chunkProofs.challengeData(record, nodePath(epoch, 0, 0));
    const hints = chunkHints(chunk, [COMMONS, ...w.entries.map(({ account }) => account)]);
    figures["chunk_8192_gas"] = await gasOf(
      w.chunkProofs.answerWithChunk(record, nodePath(epoch, 0, 0), bytesToHex(chunk.bytes), hints, { gasLimit: 16_777_216 }),
    );
    expect(figures["chunk_8192_gas"]).to.be.below(16_777_216);

    // The dearest chunk that the limits allow: as many receipts and legs as fit, every leg of another account.
    // sixteen offerings of sixteen split entries, few zero bytes.
    const registry = w.suite.gatewayRegistry;
    const [offering] = await Promise.all([registry.offeringOf(1)]);
    const fixed = w.entries.map((entry) => (entry.role === 0 ? { ...entry, bps: 5_000 } : entry));
    const split = [
      ...fixed,
      ...Array.from({ length: 16 - fixed.length }, (_, i) => ({
        role: 6,
        account: 300 + i,
        bps: i === 0 ? 1_000 - 10 * (15 - fixed.length) : 10,
      })),
    ];
    for (let number = 3; number <= 18; number++) {
      await registry.publishOffering({
        gateway: GATEWAY_ID,
        model: 1,
        agent: 0,
        ...PRICES,
        methodId: offering.methodId,
        label: `worst-${number}`,
        adapters: [],
        datanets: [1],
        split,
      });
      w.splits.set(number, split);
    }
    let account = 0x0100;
    const worst = w.build({
      epoch: nextEpoch + 1,
      parent: (await w.ledger.recordOf(GATEWAY_ID, nextEpoch)) as Hex,
      previousWords: [],
      receipts: Array.from({ length: 160 }, (_, sequence) => {
        const legs = Array.from({ length: sequence < 32 ? 52 : 51 }, () => ({
          contributionId: contributionId(++account, 0x010101 + (account % 251)),
          weight: 0x0101 + (account % 251),
          class: "proven" as const,
        }));
        const weightTotal = legs.reduce((sum, leg) => sum + leg.weight, 0);
        const template = receipts[0]!.receipt;
        return {
          receipt: {
            ...template,
            epoch: nextEpoch + 1,
            sequence,
            payerAccount: payerAccounts[sequence % 4]!,
            offeringId: 3 + (sequence % 16),
            legCount: legs.length,
            weightTotal,
            legsRoot: legsRoot(legs),
          },
          legs,
        };
      }),
    });
    expect(worst.chunks).to.have.length(1);
    const committedWorst = await w.commit(worst);
    await w.chunkProofs.challengeData(committedWorst.record, nodePath(worst, 0, 0));
    const worstHints = chunkHints(worst.chunks[0]!, [COMMONS, ...split.map((entry) => entry.account)]);
    figures["chunk_worst_gas"] = await gasOf(
      w.chunkProofs.answerWithChunk(committedWorst.record, nodePath(worst, 0, 0), bytesToHex(worst.chunks[0]!.bytes), worstHints, {
        gasLimit: 30_000_000,
      }),
    );
    expect(figures["chunk_worst_gas"]).to.be.below(16_777_216);

    // A wrong leg amount in an epoch of a million receipts: the chunk's node under four levels of sixteen.
    const fake = withShare(randomOf("leg 3"), chunk, 77);
    let honest: EpochNode = chunk;
    let node: EpochNode = fake.chunk;
    const way = { nodes: [] as Hex[], indexes: [] as number[], paths: [] as Hex[][] };
    for (let level = 1; level <= 4; level++) {
      const siblings = [...Array.from({ length: 15 }, () => honest), node];
      way.nodes.unshift(bytesToHex(node.packed));
      way.indexes.unshift(15);
      way.paths.unshift([
        ...merkleProof(
          siblings.map(({ hash }) => bytesToHex(hash)),
          15,
        ),
      ]);
      honest = mergeNodes(Array.from({ length: 16 }, () => honest));
      node = mergeNodes(siblings);
    }
    const top = withFields(node, { firstSequence: 0, receiptCount: 1_000_000, feeTotal: chunk.fields.feeTotal });
    const header = { ...epoch.header, epoch: nextEpoch + 2, parent: committedWorst.hash, top: top.packed };
    const committed = await w.commit({ header, packed: encodeHeader(header), top });
    const leg = fake.position - 16;
    const legs = leg >= 0 && leg < 64 ? legBlockOpening(fake.chunk, 77, Math.floor(leg / 8)) : { data: "0x", index: 0, path: [] };
    figures["wrong_leg_proof_gas"] = await gasOf(
      w.legProofs.proveShare(
        committed.record,
        way,
        slotOpening(fake.chunk, 77),
        fake.position,
        shareOpening(fake.chunk, 77, fake.position),
        legs,
      ),
    );
    expect(figures["wrong_leg_proof_gas"]).to.be.below(300_000);
  });
});
