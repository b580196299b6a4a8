import { network } from "hardhat";
import { keccak256, type Hex } from "viem";

import { roles } from "../../deploy/modules/roles.ts";
import { attribute } from "../../gateway/src/attribution/attribute.ts";
import { buildIndex } from "../../gateway/src/attribution/build-index.ts";
import { methodText } from "../../gateway/src/attribution/method-id.ts";
import { DEFAULT_OPTIONS } from "../../gateway/src/attribution/options.ts";
import { hashWords } from "../../gateway/src/attribution/hash-output.ts";
import { createWorld, GATEWAY_ID, PRICES } from "../../scripts/bench/world.ts";
import { randomOf, type Random } from "../../scripts/vectors/random.ts";
import {
  commitIndex,
  contextRoot,
  contributionId,
  encodeEvidence,
  encodeLegs,
  encodeReceipt,
  evidenceRoot,
  feeOf,
  legsRoot,
  merkleProof,
  methodIdOf,
  outputTokens,
  receiptId,
  receiptTypedData,
  recordsRoot,
  retrievedRoot,
  snapshotRoot,
  type CommittedIndex,
  type Evidence,
  type Leg,
  type MethodRules,
  type OutputTokens,
  type Receipt,
} from "../../sdk/src/index.ts";
import { referenceIndex, type CorpusText } from "./reference-index.ts";

export { GATEWAY_ID, randomOf, type Random };
export const ZERO: Hex = `0x${"00".repeat(32)}`;
export const METHOD = methodText();
export const METHOD_ID = methodIdOf(METHOD);
export const RULES: MethodRules = DEFAULT_OPTIONS;
const CONTRIBUTORS = 16;
export const ITEMS_EACH = 3;

/** What a gateway committed to and signed for one answer. */
export interface Answer {
  readonly receipt: Receipt;
  readonly records: readonly Evidence[];
  readonly legs: readonly Leg[];
  readonly output: OutputTokens;
  readonly context: Record<string, Hex>;
}

export type AttributionWorld = Awaited<ReturnType<typeof attributionWorld>>;

/**
 * Texts with everything that spans can be false about: passages that several items hold (of 30 words, so that the first has them), a phrase that more items hold than can be
 * paid, and one item that repeats another word for word.
 */
function corpusTexts(random: Random, count: number): { readonly texts: readonly string[]; readonly boilerplate: string } {
  const words = (length: number): string => Array.from({ length }, () => `w${random.int(0, 900)}`).join(" ");
  const passages = Array.from({ length: 6 }, () => words(30));
  const phrases = Array.from({ length: 6 }, () => words(10));
  const boilerplate = words(12);
  const texts = Array.from({ length: count }, (_, i) =>
    [
      words(random.int(10, 60)),
      passages[i % 6],
      words(random.int(5, 40)),
      i % 2 === 0 ? boilerplate : phrases[i % 5],
      words(random.int(0, 30)),
    ].join(" "),
  );
  texts[count - 1] = texts[4]!;
  return { texts, boilerplate };
}

/** The whole suite, a corpus of accepted items, its index published by the gateway, and the method registered. */
export async function attributionWorld(
  seed = "attribution",
  { published = (index) => index }: { readonly published?: (index: CommittedIndex) => CommittedIndex } = {},
) {
  const connection = await network.create({ network: "default", chainType: "op" });
  const { ethers, networkHelpers } = connection;
  const world = await createWorld(connection, { contributors: CONTRIBUTORS, payers: 1, offerings: 1, itemsEach: ITEMS_EACH });
  const { suite, receiptKey } = world;
  const court = suite.attributionCourt;
  const ids = world.contributorAccounts.flatMap((account) => Array.from({ length: ITEMS_EACH }, (_, i) => contributionId(account, i + 1)));
  const random = randomOf(seed);
  const { texts, boilerplate } = corpusTexts(random, ids.length);
  const corpus: CorpusText[] = await Promise.all(
    ids.map(async (id, i) => ({
      contributionId: id,
      contentRoot: (await suite.contributionLedger.contentRootOf(id)) as Hex,
      text: texts[i]!,
      noveltyPpm: 1_000_000,
      commit: Number((await suite.contributionLedger.contributionOf(id)).commit),
    })),
  );
  const root = snapshotRoot(corpus);
  const index = published(commitIndex(referenceIndex(corpus)));
  const engine = buildIndex(corpus);
  await court.registerMethod(METHOD, RULES);
  const manifestOf = ({ manifest }: CommittedIndex) => ({ ...manifest, publishedAt: 0 });
  await court.publishManifest(GATEWAY_ID, METHOD_ID, root, manifestOf(index));
  await suite.openToken.approve(court, ethers.MaxUint256);

  const chainId = Number((await ethers.provider.getNetwork()).chainId);
  const router = (await suite.rewardRouter.getAddress()) as Hex;
  const authority = await suite.accountRegistry.authority();
  const manager = await ethers.getContractAt("AccessManager", authority, suite.actor);
  const servedAt = (await networkHelpers.time.latest()) * 1000;

  /** An output that quotes items, with words of its own between them. */
  function randomOutput(from: Random): string {
    const pieces = Array.from({ length: from.int(1, 4) }, () => {
      const words = texts[from.int(0, texts.length - 1)]!.split(" ");
      const start = from.int(0, words.length - 8);
      const own = Array.from({ length: from.int(0, 5) }, () => `new${from.int(0, 99)}`);
      return [...own, ...words.slice(start, start + from.int(7, 60))];
    });
    return pieces.flat().join(" ");
  }

  interface Parts {
    readonly records: readonly Evidence[];
    readonly legs: readonly Leg[];
    readonly hashes: readonly bigint[];
    readonly receipt?: Partial<Receipt>;
    readonly snapshot?: Hex;
  }

  /** What a gateway signs for given evidence, true or false. */
  function answerOf(from: Random, { records, legs, hashes, receipt: fields, snapshot = root }: Parts): Answer {
    const output = outputTokens(hashes, from.bytes32());
    const roots = {
      recordsRoot: recordsRoot(records),
      outputTokensRoot: output.root,
      retrievedRoot: retrievedRoot([ids[from.int(0, ids.length - 1)]!]),
    };
    const head = {
      requestHash: from.bytes32(),
      promptRoot: from.bytes32(),
      outputRoot: from.bytes32(),
      methodId: METHOD_ID,
      snapshotRoot: snapshot,
    };
    const tokens = { promptTokens: 100, completionTokens: Math.max(hashes.length, 1) };
    const receipt: Receipt = {
      lane: "direct",
      gatewayId: GATEWAY_ID,
      epoch: 0,
      sequence: from.int(0, 2 ** 30),
      payerAccount: world.payerAccounts[0]!,
      offeringId: 1,
      ...tokens,
      fee: feeOf({ ...tokens, ...PRICES }),
      servedAt,
      legCount: legs.length,
      weightTotal: RULES.weightTotal,
      legsRoot: legsRoot(legs),
      contextRoot: contextRoot({ ...head, evidenceRoot: evidenceRoot(roots) }),
      ...fields,
    };
    return { receipt, records, legs, output, context: { ...head, ...roots } };
  }

  /** An honest answer, by the gateway's own engine. */
  function honest(from: Random, text = randomOutput(from)): Answer {
    const { evidence, legs } = attribute(engine, { output: text });
    return answerOf(from, { records: evidence, legs, hashes: hashWords(text) });
  }

  const NO_WAY = { nodes: [], indexes: [], paths: [] };

  /** The receipt with the gateway's signature, as `IAttributionProofs.ReceiptOpening`. */
  async function receiptOpening({ receipt }: Pick<Answer, "receipt">) {
    const { domain, types, message } = receiptTypedData({ chainId, router, receipt });
    const signature = await receiptKey.signTypedData(domain, types as never, message);
    const signed = {
      receipt: encodeReceipt(receipt),
      key: receiptKey.address,
      signature,
      firstSequence: 0,
      count: 0,
      legCount: 0,
      feeTotal: 0,
    };
    return { signed: { ...signed, path: [] as Hex[] }, epochRecord: "0x" as Hex, way: NO_WAY };
  }

  /** A claim about one record, as `IAttributionProofs.Claim`. @param receipt How the receipt is opened: by its signature unless said otherwise. */
  async function claimOf(answer: Answer, place: number, receipt?: Awaited<ReturnType<typeof receiptOpening>>) {
    const leaves = answer.records.map((record) => keccak256(encodeEvidence(record)));
    return {
      receipt: receipt ?? (await receiptOpening(answer)),
      context: answer.context as never,
      record: encodeEvidence(answer.records[place]!),
      index: place,
      path: [...merkleProof(leaves, place)],
    };
  }

  const recordsOf = ({ records }: Answer): Hex => `0x${records.map((record) => encodeEvidence(record).slice(2)).join("")}`;

  return {
    ...world,
    ...suite,
    connection,
    ethers,
    networkHelpers,
    chainId,
    router,
    manager,
    roles,
    court,
    corpus,
    ids,
    root,
    index,
    engine,
    servedAt,
    boilerplate,
    randomOutput,
    answerOf,
    honest,
    manifestOf,
    receiptOpening,
    claimOf,
    recordsOf,
    legsOf: ({ legs }: Answer): Hex => encodeLegs(legs),
    receiptIdOf: ({ receipt }: Answer): Hex => receiptId(receipt),
  };
}
