import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";

import { expect } from "chai";
import { bytesToHex, keccak256, type Hex } from "viem";

import { encodeHeader, receiptId, wordTree, type Chunk, type Epoch, type Receipt } from "../../sdk/src/index.ts";
import { nameOfCode } from "../../sdk/src/codes/name-of-code.ts";
import { exitCodeOf, watchOnce } from "../../scripts/watcher/main.ts";
import { survey } from "../../scripts/watcher/survey.ts";
import {
  falseEntries,
  falseLegBlocks,
  falseReceipt,
  falseSums,
  rawVector,
  replaceChunk,
  replaceNode,
  withBlocks,
  withFields,
  withReceipt,
  withShare,
  withUnaccepted,
  withVector,
} from "../settlement/epoch/lies.ts";
import { DAY, GATEWAY_ID, Lie, randomOf, type Random } from "../settlement/epoch/world.ts";
import { pick } from "../settlement/epoch/fraud-case.ts";
import { publishClaimed, watchedWorld, type WatchedWorld } from "./support/rail-world.ts";

/** Random lies of each class. */
const ROUNDS = Number(process.env["EPOCH_WATCHED_LIES"] ?? 3);
const hexOf = (value: Hex | Uint8Array): Hex => (typeof value === "string" ? value : bytesToHex(value));
const SIDES = ["credits", "debits"] as const;

describe(`the watcher, ${ROUNDS} random lies of each class`, function () {
  this.timeout(900_000);
  let world: WatchedWorld;

  before(async () => {
    world = await watchedWorld();
  });
  after(() => world.close());

  type Lying = { readonly epoch: Epoch; readonly signed?: readonly Receipt[]; readonly withhold?: (epoch: Epoch) => string };

  async function keepReceipts(receipts: readonly Receipt[]): Promise<string> {
    const folder = path.join(world.folder, "receipts");
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const receipt of receipts) {
      const { receipt: packed, key: signer, signature } = await world.c.w.signReceipt(receipt);
      const file = { receipt_id: receiptId(receipt), packed, legs: [], signature, signer };
      await writeFile(path.join(folder, `${file.receipt_id}.json`), JSON.stringify(file));
    }
    return folder;
  }

  /** The watcher alone has to find the lie and to win: the epoch is void, the gateway slashed, the watcher paid. */
  function convicts(name: string, lies: readonly number[], make: (random: Random) => Promise<Lying>) {
    it(name, async () => {
      const { c, session, store } = world;
      for (let round = 0; round < ROUNDS; round++) {
        const before = await c.w.networkHelpers.takeSnapshot();
        const { epoch, signed = [] } = await make(randomOf(`${name} ${round}`));
        const { hash } = await c.w.commit(epoch);
        await publishClaimed(store, epoch);
        const { context, reports } = world.watcher({ receipts: await keepReceipts(signed) });
        const paid = await c.w.suite.openToken.balanceOf(session.sender());
        const checked = await watchOnce(context);
        const voided = (await c.w.ledger.queryFilter(c.w.ledger.filters.EpochVoided(GATEWAY_ID, 1, hash)))[0];
        expect(voided, `round ${round}: ${JSON.stringify(reports)}`).to.not.equal(undefined);
        const found = Number(voided!.args.lie);
        expect(lies.map((lie) => nameOfCode(Lie, lie, "lies"))).to.include(nameOfCode(Lie, found, "lies"));
        expect(voided!.args.prover).to.equal(session.sender());
        expect((await c.w.suite.openToken.balanceOf(session.sender())) > paid).to.equal(true);
        expect(exitCodeOf(checked, false)).to.equal(1);
        expect(reports.filter(({ kind }) => kind === "refused")).to.deep.equal([]);
        await before.restore();
      }
    });
  }

  const next = (random: Random, options = {}) => world.c.next(random, options);

  convicts("F1 double-signed sequence", [Lie.DoubleSigned], async (random) => {
    const epoch = await next(random);
    const { receipt } = epoch.chunks[0]!.receipts[0]!;
    return { epoch, signed: [receipt, { ...receipt, contextRoot: random.bytes32() }] };
  });

  convicts("F2 omitted or altered receipt", [Lie.Omitted], async (random) => {
    const epoch = await next(random);
    const chunk = epoch.chunks[pick(random, epoch.chunks)]!;
    const { receipt } = chunk.receipts[pick(random, chunk.receipts)]!;
    const isBeyond = random.int(0, 1) === 0;
    const sequence = isBeyond ? epoch.top.fields.receiptCount + random.int(0, 3) : receipt.sequence;
    return { epoch, signed: [{ ...receipt, sequence, contextRoot: random.bytes32() }] };
  });

  const inChunk = async (random: Random, change: (chunk: Chunk, slot: number) => Chunk): Promise<Lying> => {
    const { honest, at, slot } = await world.c.withLegs(random);
    return { epoch: replaceChunk(honest, at, change(honest.chunks[at]!, slot)) };
  };

  convicts("F3 wrong fee or a broken rule in a receipt", [Lie.Receipt], (random) =>
    inChunk(random, (chunk, slot) => withReceipt(world.c.w, chunk, slot, (item) => falseReceipt(random, item))),
  );

  convicts("F3 legs that are not those of the legs root", [Lie.Chunk], (random) =>
    inChunk(random, (chunk, slot) => {
      const { legs, receipt } = chunk.receipts[slot]!;
      return withBlocks(world.c.w, chunk, slot, falseLegBlocks(random, legs, receipt.weightTotal).blocks);
    }),
  );

  convicts("F3 legs that break a rule", [Lie.Legs], (random) => inChunk(random, (chunk, slot) => withFalseLeg(random, chunk, slot)));

  convicts("F3 contribution never accepted", [Lie.Legs], (random) =>
    inChunk(random, (chunk, slot) => withUnaccepted(world.c.w, random, chunk, slot).chunk),
  );

  convicts("F3 wrong leg amount or role share", [Lie.Share], (random) =>
    inChunk(random, (chunk, slot) => withShare(random, chunk, slot).chunk),
  );

  convicts("F3 shares whose amounts nobody has shown", [Lie.Share], (random) =>
    inChunk(random, (chunk) => withFields(chunk, { sharesRoot: random.bytes32() })),
  );

  convicts("F4 chunk unlike its receipts", [Lie.Chunk], async (random) =>
    inChunk(random, (chunk) => {
      const strangers = [...world.c.w.contributorAccounts];
      const changes = [
        () => withVector(chunk, "credits", rawVector(falseEntries(random, chunk.credits.entries, strangers).entries)),
        () => withVector(chunk, "debits", rawVector(falseEntries(random, chunk.debits.entries, world.c.w.payerAccounts).entries)),
        () => withFields(chunk, { receiptsRoot: random.bytes32() }),
        () => withFields(chunk, { feeTotal: chunk.fields.feeTotal + 1n }),
      ];
      return changes[random.int(0, changes.length - 1)]!();
    }),
  );

  convicts("F5 wrong merge node", [Lie.Merge], async (random) => {
    const { honest, level, index, node } = await world.c.tall(random);
    const side = SIDES[random.int(0, 1)]!;
    const strangers = side === "credits" ? world.c.w.contributorAccounts : world.c.w.payerAccounts;
    const vector = rawVector(falseEntries(random, node[side].entries, strangers).entries);
    return { epoch: replaceNode(honest, level, index, withVector(node, side, vector)) };
  });

  convicts("F5 disordered, empty or repeated entries", [Lie.Disorder], async (random) => {
    const { honest, level, index, node } = await world.c.tall(random);
    const entries = [...node.credits.entries];
    const at = random.int(0, entries.length - 2);
    const choice = random.int(0, 2);
    if (choice === 0) [entries[at], entries[at + 1]] = [entries[at + 1]!, entries[at]!];
    else if (choice === 1) entries[at + 1] = { ...entries[at]! };
    else entries[at] = { ...entries[at]!, amount: 0n };
    return { epoch: replaceNode(honest, level, index, withVector(node, "credits", rawVector(entries))) };
  });

  convicts("F6 wrong payout word", [Lie.Word], async (random) => {
    const honest = await next(random);
    const words = [...honest.words];
    const at = random.int(0, words.length + 3);
    while (words.length <= at) words.push(0n);
    words[at] = words[at]! + (1n << BigInt(64 * random.int(0, 3)));
    const payouts = wordTree(words);
    const header = { ...honest.header, payoutRoot: payouts.root };
    return { epoch: { ...honest, header, packed: encodeHeader(header), words, payouts } };
  });

  convicts("F7 wrong sums", [Lie.Sums], async (random) => {
    const { honest, level, index, node } = await world.c.tall(random);
    let fields = falseSums(random, node.fields);
    // At the top a wrong first sequence or level is refused at commit.
    while (level === honest.levels.length - 1 && (fields.firstSequence !== undefined || fields.level !== undefined))
      fields = falseSums(random, node.fields);
    return { epoch: replaceNode(honest, level, index, withFields(node, fields)) };
  });

  /** A chunk whose bytes and roots hold legs that break a rule: the last leg weighs nothing or is of no class, or there is too much weight. */
  function withFalseLeg(random: Random, chunk: Chunk, slot: number): Chunk {
    const honest = chunk.receipts[slot]!;
    const bytes = Uint8Array.from(chunk.bytes);
    let at = 0;
    for (const { legs } of chunk.receipts.slice(0, slot)) at += 113 + 10 * legs.length;
    const last = at + 113 + 10 * (honest.legs.length - 1);
    if (random.int(0, 1) === 0) bytes.set([0, 0], last + 7);
    else bytes[last + 9] = 4 + random.int(0, 200);
    const legs = bytes.slice(at + 113, last + 10);
    const blocks: Uint8Array[] = [];
    let before = 0;
    for (let first = 0; first < honest.legs.length; first += 8) {
      const block = new Uint8Array(4 + Math.min(80, legs.length - 10 * first));
      new DataView(block.buffer).setUint32(0, before);
      block.set(legs.subarray(10 * first, 10 * first + block.length - 4), 4);
      blocks.push(block);
      for (const { weight } of honest.legs.slice(first, first + 8)) before += weight;
    }
    const changed = withBlocks(world.c.w, chunk, slot, blocks);
    bytes.set(changed.bytes.subarray(at, at + 113), at);
    return { ...withFields(changed, { body: keccak256(bytes) }), bytes };
  }

  it("F8 debit above voucher: waits for the activation window, then proves it", async () => {
    const { c, session } = world;
    const before = await c.w.networkHelpers.takeSnapshot();
    const random = randomOf("F8");
    const stranger = c.w.contributorAccounts[0]!;
    const receipts = (await c.w.receipts(random, 1, 9, 5)).map((item) => ({
      ...item,
      receipt: { ...item.receipt, payerAccount: stranger },
    }));
    const epoch = c.w.build({ epoch: 1, parent: c.parent.hash, receipts });
    const { hash } = await c.w.commit(epoch);
    await publishClaimed(world.store, epoch);
    await watchOnce(world.watcher().context);
    expect((await c.w.ledger.chainOf(GATEWAY_ID)).nextEpoch).to.equal(2);
    await c.w.networkHelpers.time.increase(DAY / 2);
    await watchOnce(world.watcher().context);
    const [voided] = await c.w.ledger.queryFilter(c.w.ledger.filters.EpochVoided(GATEWAY_ID, 1, hash));
    expect([Number(voided!.args.lie), voided!.args.prover]).to.deep.equal([Lie.Debit, session.sender()]);
    await before.restore();
  });

  it("F9 withheld data: asks on chain, and proves it when nobody answers", async () => {
    const { c, store, session } = world;
    for (const kind of ["chunks", "children"] as const) {
      const before = await c.w.networkHelpers.takeSnapshot();
      const { honest } = await c.tall(randomOf(`F9 ${kind}`));
      const { hash } = await c.w.commit(honest);
      const lost = kind === "chunks" ? honest.chunks[0]!.fields.body : honest.top.fields.body;
      const holed = {
        ...store,
        read: async (...[of, key]: Parameters<typeof store.read>) => (of === kind && key === hexOf(lost) ? undefined : store.read(of, key)),
      };
      await publishClaimed(store, honest);
      const held = await c.w.suite.openToken.balanceOf(session.sender());
      const first = world.watcher({ stores: [holed] });
      const checked = await watchOnce(first.context);
      expect(exitCodeOf(checked, false), JSON.stringify(first.reports)).to.equal(3);
      expect(Number((await c.w.ledger.fundingOf(hash)).openChallenges)).to.equal(1);
      // Looking again asks no second time.
      await watchOnce(world.watcher({ stores: [holed] }).context);
      expect(Number((await c.w.ledger.fundingOf(hash)).openChallenges)).to.equal(1);
      await c.w.networkHelpers.time.increase(DAY / 4);
      await watchOnce(world.watcher({ stores: [holed] }).context);
      const [voided] = await c.w.ledger.queryFilter(c.w.ledger.filters.EpochVoided(GATEWAY_ID, 1, hash));
      expect(Number(voided!.args.lie)).to.equal(Lie.Withheld);
      expect((await c.w.suite.openToken.balanceOf(session.sender())) > held).to.equal(true);
      await before.restore();
    }
  });

  it("does nothing to honest epochs", async () => {
    const { c, store } = world;
    for (let round = 0; round < 2 * ROUNDS; round++) {
      const before = await c.w.networkHelpers.takeSnapshot();
      const honest = await next(randomOf(`honest ${round}`), { count: 20, chunkLegs: 12 });
      const { record } = await c.w.commit(honest);
      await publishClaimed(store, honest);
      await c.w.hold(record, honest);
      const receipts = await keepReceipts(honest.chunks.flatMap(({ receipts: list }) => list.map(({ receipt }) => receipt)));
      for (const elapsed of [0, DAY / 2, DAY]) {
        await c.w.networkHelpers.time.increase(elapsed + 1);
        const { context, reports } = world.watcher({ receipts });
        const checked = await watchOnce(context);
        expect([checked.length, exitCodeOf(checked, false)]).to.deep.equal([2, 0]);
        expect(reports.map(({ kind }) => kind)).to.deep.equal(["true", "true"]);
      }
      await c.w.ledger.finalise(c.parent.record);
      await c.w.ledger.finalise(record);
      expect(await survey(world.watcher().context)).to.deep.equal([]);
      await before.restore();
    }
  });
});
