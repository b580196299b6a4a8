import { encodeReceipt, legsRoot, receiptId, type Leg, type Receipt } from "@openledger/sdk";
import { chunkProofsAbi } from "@openledger/sdk/abis";
import { bytesToHex, concatBytes, concatHex, encodeFunctionData, keccak256, toHex, type Hex } from "viem";

import { buildChunk, cutChunks } from "../../../sdk/src/epoch/build-chunk.ts";
import { mergeLevels } from "../../../sdk/src/epoch/build-epoch.ts";
import type { EpochSources } from "../../src/api/epochs/epoch-reads.ts";
import { objectReader } from "../../src/api/epochs/fetch-object.ts";
import { placeFinder } from "../../src/api/epochs/find-place.ts";
import type { Evidence, EvidenceSource } from "../../src/api/evidence/evidence-of.ts";
import type { ChainReads } from "../../src/api/proof/proof-route.ts";
import { ACTOR, COMMONS, eventOf, fold, hashOf } from "./fold.ts";
import { openTables } from "./tables.ts";
import { GATEWAY, ITEMS, KEY, METHOD, OFFERING, PAYER, SPLIT, openWorld } from "./world.ts";

export const EPOCH = 3;
export const COUNT = 300;

/** Receipts with none to three legs. */
export const receipts = Array.from({ length: COUNT }, (_, sequence) => {
  const legs: Leg[] = ITEMS.slice(0, sequence % 4).map((contributionId, i) => ({ contributionId, weight: 100 + i, class: "proven" }));
  const receipt: Receipt = {
    ...{ lane: "epoch", gatewayId: GATEWAY, epoch: EPOCH, sequence, payerAccount: PAYER, offeringId: OFFERING },
    ...{ promptTokens: 3, completionTokens: 5, fee: 1_000_003n + BigInt(sequence), servedAt: 1_763_000_000_000 },
    ...{ legCount: legs.length, weightTotal: 1_000, legsRoot: legsRoot(legs), contextRoot: hashOf(`context ${sequence}`) },
  };
  return { receipt, legs };
});
export const ids = receipts.map(({ receipt }) => receiptId(receipt));

/** The epoch's levels, of so many chunks that the tree has two. */
export const chunks = cutChunks(receipts, 16).map((part) =>
  buildChunk({ receipts: part, splits: new Map([[OFFERING, SPLIT]]), commons: COMMONS }),
);
export const levels = mergeLevels(chunks);
export const header = concatHex([
  ...["0x01" as Hex, toHex(GATEWAY, { size: 4 }), toHex(EPOCH, { size: 4 }), hashOf("parent"), "0x09" as Hex, hashOf("payouts")],
  bytesToHex(levels.at(-1)![0]!.packed),
]);
export const record = concatHex([header, toHex(1_763_640_000, { size: 6 }), toHex(0, { size: 6 }), toHex(0n, { size: 8 })]);

/** What its gateway publishes, by `kind/key`. */
const published = new Map<string, Uint8Array>();
for (const { fields, bytes } of chunks) published.set(`chunks/${bytesToHex(fields.body as Uint8Array)}`, bytes);
for (const [level, nodes] of levels.entries()) {
  for (const [place, { fields }] of nodes.entries()) {
    if (level === 0) continue;
    const children = levels[level - 1]!.slice(16 * place, 16 * place + 16);
    published.set(`children/${bytesToHex(fields.body as Uint8Array)}`, concatBytes(children.map(({ packed }) => packed)));
  }
}

/** What the gateway serves as evidence of a receipt in the epoch. */
const evidenceOf = async (id: Hex, source?: EvidenceSource): Promise<Evidence | null> => {
  const legs = source?.facts.legs;
  if (legs === undefined) return null;
  const span = { class: "Proven", words: `words of ${id}`, wordCount: 3, itemStart: 0, documents: 1, credit: 1n } as const;
  const spans = legs.map(({ contributionId, weight, amount }, i) => ({
    ...span,
    contributionId,
    outputStart: 10 * i,
    shareUnits: weight,
    amount,
  }));
  return { status: "verified", verified: true, problem: null, methodId: METHOD, spans };
};

/** Tables in which an epoch was committed, with some of its parts shown on chain too, and a gateway that publishes it. */
export const openPublishedEpoch = async () => {
  /** Changes what the gateway answers. */
  const gateway = {
    alter: (bytes: Uint8Array | undefined): Uint8Array | undefined => bytes,
    /** Which receipt it shows when it is asked for one. */
    claimed: (index: number): number => index,
  };
  /** Calldata of transactions on chain. */
  const answers = new Map<Hex, Hex>();
  const store = await openWorld();
  const commit = { gateway: GATEWAY, epoch: EPOCH, recordHash: keccak256(record), key: KEY, record, actor: ACTOR };
  await fold(store, eventOf("EpochLedger", "EpochCommitted", commit));
  for (const node of [levels.at(-1)![0]!, levels[1]![0]!, levels[0]![2]!]) {
    const about = { recordHash: keccak256(record), node: keccak256(node.packed) };
    const challenge = { ...about, challenger: ACTOR, bond: 5n, deadline: 9n, level: node.fields.level };
    const answered = eventOf("ChunkProofs", "ChallengeAnswered", { ...about, actor: ACTOR, isTrue: true });
    await fold(store, eventOf("ChunkProofs", "DataChallenged", challenge), answered);
    const way = { nodes: [], indexes: [], paths: [] };
    const below = (level: number, place: number) =>
      levels[level - 1]!.slice(16 * place, 16 * place + 16).map(({ packed }) => bytesToHex(packed));
    const data =
      node.fields.level === 0
        ? encodeFunctionData({
            abi: chunkProofsAbi,
            functionName: "answerWithChunk",
            args: [record, way, bytesToHex(chunks[2]!.bytes), { accounts: "0x", payers: "0x", legIndexes: "0x" }],
          })
        : encodeFunctionData({
            abi: chunkProofsAbi,
            functionName: "answerWithChildren",
            args: [record, way, below(node.fields.level, 0)],
          });
    answers.set(answered.transactionHash, data);
  }
  const tables = await openTables(store);
  const fetcher: typeof fetch = async (url) => {
    const asked = /\/v1\/receipts\/(0x\w+)$/.exec(new URL(url as URL).pathname)?.[1];
    const at = ids.indexOf(asked as Hex);
    if (at !== -1) return Response.json({ packed: encodeReceipt(receipts[gateway.claimed(at)]!.receipt) });
    const bytes = gateway.alter(published.get(new URL(url as URL).pathname.replace("/v1/epochs/objects/", "")));
    return bytes === undefined ? new Response("", { status: 404 }) : new Response(new Uint8Array(bytes));
  };
  const block = { number: 9, hash: hashOf("block"), timestamp: 1_763_640_000 };
  const hosts = ["127.0.0.1"];
  const chain = {
    commonsAccount: async () => COMMONS,
    getTransaction: async ({ hash }: { hash: Hex }) => ({ input: answers.get(hash) }),
  } as unknown as ChainReads;
  const sources = { chain, readObject: objectReader(hosts, { fetcher }), findPlace: placeFinder(tables.db, hosts, { fetcher }) };
  const privateEvidenceOf = async (id: Hex, _request: string, source?: EvidenceSource) => evidenceOf(id, source);
  const reads = { evidenceOf, privateEvidenceOf, indexedBlock: async () => block, freshnessOf: async () => null };
  return { tables, gateway, reads, sources: sources satisfies EpochSources };
};
