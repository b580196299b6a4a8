import { expect } from "chai";
import { bytesToHex, keccak256, type Hex } from "viem";

import { batchTypedData, encodeReceipt, receiptId, type Receipt } from "../../../sdk/src/index.ts";
import { merkleProof } from "../../../sdk/src/merkle/merkle-proof.ts";
import { merkleRoot } from "../../../sdk/src/merkle/merkle-root.ts";
import type { Chunk, Epoch, EpochNode } from "../../../sdk/src/epoch/epoch.ts";
import {
  chunkHints,
  childrenOf,
  legBlockOpening,
  nodePath,
  shareOpening,
  slotOpening,
  vectorOpening,
} from "../../../sdk/src/epoch/openings.ts";
import { wordPath, wordTree } from "../../../sdk/src/epoch/word-tree.ts";
import { encodeHeader } from "../../../sdk/src/epoch/encode-header.ts";
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
} from "./lies.ts";
import { COMMONS, DAY, epochWorld, GATEWAY_ID, Lie, randomOf, type EpochWorld, type Random } from "./world.ts";

/** Lies of each class, and honest epochs. `npm test` runs the quick form. */
const ROUNDS = Number(process.env["EPOCH_LIES"] ?? 50);
const NO_BLOCK = { data: "0x", index: 0, path: [] };
const SIDES = ["credits", "debits"] as const;

describe(`fraud proofs, ${ROUNDS} random lies of each class`, function () {
  this.timeout(1_800_000);
  let w: EpochWorld;
  let parent: { record: Hex; hash: Hex };
  let first: Epoch;
  let start: Awaited<ReturnType<EpochWorld["networkHelpers"]["takeSnapshot"]>>;

  before(async () => {
    w = await epochWorld();
    first = await w.randomEpoch(randomOf("parent"), { count: 12 });
    parent = await w.commit(first);
    await w.suite.openToken.approve(w.chunkProofs, w.ethers.MaxUint256);
    start = await w.networkHelpers.takeSnapshot();
  });

  const next = (random: Random, options = {}) =>
    w.randomEpoch(random, { epoch: 1, parent: parent.hash, previousWords: first.words, count: random.int(2, 24), ...options });
  const pick = <Item>(random: Random, items: readonly Item[]): number => random.int(0, items.length - 1);
  const roleAccounts = () => [COMMONS, ...w.entries.map(({ account }) => account)];

  /** Runs rounds of: make a false epoch, commit it, prove. Every proof must void it. */
  function everyLie(
    name: string,
    lie: number,
    make: (random: Random) => Promise<{ epoch: Epoch; prove: (record: Hex, hash: Hex) => Promise<unknown>; honest?: undefined }>,
  ) {
    it(name, async () => {
      for (let round = 0; round < ROUNDS; round++) {
        const { epoch, prove } = await make(randomOf(`${name} ${round}`));
        const { record, hash } = await w.commit(epoch);
        const bond = (await w.suite.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond;
        await expect(prove(record, hash), `${name}, round ${round}`)
          .to.emit(w.ledger, "EpochVoided")
          .withArgs(GATEWAY_ID, 1, hash, lie, 1, (epoch.top.fields.feeTotal * 3n + 1n) / 2n, w.suite.actor.address, () => true);
        expect((await w.suite.gatewayRegistry.gatewayOf(GATEWAY_ID)).bond).to.equal(bond - (epoch.top.fields.feeTotal * 3n + 1n) / 2n);
        expect((await w.ledger.chainOf(GATEWAY_ID)).nextEpoch).to.equal(1);
      }
    });
  }

  const signOne = (receipt: Receipt) => w.signReceipt(receipt);

  /** Signs a receipt within a random batch. */
  async function signBatch(random: Random, receipt: Receipt) {
    const router = (await w.suite.rewardRouter.getAddress()) as Hex;
    const before = random.int(0, Math.min(5, receipt.sequence));
    const ids = Array.from({ length: before + 1 + random.int(0, 6) }, () => random.bytes32());
    ids[before] = receiptId(receipt);
    const summary = {
      gatewayId: GATEWAY_ID,
      epoch: receipt.epoch,
      lane: "epoch" as const,
      firstSequence: receipt.sequence - before,
      count: ids.length,
      legCount: 7,
      feeTotal: 99n,
      root: merkleRoot(ids),
    };
    const { domain, types, message } = batchTypedData({ chainId: w.chainId, router, batch: summary });
    const signature = await w.receiptKey.signTypedData(domain, types as never, message);
    return {
      receipt: encodeReceipt(receipt),
      key: w.receiptKey.address,
      signature,
      firstSequence: summary.firstSequence,
      count: summary.count,
      legCount: 7,
      feeTotal: 99,
      path: [...merkleProof(ids, before)],
    };
  }

  everyLie("F1 double-signed sequence", Lie.DoubleSigned, async (random) => {
    const epoch = await next(random);
    const receipt = epoch.chunks[0]!.receipts[0]!.receipt;
    const one = await signBatch(random, receipt);
    const two = await signOne({ ...receipt, contextRoot: random.bytes32() });
    return { epoch, prove: (record) => w.receiptProofs.proveDoubleSigned(record, one, two) };
  });

  everyLie("F2 omitted or altered receipt", Lie.Omitted, async (random) => {
    const epoch = await next(random);
    const isBeyond = random.int(0, 2) === 0;
    const at = pick(random, epoch.chunks);
    const chunk = epoch.chunks[at]!;
    const slot = pick(random, chunk.receipts);
    const template = chunk.receipts[slot]!.receipt;
    const sequence = isBeyond ? epoch.top.fields.receiptCount + random.int(0, 99) : template.sequence;
    const signed = await (random.int(0, 1) === 0 ? signOne : (receipt: Receipt) => signBatch(random, receipt))({
      ...template,
      sequence,
      fee: template.fee + 1n,
    });
    const { path } = slotOpening(chunk, slot);
    return {
      epoch,
      prove: (record) => w.receiptProofs.proveOmitted(record, signed, nodePath(epoch, 0, at), bytesToHex(chunk.ids[slot]!), [...path]),
    };
  });

  everyLie("F3 wrong fee or a broken rule in a receipt", Lie.Receipt, async (random) => {
    const honest = await next(random);
    const at = pick(random, honest.chunks);
    const slot = pick(random, honest.chunks[at]!.receipts);
    const epoch = replaceChunk(
      honest,
      at,
      withReceipt(w, honest.chunks[at]!, slot, (item) => falseReceipt(random, item)),
      first.words,
    );
    return { epoch, prove: (record) => w.receiptProofs.proveReceipt(record, nodePath(epoch, 0, at), slotOpening(epoch.chunks[at]!, slot)) };
  });

  async function withLegs(random: Random): Promise<{ honest: Epoch; at: number; slot: number }> {
    for (;;) {
      const honest = await next(random, { legs: 20, chunkLegs: 60 });
      const at = pick(random, honest.chunks);
      const slot = pick(random, honest.chunks[at]!.receipts);
      if (honest.chunks[at]!.receipts[slot]!.legs.length > 1) return { honest, at, slot };
    }
  }

  everyLie("F3 legs that break a rule", Lie.Legs, async (random) => {
    const { honest, at, slot } = await withLegs(random);
    const { legs, receipt } = honest.chunks[at]!.receipts[slot]!;
    const { blocks, first: one, second } = falseLegBlocks(random, legs, receipt.weightTotal);
    const epoch = replaceChunk(honest, at, withBlocks(w, honest.chunks[at]!, slot, blocks), first.words);
    const open = (index: number | undefined) =>
      index === undefined
        ? NO_BLOCK
        : {
            data: bytesToHex(blocks[index]!),
            index,
            path: [
              ...merkleProof(
                blocks.map((block) => keccak256(block)),
                index,
              ),
            ],
          };
    return {
      epoch,
      prove: (record) =>
        w.legProofs.proveLegs(record, nodePath(epoch, 0, at), slotOpening(epoch.chunks[at]!, slot), open(one), open(second)),
    };
  });

  everyLie("F3 contribution never accepted", Lie.Legs, async (random) => {
    const { honest, at, slot } = await withLegs(random);
    const { chunk, leg } = withUnaccepted(w, random, honest.chunks[at]!, slot);
    const epoch = replaceChunk(honest, at, chunk, first.words);
    const legs = legBlockOpening(chunk, slot, Math.floor(leg / 8));
    return {
      epoch,
      prove: (record) => w.legProofs.proveUnaccepted(record, nodePath(epoch, 0, at), slotOpening(chunk, slot), legs, leg % 8),
    };
  });

  everyLie("F3 wrong leg amount or role share", Lie.Share, async (random) => {
    const { honest, at, slot } = await withLegs(random);
    const { chunk, position } = withShare(random, honest.chunks[at]!, slot);
    const epoch = replaceChunk(honest, at, chunk, first.words);
    const leg = position - 16;
    const isLeg = leg >= 0 && leg < chunk.receipts[slot]!.legs.length;
    const legs = isLeg ? legBlockOpening(chunk, slot, Math.floor(leg / 8)) : NO_BLOCK;
    return {
      epoch,
      prove: (record) =>
        w.legProofs.proveShare(
          record,
          nodePath(epoch, 0, at),
          slotOpening(chunk, slot),
          position,
          shareOpening(chunk, slot, position),
          legs,
        ),
    };
  });

  /** A chunk that is not what its node says. */
  function falseChunk(random: Random, chunk: Chunk): Chunk {
    const choice = random.int(0, 6);
    if (choice <= 1)
      return withVector(
        chunk,
        "credits",
        rawVector(
          falseEntries(
            random,
            chunk.credits.entries,
            [...w.contributorAccounts, ...roleAccounts()].filter((account) => account > 0),
          ).entries,
        ),
      );
    if (choice === 2) return withVector(chunk, "debits", rawVector(falseEntries(random, chunk.debits.entries, w.payerAccounts).entries));
    if (choice === 3) return withFields(chunk, { receiptsRoot: random.bytes32() });
    if (choice === 4) return withFields(chunk, { sharesRoot: random.bytes32() });
    if (choice === 5)
      return withReceipt(w, chunk, pick(random, chunk.receipts), (item) => ({
        ...item,
        receipt: { ...item.receipt, legsRoot: random.bytes32() },
      }));
    return withFields(chunk, { feeTotal: chunk.fields.feeTotal + 1n });
  }

  everyLie("F4 chunk unlike its receipts", Lie.Chunk, async (random) => {
    const honest = await next(random);
    const at = pick(random, honest.chunks);
    const epoch = replaceChunk(honest, at, falseChunk(random, honest.chunks[at]!), first.words);
    const chunk = epoch.chunks[at]!;
    return {
      epoch,
      prove: (record) =>
        w.chunkProofs.proveChunk(record, nodePath(epoch, 0, at), bytesToHex(chunk.bytes), chunkHints(chunk, roleAccounts())),
    };
  });

  /** An honest epoch with a node above the chunks. */
  async function tall(random: Random): Promise<{ honest: Epoch; level: number; index: number; node: EpochNode }> {
    for (;;) {
      const honest = await next(random, { count: random.int(8, 40), legs: 6, chunkLegs: 6 });
      if (honest.levels.length < 2) continue;
      const level = random.int(1, honest.levels.length - 1);
      const index = pick(random, honest.levels[level]!);
      return { honest, level, index, node: honest.levels[level]![index]! };
    }
  }

  everyLie("F5 wrong merge node", Lie.Merge, async (random) => {
    const { honest, level, index, node } = await tall(random);
    const side = SIDES[random.int(0, 1)]!;
    const strangers = side === "credits" ? [...w.contributorAccounts] : [...w.payerAccounts];
    const { entries, account } = falseEntries(random, node[side].entries, strangers);
    const epoch = replaceNode(honest, level, index, withVector(node, side, rawVector(entries)), first.words);
    const children = childrenOf(epoch, level, index);
    return {
      epoch,
      prove: (record) =>
        w.vectorProofs.proveMerge(
          record,
          nodePath(epoch, level, index),
          children.map(({ packed }) => bytesToHex(packed)),
          SIDES.indexOf(side),
          account,
          vectorOpening(rawVector(entries), account),
          children.map((child) => vectorOpening(child[side], account)),
        ),
    };
  });

  everyLie("F5 disordered, empty or repeated entries", Lie.Disorder, async (random) => {
    const honest = await next(random, { count: random.int(8, 30), chunkLegs: random.int(6, 60) });
    const level = random.int(0, honest.levels.length - 1);
    const index = pick(random, honest.levels[level]!);
    const node = honest.levels[level]![index]!;
    const entries = [...node.credits.entries];
    const at = random.int(0, entries.length - 2);
    const choice = random.int(0, 2);
    let place = at;
    if (choice === 0) [entries[at], entries[at + 1]] = [entries[at + 1]!, entries[at]!];
    else if (choice === 1) entries[at + 1] = { ...entries[at]! };
    else {
      place = random.int(0, entries.length - 1);
      entries[place] = { ...entries[place]!, amount: 0n };
    }
    const vector = rawVector(entries);
    const epoch = replaceNode(honest, level, index, withVector(node, "credits", vector), first.words);
    const leaves = vector.leaves.map((leaf) => bytesToHex(leaf));
    const isLast = place + 1 === leaves.length;
    const shown = {
      index: place,
      leaf: leaves[place]!,
      path: [...merkleProof(leaves, place)],
      next: isLast ? 0 : leaves[place + 1]!,
      nextPath: isLast ? [] : [...merkleProof(leaves, place + 1)],
    };
    return { epoch, prove: (record) => w.vectorProofs.proveDisorder(record, nodePath(epoch, level, index), 0, shown) };
  });

  function wordOpening(epoch: Epoch, word: number) {
    const path = (tree: typeof epoch.payouts) => wordPath(tree, word).map((node) => bytesToHex(node));
    return {
      word,
      value: epoch.payouts.layers[0]![word] === undefined ? 0n : BigInt(bytesToHex(epoch.payouts.layers[0]![word]!)),
      path: path(epoch.payouts),
      previous: first.words[word] ?? 0n,
      previousPath: path(first.payouts),
      credits: [0, 1, 2, 3].map((lane) => vectorOpening(epoch.top.credits, 4 * word + lane)) as never,
    };
  }

  everyLie("F6 wrong or decreasing payout word", Lie.Word, async (random) => {
    const honest = await next(random);
    const words = [...honest.words];
    const at = random.int(0, words.length + 3);
    const shift = BigInt(64 * random.int(0, 3));
    const lane = ((words[at] ?? 0n) >> shift) & 0xffffffffffffffffn;
    while (words.length <= at) words.push(0n);
    words[at] = lane > 0n && random.int(0, 1) === 0 ? words[at]! - (1n << shift) : words[at]! + (1n << shift);
    const payouts = wordTree(words);
    const header = { ...honest.header, payoutRoot: payouts.root };
    const epoch = { ...honest, header, packed: encodeHeader(header), words, payouts };
    return { epoch, prove: (record) => w.vectorProofs.proveWord(record, parent.record, wordOpening(epoch, at)) };
  });

  everyLie("F7 wrong sums", Lie.Sums, async (random) => {
    const tower = await tall(random);
    const { honest } = tower;
    let { level, index, node } = tower;
    if (random.int(0, 3) === 0) {
      level = 0;
      index = pick(random, honest.chunks);
      node = honest.chunks[index]!;
    }
    let fields = falseSums(random, node.fields);
    // At the top some lies are refused at commit; take one that is not.
    while (level === honest.levels.length - 1 && fields.firstSequence !== undefined) fields = falseSums(random, node.fields);
    const epoch = replaceNode(honest, level, index, withFields(node, fields), first.words);
    const children = level === 0 ? [] : childrenOf(epoch, level, index).map(({ packed }) => bytesToHex(packed));
    return { epoch, prove: (record) => w.vectorProofs.proveSums(record, nodePath(epoch, level, index), children) };
  });

  everyLie("F9 withheld chunks and children", Lie.Withheld, async (random) => {
    const { honest, level, index } = await tall(random);
    const at = random.int(0, 1) === 0 ? { level, index } : { level: 0, index: pick(random, honest.chunks) };
    const way = nodePath(honest, at.level, at.index);
    return {
      epoch: honest,
      prove: async (record) => {
        await w.chunkProofs.challengeData(record, way);
        await expect(w.chunkProofs.proveWithheld(record, way)).to.be.revertedWithCustomError(w.chunkProofs, "ChunkProofs_TooEarly");
        await w.networkHelpers.time.increase(DAY / 4);
        return w.chunkProofs.proveWithheld(record, way);
      },
    };
  });

  it("F8 debit above voucher", async () => {
    const snapshot = await w.networkHelpers.takeSnapshot();
    for (let round = 0; round < ROUNDS; round++) {
      const random = randomOf(`F8 ${round}`);
      const honest = await next(random);
      const at = pick(random, honest.top.debits.entries);
      const { account } = honest.top.debits.entries[at]!;
      const entries = honest.top.debits.entries.map((entry, i) => (i === at ? { account, amount: entry.amount + 10n ** 13n } : entry));
      const vector = rawVector(entries);
      const level = honest.levels.length - 1;
      const epoch = replaceNode(honest, level, 0, withVector(honest.top, "debits", vector), first.words);
      const { record, hash } = await w.commit(epoch);
      await expect(w.vectorProofs.proveDebit(record, account, vectorOpening(vector, account))).to.be.revertedWithCustomError(
        w.vectorProofs,
        "VectorProofs_TooEarly",
      );
      const held = await w.networkHelpers.takeSnapshot();
      await w.networkHelpers.time.increase(DAY / 2);
      await expect(w.vectorProofs.proveDebit(record, account, vectorOpening(vector, account)))
        .to.emit(w.ledger, "EpochVoided")
        .withArgs(GATEWAY_ID, 1, hash, Lie.Debit, 1, () => true, w.suite.actor.address, 0);
      await held.restore();
      await w.manager.grantRole(9n, w.suite.actor.address, 0);
      await w.ledger.convict(record, Lie.Chunk, w.suite.actor.address, 0);
    }
    await snapshot.restore();
  });

  it("never convicts an honest epoch", async () => {
    await start.restore(); // the parent's debits can still be held
    for (let round = 0; round < ROUNDS; round++) {
      const random = randomOf(`honest ${round}`);
      const snapshot = await w.networkHelpers.takeSnapshot();
      const { honest: epoch, level, index, node } = await tall(random);
      const { record } = await w.commit(epoch);
      const at = pick(random, epoch.chunks);
      const chunk = epoch.chunks[at]!;
      const way = nodePath(epoch, 0, at);
      const slot = pick(random, chunk.receipts);
      const { receipt, legs } = chunk.receipts[slot]!;
      const opening = slotOpening(chunk, slot);
      const noLie = async (call: Promise<unknown>, contract: Parameters<typeof expect>[0], name: string) =>
        expect(call, `honest ${round}: ${name}`).to.be.revertedWithCustomError(contract as never, "FraudProofs_NoLie");
      const signed = await signOne(receipt);
      await noLie(w.receiptProofs.proveDoubleSigned(record, signed, await signBatch(random, receipt)), w.receiptProofs, "F1");
      await noLie(
        w.receiptProofs.proveOmitted(record, signed, way, bytesToHex(chunk.ids[slot]!), [...opening.path]),
        w.receiptProofs,
        "F2",
      );
      await noLie(w.receiptProofs.proveReceipt(record, way, opening), w.receiptProofs, "F3 receipt");
      const blocks = Math.ceil(legs.length / 8);
      if (blocks > 0) {
        const block = random.int(0, blocks - 1);
        const second = block + 1 < blocks ? legBlockOpening(chunk, slot, block + 1) : NO_BLOCK;
        await noLie(w.legProofs.proveLegs(record, way, opening, legBlockOpening(chunk, slot, block), second), w.legProofs, "F3 legs");
        await noLie(
          w.legProofs.proveUnaccepted(record, way, opening, legBlockOpening(chunk, slot, block), 0),
          w.legProofs,
          "F3 unaccepted",
        );
      }
      const position = random.int(0, 16 * chunk.shareBlocks[slot]!.length - 1);
      const leg = position - 16;
      const legBlock = leg >= 0 && leg < legs.length ? legBlockOpening(chunk, slot, Math.floor(leg / 8)) : NO_BLOCK;
      await noLie(
        w.legProofs.proveShare(record, way, opening, position, shareOpening(chunk, slot, position), legBlock),
        w.legProofs,
        "F3 share",
      );
      await noLie(w.chunkProofs.proveChunk(record, way, bytesToHex(chunk.bytes), chunkHints(chunk, roleAccounts())), w.chunkProofs, "F4");
      const side = SIDES[random.int(0, 1)]!;
      const account = random.int(0, 40);
      const children = childrenOf(epoch, level, index);
      const packed = children.map((child) => bytesToHex(child.packed));
      const above = nodePath(epoch, level, index);
      await noLie(
        w.vectorProofs.proveMerge(
          record,
          above,
          packed,
          SIDES.indexOf(side),
          account,
          vectorOpening(node[side], account),
          children.map((child) => vectorOpening(child[side], account)),
        ),
        w.vectorProofs,
        "F5",
      );
      const leaves = node[side].leaves.map((leaf) => bytesToHex(leaf));
      const place = pick(random, leaves);
      const isLast = place + 1 === leaves.length;
      const shown = {
        index: place,
        leaf: leaves[place]!,
        path: [...merkleProof(leaves, place)],
        next: isLast ? 0 : leaves[place + 1]!,
        nextPath: isLast ? [] : [...merkleProof(leaves, place + 1)],
      };
      await noLie(w.vectorProofs.proveDisorder(record, above, SIDES.indexOf(side), shown), w.vectorProofs, "F5 disorder");
      await noLie(
        w.vectorProofs.proveWord(record, parent.record, wordOpening(epoch, random.int(0, epoch.words.length + 2))),
        w.vectorProofs,
        "F6",
      );
      await noLie(w.vectorProofs.proveSums(record, above, packed), w.vectorProofs, "F7");
      await noLie(w.vectorProofs.proveSums(record, way, []), w.vectorProofs, "F7 chunk");
      await w.chunkProofs.challengeData(record, way);
      await expect(w.chunkProofs.answerWithChunk(record, way, bytesToHex(chunk.bytes), chunkHints(chunk, roleAccounts())))
        .to.emit(w.chunkProofs, "ChallengeAnswered")
        .withArgs(
          () => true,
          () => true,
          () => true,
          true,
        );
      await w.chunkProofs.challengeData(record, above);
      await w.chunkProofs.answerWithChildren(record, above, packed);
      const debit = epoch.top.debits.entries[0]!.account;
      await w.hold(parent.record, first);
      await w.hold(record, epoch);
      await w.networkHelpers.time.increase(DAY / 2);
      await noLie(w.vectorProofs.proveDebit(record, debit, vectorOpening(epoch.top.debits, debit)), w.vectorProofs, "F8");
      expect((await w.ledger.chainOf(GATEWAY_ID)).nextEpoch).to.equal(2);
      await w.networkHelpers.time.increase(2 * DAY);
      await w.ledger.finalise(parent.record);
      await w.ledger.finalise(record);
      await snapshot.restore();
    }
  });
});
