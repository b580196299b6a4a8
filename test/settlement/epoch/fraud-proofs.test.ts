import { expect } from "chai";
import { bytesToHex, keccak256 } from "viem";

import { type Receipt } from "../../../sdk/src/index.ts";
import { merkleProof } from "../../../sdk/src/merkle/merkle-proof.ts";
import type { Chunk } from "../../../sdk/src/epoch/epoch.ts";
import {
  chunkHints,
  childrenOf,
  legBlockOpening,
  nodePath,
  shareOpening,
  slotOpening,
  vectorOpening,
} from "../../../sdk/src/epoch/openings.ts";
import { wordTree } from "../../../sdk/src/epoch/word-tree.ts";
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
import { roles } from "../../../deploy/modules/roles.ts";
import { DAY, GATEWAY_ID, Lie, randomOf, type Random } from "./world.ts";
import { proveEveryLie, type LieOfClass } from "./every-lie.ts";
import { fraudCase, NO_BLOCK, pick, ROUNDS, type FraudCase } from "./fraud-case.ts";

const SIDES = ["credits", "debits"] as const;

describe(`fraud proofs, ${ROUNDS} random lies of each class`, function () {
  this.timeout(1_800_000);
  let c: FraudCase;

  before(async () => {
    c = await fraudCase();
  });

  const everyLie = (...lie: LieOfClass) => proveEveryLie(() => c, ...lie);

  everyLie("F1 double-signed sequence", Lie.DoubleSigned, async (random) => {
    const epoch = await c.next(random);
    const receipt = epoch.chunks[0]!.receipts[0]!.receipt;
    const one = await c.signBatch(random, receipt);
    const two = await c.signOne({ ...receipt, contextRoot: random.bytes32() });
    return { epoch, prove: (record) => c.w.receiptProofs.proveDoubleSigned(record, one, two) };
  });

  everyLie("F2 omitted or altered receipt", Lie.Omitted, async (random) => {
    const epoch = await c.next(random);
    const isBeyond = random.int(0, 2) === 0;
    const at = pick(random, epoch.chunks);
    const chunk = epoch.chunks[at]!;
    const slot = pick(random, chunk.receipts);
    const template = chunk.receipts[slot]!.receipt;
    const sequence = isBeyond ? epoch.top.fields.receiptCount + random.int(0, 99) : template.sequence;
    const signed = await (random.int(0, 1) === 0 ? c.signOne : (receipt: Receipt) => c.signBatch(random, receipt))({
      ...template,
      sequence,
      fee: template.fee + 1n,
    });
    const { path } = slotOpening(chunk, slot);
    return {
      epoch,
      prove: (record) => c.w.receiptProofs.proveOmitted(record, signed, nodePath(epoch, 0, at), bytesToHex(chunk.ids[slot]!), [...path]),
    };
  });

  everyLie("F3 wrong fee or a broken rule in a receipt", Lie.Receipt, async (random) => {
    const honest = await c.next(random);
    const at = pick(random, honest.chunks);
    const slot = pick(random, honest.chunks[at]!.receipts);
    const epoch = replaceChunk(
      honest,
      at,
      withReceipt(c.w, honest.chunks[at]!, slot, (item) => falseReceipt(random, item)),
    );
    return {
      epoch,
      prove: (record) => c.w.receiptProofs.proveReceipt(record, nodePath(epoch, 0, at), slotOpening(epoch.chunks[at]!, slot)),
    };
  });

  everyLie("F3 legs that break a rule", Lie.Legs, async (random) => {
    const { honest, at, slot } = await c.withLegs(random);
    const { legs, receipt } = honest.chunks[at]!.receipts[slot]!;
    const { blocks, first: one, second } = falseLegBlocks(random, legs, receipt.weightTotal);
    const epoch = replaceChunk(honest, at, withBlocks(c.w, honest.chunks[at]!, slot, blocks));
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
        c.w.legProofs.proveLegs(record, nodePath(epoch, 0, at), slotOpening(epoch.chunks[at]!, slot), open(one), open(second)),
    };
  });

  everyLie("F3 contribution never accepted", Lie.Legs, async (random) => {
    const { honest, at, slot } = await c.withLegs(random);
    const { chunk, leg } = withUnaccepted(c.w, random, honest.chunks[at]!, slot);
    const epoch = replaceChunk(honest, at, chunk);
    const legs = legBlockOpening(chunk, slot, Math.floor(leg / 8));
    return {
      epoch,
      prove: (record) => c.w.legProofs.proveUnaccepted(record, nodePath(epoch, 0, at), slotOpening(chunk, slot), legs, leg % 8),
    };
  });

  everyLie("F3 wrong leg amount or role share", Lie.Share, async (random) => {
    const { honest, at, slot } = await c.withLegs(random);
    const { chunk, position } = withShare(random, honest.chunks[at]!, slot);
    const epoch = replaceChunk(honest, at, chunk);
    const leg = position - 16;
    const isLeg = leg >= 0 && leg < chunk.receipts[slot]!.legs.length;
    const legs = isLeg ? legBlockOpening(chunk, slot, Math.floor(leg / 8)) : NO_BLOCK;
    return {
      epoch,
      prove: (record) =>
        c.w.legProofs.proveShare(
          record,
          nodePath(epoch, 0, at),
          slotOpening(chunk, slot),
          position,
          shareOpening(chunk, slot, position),
          legs,
        ),
    };
  });

  everyLie("F3 shares whose amounts nobody has shown", Lie.Share, async (random) => {
    const honest = await c.next(random);
    const at = pick(random, honest.chunks);
    const chunk = honest.chunks[at]!;
    const slot = pick(random, chunk.receipts);
    const sharesRoot = random.int(0, 1) === 0 ? random.bytes32() : withShare(random, chunk, slot).chunk.fields.sharesRoot;
    const epoch = replaceChunk(honest, at, withFields(chunk, { sharesRoot }));
    return { epoch, prove: (record) => c.w.legProofs.proveShares(record, nodePath(epoch, 0, at), bytesToHex(chunk.bytes)) };
  });

  /** A chunk that is not what its node says. */
  function falseChunk(random: Random, chunk: Chunk): Chunk {
    const choice = random.int(0, 5);
    if (choice <= 1)
      return withVector(
        chunk,
        "credits",
        rawVector(
          falseEntries(
            random,
            chunk.credits.entries,
            [...c.w.contributorAccounts, ...c.roleAccounts()].filter((account) => account > 0),
          ).entries,
        ),
      );
    if (choice === 2) return withVector(chunk, "debits", rawVector(falseEntries(random, chunk.debits.entries, c.w.payerAccounts).entries));
    if (choice === 3) return withFields(chunk, { receiptsRoot: random.bytes32() });
    if (choice === 4)
      return withReceipt(c.w, chunk, pick(random, chunk.receipts), (item) => ({
        ...item,
        receipt: { ...item.receipt, legsRoot: random.bytes32() },
      }));
    return withFields(chunk, { feeTotal: chunk.fields.feeTotal + 1n });
  }

  everyLie("F4 chunk unlike its receipts", Lie.Chunk, async (random) => {
    const honest = await c.next(random);
    const at = pick(random, honest.chunks);
    const epoch = replaceChunk(honest, at, falseChunk(random, honest.chunks[at]!));
    const chunk = epoch.chunks[at]!;
    return {
      epoch,
      prove: (record) =>
        c.w.chunkProofs.proveChunk(record, nodePath(epoch, 0, at), bytesToHex(chunk.bytes), chunkHints(chunk, c.roleAccounts())),
    };
  });

  everyLie("F5 wrong merge node", Lie.Merge, async (random) => {
    const { honest, level, index, node } = await c.tall(random);
    const side = SIDES[random.int(0, 1)]!;
    const strangers = side === "credits" ? [...c.w.contributorAccounts] : [...c.w.payerAccounts];
    const { entries, account } = falseEntries(random, node[side].entries, strangers);
    const epoch = replaceNode(honest, level, index, withVector(node, side, rawVector(entries)));
    const children = childrenOf(epoch, level, index);
    return {
      epoch,
      prove: (record) =>
        c.w.vectorProofs.proveMerge(
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
    const honest = await c.next(random, { count: random.int(8, 30), chunkLegs: random.int(6, 60) });
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
    const epoch = replaceNode(honest, level, index, withVector(node, "credits", vector));
    const leaves = vector.leaves.map((leaf) => bytesToHex(leaf));
    const isLast = place + 1 === leaves.length;
    const shown = {
      index: place,
      leaf: leaves[place]!,
      path: [...merkleProof(leaves, place)],
      next: isLast ? 0 : leaves[place + 1]!,
      nextPath: isLast ? [] : [...merkleProof(leaves, place + 1)],
    };
    return { epoch, prove: (record) => c.w.vectorProofs.proveDisorder(record, nodePath(epoch, level, index), 0, shown) };
  });

  everyLie("F6 wrong payout word", Lie.Word, async (random) => {
    const honest = await c.next(random);
    const words = [...honest.words];
    const at = random.int(0, words.length + 3);
    const shift = BigInt(64 * random.int(0, 3));
    const lane = ((words[at] ?? 0n) >> shift) & 0xffffffffffffffffn;
    while (words.length <= at) words.push(0n);
    words[at] = lane > 0n && random.int(0, 1) === 0 ? words[at]! - (1n << shift) : words[at]! + (1n << shift);
    const payouts = wordTree(words);
    const header = { ...honest.header, payoutRoot: payouts.root };
    const epoch = { ...honest, header, packed: encodeHeader(header), words, payouts };
    return { epoch, prove: (record) => c.w.vectorProofs.proveWord(record, c.wordOpening(epoch, at)) };
  });

  everyLie("F7 wrong sums", Lie.Sums, async (random) => {
    const tower = await c.tall(random);
    const { honest } = tower;
    let { level, index, node } = tower;
    if (random.int(0, 3) === 0) {
      level = 0;
      index = pick(random, honest.chunks);
      node = honest.chunks[index]!;
    }
    let fields = falseSums(random, node.fields);
    // The first node of a level gives the top its first sequence, and a top that does not start at 0 is refused at commit.
    while (index === 0 && fields.firstSequence !== undefined) fields = falseSums(random, node.fields);
    const epoch = replaceNode(honest, level, index, withFields(node, fields));
    const children = level === 0 ? [] : childrenOf(epoch, level, index).map(({ packed }) => bytesToHex(packed));
    return { epoch, prove: (record) => c.w.vectorProofs.proveSums(record, nodePath(epoch, level, index), children) };
  });

  everyLie("F9 withheld chunks and children", Lie.Withheld, async (random) => {
    const { honest, level, index } = await c.tall(random);
    const at = random.int(0, 1) === 0 ? { level, index } : { level: 0, index: pick(random, honest.chunks) };
    const way = nodePath(honest, at.level, at.index);
    return {
      epoch: honest,
      prove: async (record) => {
        await c.w.chunkProofs.challengeData(record, way);
        await expect(c.w.chunkProofs.proveWithheld(record, way)).to.be.revertedWithCustomError(c.w.chunkProofs, "ChunkProofs_TooEarly");
        await c.w.networkHelpers.time.increase(DAY / 4);
        return c.w.chunkProofs.proveWithheld(record, way);
      },
    };
  });

  it("F8 debit above voucher", async () => {
    const snapshot = await c.w.networkHelpers.takeSnapshot();
    for (let round = 0; round < ROUNDS; round++) {
      const random = randomOf(`F8 ${round}`);
      const honest = await c.next(random);
      const at = pick(random, honest.top.debits.entries);
      const { account } = honest.top.debits.entries[at]!;
      const entries = honest.top.debits.entries.map((entry, i) => (i === at ? { account, amount: entry.amount + 10n ** 13n } : entry));
      const vector = rawVector(entries);
      const level = honest.levels.length - 1;
      const epoch = replaceNode(honest, level, 0, withVector(honest.top, "debits", vector));
      const { record, hash } = await c.w.commit(epoch);
      await expect(c.w.vectorProofs.proveDebit(record, account, vectorOpening(vector, account))).to.be.revertedWithCustomError(
        c.w.vectorProofs,
        "VectorProofs_TooEarly",
      );
      const held = await c.w.networkHelpers.takeSnapshot();
      await c.w.networkHelpers.time.increase(DAY / 2);
      await expect(c.w.vectorProofs.proveDebit(record, account, vectorOpening(vector, account)))
        .to.emit(c.w.ledger, "EpochVoided")
        .withArgs(GATEWAY_ID, 1, hash, Lie.Debit, 1, () => true, c.w.suite.actor.address, 0);
      await held.restore();
      await c.w.manager.grantRole(roles.EpochCourt, c.w.suite.actor.address, 0);
      await c.w.ledger.convict(record, Lie.Chunk, c.w.suite.actor.address, 0);
      await c.w.award(hash);
    }
    await snapshot.restore();
  });
});
