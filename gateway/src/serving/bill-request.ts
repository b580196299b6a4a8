import { randomBytes } from "node:crypto";

import {
  chunkRoot,
  contextRoot,
  encodeReceipt,
  evidenceRoot,
  feeOf,
  legsRoot,
  outputTokens,
  packHashes,
  receiptId as receiptIdOf,
  recordsRoot,
  requestHash,
  retrievedRoot,
  type Receipt,
  type ReceiptContext,
} from "@openledger/sdk";
import type { Hex } from "viem";

import { hashWords } from "../attribution/hash-output.ts";
import { methodOf } from "../attribution/methods.ts";
import { DEFAULT_OPTIONS } from "../attribution/options.ts";
import { takePlace } from "../epoch/journal.ts";
import type { Database, Queryable } from "../journal/database.ts";
import { release } from "../journal/reserve.ts";
import { openEpoch, isEpochOpen, storeReceipt, takeSequence } from "../journal/receipts.ts";
import { countPromptTokens, countTokens } from "../model/count-tokens.ts";
import type { Usage } from "../model/types.ts";
import type { Session } from "./begin-request.ts";
import type { EvidenceBundle } from "./evidence-bundle.ts";
import type { Gateway } from "./gateway.ts";
import { redirectWithdrawn } from "./redirect-withdrawn.ts";

/** What was served. */
export interface Served {
  readonly text: string;
  /** As the upstream reported it, if it did. */
  readonly usage: Usage | undefined;
  readonly retrieved: readonly bigint[];
}

/** What the client is told about the bill. */
export interface Bill {
  readonly usage: Usage;
  readonly extension: {
    readonly receipt_id: Hex;
    /** nano-OPEN. */
    readonly fee: string;
    readonly unattributed_share: number;
    readonly contributions: number;
    readonly epoch: number;
    readonly sequence: number;
    readonly usage_source: "embedded" | "upstream" | "estimated";
  };
}

const MILLISECONDS_A_DAY = 86_400_000;

/** First number of an epoch that the chain has not settled: 0, unless the journal of earlier receipts was lost. */
async function firstFreeSequence(gateway: Gateway, epoch: number): Promise<number> {
  const { isSettled } = gateway.chain;
  if (!(await isSettled(epoch, 0))) return 0;
  let low = 0;
  let high = 1;
  while (await isSettled(epoch, high)) [low, high] = [high, high * 2];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (await isSettled(epoch, middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** Epochs of the direct lane whose numbering is known to be open in a journal. It never closes. */
const openEpochs = new WeakMap<Database, Set<number>>();

async function openNumbering(gateway: Gateway, epoch: number): Promise<void> {
  const { database } = gateway;
  const known = openEpochs.get(database) ?? new Set();
  openEpochs.set(database, known);
  if (known.has(epoch)) return;
  if (!(await isEpochOpen(database, epoch))) await openEpoch(database, { epoch, nextSequence: await firstFreeSequence(gateway, epoch) });
  known.add(epoch);
}

/** Where the next receipt stands. The number is taken inside the transaction that stores the receipt. */
async function numbering(
  gateway: Gateway,
  servedAt: number,
): Promise<(tx: Queryable) => Promise<Pick<Receipt, "lane" | "epoch" | "sequence">>> {
  const { rail } = gateway;
  if (rail?.lane === "epoch") return async (tx) => ({ lane: "epoch", ...(await takePlace(tx, { now: Date.now(), rules: rail.rules })) });
  const epoch = Math.floor(servedAt / MILLISECONDS_A_DAY);
  await openNumbering(gateway, epoch);
  return async (tx) => ({ lane: "direct", epoch, sequence: await takeSequence(tx, epoch) });
}

function countUsage(
  gateway: Gateway,
  session: Session,
  { text, usage }: Served,
): { usage: Usage; source: Bill["extension"]["usage_source"] } {
  const counted = usage ?? { promptTokens: countPromptTokens(session.messages), completionTokens: countTokens(text) };
  return {
    // Never above what was reserved, whatever an upstream says.
    usage: {
      promptTokens: Math.min(Math.max(counted.promptTokens, 0), session.mostPromptTokens),
      completionTokens: Math.min(Math.max(counted.completionTokens, 0), session.mostTokens),
    },
    source: usage === undefined ? "estimated" : gateway.upstream.id === "embedded" ? "embedded" : "upstream",
  };
}

/**
 * Attributes what was served, journals the receipt and signs it: alone on the direct lane, with others on the epoch lane. Only then may the client get the
 * end of the answer.
 * @param answerOf Makes the answer that a retry with the same Idempotency-Key gets.
 * @returns Undefined if nothing was served: then nothing is charged.
 */
export async function billRequest(
  gateway: Gateway,
  { session, served, answerOf }: { session: Session; served: Served; answerOf: (bill: Bill) => string },
): Promise<Bill | undefined> {
  const { chain, database } = gateway;
  const { corpus, requestId, key } = session;
  const { offering } = corpus;
  const { usage, source } = countUsage(gateway, session, served);
  const fee = feeOf({ ...usage, promptPrice: offering.promptPrice, completionPrice: offering.completionPrice });
  if (fee === 0n || (served.text === "" && usage.completionTokens === 0)) {
    await release(database, { requestId, errorCode: "nothing_served", now: Date.now() });
    return undefined;
  }

  const catalogue = chain.catalogue();
  const options = methodOf(offering.methodId) ?? DEFAULT_OPTIONS;
  const prior = options.judgedSharePpm > 0 ? gateway.priors.find(catalogue, corpus, chain.now()) : undefined;
  const found = await gateway.attribution.attribute(corpus.index, {
    ...{ output: served.text, retrieved: served.retrieved },
    ...(options !== DEFAULT_OPTIONS && { options }),
    ...(prior && { prior: prior.weights }),
  });
  const attribution = redirectWithdrawn(found, catalogue);
  const salt: Hex = `0x${randomBytes(32).toString("hex")}`;
  const commit = (text: string): Hex => chunkRoot(new TextEncoder().encode(text), salt);
  const output = outputTokens(hashWords(served.text), salt);
  const context: ReceiptContext = {
    requestHash: requestHash(requestId),
    promptRoot: commit(JSON.stringify(session.messages)),
    outputRoot: commit(served.text),
    methodId: attribution.methodId,
    snapshotRoot: corpus.snapshotRoot,
    evidenceRoot: evidenceRoot({
      recordsRoot: recordsRoot(attribution.evidence),
      outputTokensRoot: output.root,
      retrievedRoot: retrievedRoot(served.retrieved),
    }),
  };
  const datanetOf = (id: bigint): number => catalogue.contributions.get(id)?.datanet ?? 0;
  const bundle: EvidenceBundle = {
    requestId,
    salt,
    context,
    snapshots: corpus.snapshots,
    retrieved: served.retrieved.map(String),
    outputTokens: attribution.outputTokens,
    outputTokensRoot: output.root,
    outputHashes: packHashes(output.hashes),
    ...(prior &&
      attribution.evidence.some((record) => record.class === "judged") && { prior: { number: prior.weights.number, root: prior.root } }),
    evidence: attribution.evidence.map((record) => ({
      ...record,
      contributionId: record.contributionId.toString(),
      credit: record.credit.toString(),
    })),
    spans: attribution.spans.map((span) => ({
      contributionId: span.contributionId.toString(),
      outputStart: span.outputStart,
      outputLength: span.outputLength,
      itemStart: span.itemStart,
      documents: span.documents,
      outputRange: span.outputRange,
      words: span.words,
      isPrivate: corpus.datanets.find(({ id }) => id === datanetOf(span.contributionId))?.isPrivate ?? true,
    })),
  };

  const servedAt = chain.now();
  const takeNumber = await numbering(gateway, servedAt);
  const { bill, unsigned } = await database.transaction(async (tx) => {
    const { lane, epoch, sequence } = await takeNumber(tx);
    const receipt: Receipt = {
      lane,
      gatewayId: chain.gatewayId,
      epoch,
      sequence,
      payerAccount: key.payer,
      offeringId: offering.id,
      ...usage,
      fee,
      servedAt,
      legCount: attribution.legs.length,
      weightTotal: attribution.weightTotal,
      legsRoot: legsRoot(attribution.legs),
      contextRoot: contextRoot(context),
    };
    const receiptId = receiptIdOf(receipt);
    const packed = encodeReceipt(receipt);
    const bill: Bill = {
      usage,
      extension: {
        receipt_id: receiptId,
        fee: fee.toString(),
        unattributed_share: attribution.unattributed / attribution.weightTotal,
        contributions: new Set(attribution.legs.map(({ contributionId }) => contributionId)).size,
        epoch,
        sequence,
        usage_source: source,
      },
    };
    await storeReceipt(tx, {
      receipt: {
        receiptId,
        requestId,
        lane,
        epoch,
        sequence,
        payer: key.payer,
        offeringId: offering.id,
        fee,
        unattributed: attribution.unattributed,
        packed,
        servedAt,
        signature: lane === "direct" ? await chain.signer.signReceipt(receipt) : undefined,
        evidence: JSON.stringify(bundle),
        legs: JSON.stringify(attribution.legs.map((leg) => ({ ...leg, contributionId: leg.contributionId.toString() }))),
      },
      billed: { requestId, ...usage, usageSource: source, endedAt: Date.now() },
      answer: answerOf(bill),
    });
    return { bill, unsigned: lane === "epoch" ? packed : undefined };
  });
  // It is billed now: if the signer fails, the client still gets what it pays for, and the signature follows as soon as the signer is back.
  if (unsigned !== undefined) await gateway.signing.sign(unsigned).catch(() => {});
  return bill;
}
