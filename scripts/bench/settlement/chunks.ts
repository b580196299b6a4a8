import { bytesToHex, type Hex } from "viem";

import { contributionId, feeOf, legsRoot, sortLegs, type Leg, type ReceiptWithLegs, type SplitEntry } from "../../../sdk/src/index.ts";
import { mergeNodes } from "../../../sdk/src/epoch/build-epoch.ts";
import type { Chunk, Epoch, EpochNode } from "../../../sdk/src/epoch/epoch.ts";
import { chunkHints, legBlockOpening, nodePath, shareOpening, slotOpening } from "../../../sdk/src/epoch/openings.ts";
import { merkleProof } from "../../../sdk/src/merkle/merkle-proof.ts";
import { withFields, withShare } from "../../../test/settlement/epoch/lies.ts";
import { COMMONS, GATEWAY_ID, randomOf, type EpochWorld } from "../../../test/settlement/epoch/world.ts";
import { PRICES } from "../world.ts";
import { headOf, renumbered } from "./commits.ts";
import { gasOf } from "./mined.ts";

/** What a transaction may use (EIP-7825). */
const GAS_LIMIT = 16_777_216;
const ACCOUNTS = 2_047;
const TOKENS = { promptTokens: 1_000, completionTokens: 500 } as const;

export interface ChunkFigures {
  /** 8,192 legs of 2,047 accounts in 128 receipts, executed as the answer to a challenge. */
  readonly chunk: number;
  /** The dearest chunk that the limits allow, as far as we know: every leg of another account, 16 offerings of 16 entries. */
  readonly worst: number;
  /** A wrong leg amount in an epoch of a million receipts, proven and convicted. */
  readonly wrongLeg: number;
  /** What the prover of it calls to be paid. */
  readonly award: number;
  /** A shares root that is not that of the receipts, proven by the chunk of 8,192 legs. */
  readonly shares: number;
}

/** Executes chunks on chain and convicts a wrong leg. Leaves the chain without an open epoch. */
export async function measureChunks(w: EpochWorld): Promise<ChunkFigures> {
  await w.suite.openToken.approve(w.chunkProofs, w.ethers.MaxUint256);
  const roles = (split: readonly SplitEntry[]) => [COMMONS, ...split.map(({ account }) => account)];
  const snapshot = await w.networkHelpers.takeSnapshot();
  const full = await fullChunk(w);
  const chunk = await answerGas(w, full, roles(w.entries));
  const dearest = await worstChunk(w, full.chunks[0]!);
  const worst = await answerGas(w, dearest.epoch, roles(dearest.split));
  await snapshot.restore();
  const shares = await sharesGas(w, full);
  await snapshot.restore();
  return { chunk, worst, shares, ...(await wrongLegGas(w, full)) };
}

/** Commits an epoch of one chunk and answers a challenge with it. */
async function answerGas(w: EpochWorld, epoch: Epoch, roleAccounts: readonly number[]): Promise<number> {
  const [chunk, ...others] = epoch.chunks as [Chunk];
  if (others.length > 0) throw new Error("more than one chunk");
  const { record } = await w.commit(epoch);
  const way = nodePath(epoch, 0, 0);
  await w.chunkProofs.challengeData(record, way);
  const hints = chunkHints(chunk, roleAccounts);
  return gasOf(w.chunkProofs.answerWithChunk(record, way, bytesToHex(chunk.bytes), hints, { gasLimit: GAS_LIMIT }));
}

async function receiptsOf(
  w: EpochWorld,
  legs: readonly (readonly Leg[])[],
  offeringOf: (sequence: number) => number,
): Promise<ReceiptWithLegs[]> {
  const servedAt = (await w.networkHelpers.time.latest()) * 1000;
  const { number } = await headOf(w);
  const random = randomOf("chunk receipts");
  return legs.map((list, sequence) => ({
    receipt: {
      lane: "epoch",
      gatewayId: GATEWAY_ID,
      epoch: number,
      sequence,
      payerAccount: w.payerAccounts[sequence % w.payerAccounts.length]!,
      offeringId: offeringOf(sequence),
      ...TOKENS,
      fee: feeOf({ ...TOKENS, ...PRICES }),
      servedAt,
      legCount: list.length,
      weightTotal: list.reduce((sum, leg) => sum + leg.weight, 0) + 99,
      legsRoot: legsRoot(list),
      contextRoot: random.bytes32(),
    },
    legs: list,
  }));
}

/** Accounts by stride, so that all take part; local numbers and weights at random. */
async function fullChunk(w: EpochWorld): Promise<Epoch> {
  const random = randomOf("chunk legs");
  const legs = Array.from({ length: 128 }, (_, sequence) =>
    sortLegs(
      Array.from({ length: 64 }, (__, i) => ({
        contributionId: contributionId(1 + (((sequence * 64 + i) * 31) % ACCOUNTS), random.int(1, 2 ** 20)),
        weight: random.int(1, 65_535),
        class: "proven" as const,
      })),
    ),
  );
  const { number, parent } = await headOf(w);
  return w.build({ epoch: number, parent, receipts: await receiptsOf(w, legs, (sequence) => 1 + (sequence % 2)) });
}

/** As many receipts and legs as fit, every leg of another account, sixteen offerings of sixteen split entries, few zero bytes. */
async function worstChunk(w: EpochWorld, template: Chunk): Promise<{ epoch: Epoch; split: readonly SplitEntry[] }> {
  const registry = w.suite.gatewayRegistry;
  const { methodId } = await registry.offeringOf(1);
  const fixed = w.entries.map((entry) => (entry.role === 0 ? { ...entry, bps: 5_000 } : entry));
  const rest = 16 - fixed.length;
  const split = [
    ...fixed,
    ...Array.from({ length: rest }, (_, i) => ({ role: 6, account: 300 + i, bps: i === 0 ? 1_000 - 10 * (rest - 1) : 10 })),
  ];
  const first = Number(await registry.offeringCount()) + 1;
  for (let i = 0; i < 16; i++) {
    const offering = {
      gateway: GATEWAY_ID,
      model: 1,
      agent: 0,
      ...PRICES,
      methodId,
      label: `worst-${i}`,
      adapters: [],
      datanets: [1],
      split,
    };
    await registry.publishOffering(offering);
    w.splits.set(first + i, split);
  }
  let account = 0x0100;
  const legs = Array.from({ length: 160 }, (_, sequence) =>
    Array.from({ length: sequence < 32 ? 52 : 51 }, () => ({
      contributionId: contributionId(++account, 0x010101 + (account % 251)),
      weight: 0x0101 + (account % 251),
      class: "proven" as const,
    })),
  );
  const { number, parent } = await headOf(w);
  const receipts = await receiptsOf(w, legs, (sequence) => first + (sequence % 16));
  const epoch = w.build({ epoch: number, parent, receipts });
  if (epoch.top.fields.legCount !== template.fields.legCount) throw new Error("the dearest chunk has fewer legs");
  return { epoch, split };
}

async function sharesGas(w: EpochWorld, full: Epoch): Promise<number> {
  const chunk = withFields(full.chunks[0]!, { sharesRoot: randomOf("shares").bytes32() });
  const { number, parent } = await headOf(w);
  const { record } = await w.commit(renumbered(full, number, parent, chunk));
  const way = { nodes: [], indexes: [], paths: [] };
  return gasOf(w.legProofs.proveShares(record, way, bytesToHex(chunk.bytes), { gasLimit: GAS_LIMIT }));
}

/** The chunk's node stands under four levels of sixteen children, as in an epoch of a million receipts. */
async function wrongLegGas(w: EpochWorld, full: Epoch): Promise<{ wrongLeg: number; award: number }> {
  const SLOT = 77;
  const chunk = full.chunks[0]!;
  let fake = withShare(randomOf("leg"), chunk, SLOT);
  // The first random lie that is about a leg, not about a role's share.
  for (let i = 0; fake.position < 16; i++) fake = withShare(randomOf(`leg ${i}`), chunk, SLOT);
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
  const { number, parent } = await headOf(w);
  const { record, hash } = await w.commit(renumbered(full, number, parent, top));
  const leg = fake.position - 16;
  const wrongLeg = await gasOf(
    w.legProofs.proveShare(
      record,
      way,
      slotOpening(fake.chunk, SLOT),
      fake.position,
      shareOpening(fake.chunk, SLOT, fake.position),
      legBlockOpening(fake.chunk, SLOT, Math.floor(leg / 8)),
    ),
  );
  return { wrongLeg, award: await gasOf(w.award(hash)) };
}
