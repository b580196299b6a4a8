import { randomBytes } from "node:crypto";
import { setImmediate } from "node:timers/promises";

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
import type { Queryable } from "../journal/database.ts";
import { storeReceipt } from "../journal/receipts.ts";
import { release } from "../journal/reserve.ts";
import { countPromptTokens, countTokens } from "../model/count-tokens.ts";
import type { Usage } from "../model/types.ts";
import type { Session } from "./begin-request.ts";
import { storeNumbered } from "./direct-numbers.ts";
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

/** Has a receipt stored at the next place of its lane. @param store As of `storeNumbered`. */
async function storePlaced<Stored extends object>(
  { gateway, servedAt }: { readonly gateway: Gateway; readonly servedAt: number },
  store: (database: Queryable, place: Pick<Receipt, "lane" | "epoch" | "sequence">) => Promise<Stored | undefined>,
): Promise<Stored> {
  const { database, rail } = gateway;
  if (rail?.lane === "epoch") {
    return database.transaction(async (tx) => {
      const place = await takePlace(tx, { now: Date.now(), rules: rail.rules });
      return (await store(tx, { lane: "epoch", ...place }))!;
    });
  }
  return storeNumbered(gateway, servedAt, (place) => store(database, { lane: "direct", ...place }));
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

/** Commits to what was asked and answered, under a salt of its own. */
function commitAnswer({ messages }: Session, text: string) {
  const salt: Hex = `0x${randomBytes(32).toString("hex")}`;
  const commit = (own: string): Hex => chunkRoot(new TextEncoder().encode(own), salt);
  return { salt, promptRoot: commit(JSON.stringify(messages)), outputRoot: commit(text), output: outputTokens(hashWords(text), salt) };
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
  const finding = gateway.attribution.attribute(corpus.index, {
    ...{ output: served.text, retrieved: served.retrieved },
    ...(options !== DEFAULT_OPTIONS && { options }),
    ...(prior && { prior: prior.weights }),
  });
  // Another thread attributes. Meanwhile this one sends the last words off, and hashes.
  const [found, { salt, promptRoot, outputRoot, output }] = await Promise.all([
    finding,
    setImmediate().then(() => commitAnswer(session, served.text)),
  ]);
  const attribution = redirectWithdrawn(found, catalogue);
  const context: ReceiptContext = {
    requestHash: requestHash(requestId),
    promptRoot,
    outputRoot,
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
  const roots = { legsRoot: legsRoot(attribution.legs), contextRoot: contextRoot(context) };
  const evidence = JSON.stringify(bundle);
  const legs = JSON.stringify(attribution.legs.map((leg) => ({ ...leg, contributionId: leg.contributionId.toString() })));
  const { bill, unsigned } = await storePlaced({ gateway, servedAt }, async (journal, { lane, epoch, sequence }) => {
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
      ...roots,
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
    const isStored = await storeReceipt(journal, {
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
        evidence,
        legs,
      },
      billed: { requestId, ...usage, usageSource: source, endedAt: Date.now() },
      answer: answerOf(bill),
    });
    return isStored ? { bill, unsigned: lane === "epoch" ? packed : undefined } : undefined;
  });
  // It is billed now: if the signer fails, the client still gets what it pays for, and the signature follows as soon as the signer is back.
  if (unsigned !== undefined) await gateway.signing.sign(unsigned).catch(() => {});
  return bill;
}
