import { createHash, randomBytes } from "node:crypto";

import { feeOf, formatOpen } from "@openledger/sdk";

import { requireMembers, type Membership } from "../access/require-members.ts";
import type { Offering } from "../chain/types.ts";
import { ApiError } from "../http/api-error.ts";
import type { ApiKey } from "../journal/keys.ts";
import { reserve, type NewRequest } from "../journal/reserve.ts";
import type { ChatMessage } from "../model/types.ts";
import type { Corpus, Unavailable } from "./corpus.ts";
import { findOffering } from "./find-offering.ts";
import type { Gateway } from "./gateway.ts";
import { requireLicensedUse } from "./licensed-use.ts";

/** What a client asks for, after its shape was checked. */
export interface ServeParameters {
  readonly key: ApiKey;
  readonly kind: "chat" | "completion";
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly maxTokens: number | undefined;
  readonly stop: readonly string[];
  readonly sampling: Readonly<Record<string, unknown>>;
  readonly idempotencyKey: string | undefined;
  /** What shows that the client may ask private Datanets. */
  readonly membership: Membership;
  /** Body as received, to recognise a retry. */
  readonly body: string;
}

/** A request with its money set aside. */
export interface Session extends ServeParameters {
  readonly requestId: string;
  readonly corpus: Corpus;
  readonly mostTokens: number;
  readonly mostPromptTokens: number;
  readonly startedAt: number;
}

export type Begun = { readonly kind: "session"; readonly session: Session } | { readonly kind: "replay"; readonly answer: string };

const MOST_TOKENS_IN_RECEIPT = 0xff_ffff;

/** The offering and its corpus. What was published a moment ago is found too: before giving up, new blocks are read. */
async function findCorpus(
  { chain, corpora }: Gateway,
  model: string,
): Promise<{ readonly offering: Offering; readonly corpus: Corpus | Unavailable }> {
  const find = async () => {
    const offering = findOffering(chain.catalogue(), model);
    return { offering, corpus: await corpora.corpusOf(chain.catalogue(), offering) };
  };
  const first = await find().catch((error: unknown) => {
    if (error instanceof ApiError) return undefined;
    throw error;
  });
  if (first && !("unavailable" in first.corpus)) return first;
  await chain.refresh();
  return find();
}

/**
 * Finds the offering and its corpus, and reserves the most the request can cost. Nothing is served yet.
 * @throws ApiError 404 model, 503 corpus, 403 licence or membership, 402 budget, 409 idempotency.
 */
export async function beginRequest(gateway: Gateway, parameters: ServeParameters): Promise<Begun> {
  const { chain, database, upstream, limits } = gateway;
  const { key, kind, model, messages } = parameters;
  const { offering, corpus } = await findCorpus(gateway, model);
  if ("unavailable" in corpus) {
    throw new ApiError(`The model ${JSON.stringify(model)} cannot be served now: ${corpus.unavailable}.`, {
      status: 503,
      code: "corpus_unavailable",
      type: "api_error",
      param: "model",
    });
  }
  requireLicensedUse(chain.catalogue(), corpus);
  await requireMembers(gateway, corpus.datanets, parameters.membership);
  const mostTokens = Math.min(parameters.maxTokens ?? limits.defaultMaxTokens, limits.mostTokens);
  const mostPromptTokens = Math.min(upstream.mostPromptTokens(messages), MOST_TOKENS_IN_RECEIPT);
  const { promptPrice, completionPrice } = offering;
  const amount = feeOf({ promptTokens: mostPromptTokens, completionTokens: mostTokens, promptPrice, completionPrice });

  const startedAt = Date.now();
  const requestId = `${kind === "chat" ? "chatcmpl" : "cmpl"}-${randomBytes(12).toString("hex")}`;
  const request: NewRequest = {
    requestId,
    keyId: key.id,
    payer: key.payer,
    offeringId: offering.id,
    model,
    callType: kind === "chat" ? "acompletion" : "atext_completion",
    upstream: upstream.id,
    startedAt,
    ...(parameters.idempotencyKey !== undefined && {
      idempotency: { key: parameters.idempotencyKey, bodyHash: createHash("sha256").update(`${kind}\n${parameters.body}`).digest("hex") },
    }),
  };
  const redeemableUntil = Math.ceil(chain.now() / 1000) + limits.voucherMargin;
  let outcome = await reserve(database, { request, amount, reading: await gateway.credit.read(key.payer), redeemableUntil });
  if (outcome.kind === "insufficient") {
    outcome = await reserve(database, {
      request,
      amount,
      reading: await gateway.credit.read(key.payer, { isFresh: true }),
      redeemableUntil,
    });
  }
  switch (outcome.kind) {
    case "reserved":
      return { kind: "session", session: { ...parameters, requestId, corpus, mostTokens, mostPromptTokens, startedAt } };
    case "replay":
      return { kind: "replay", answer: outcome.answer };
    case "conflict":
      throw new ApiError("This Idempotency-Key was used with a different body; use a new key for a new request.", {
        status: 409,
        code: "idempotency_conflict",
      });
    case "inProgress":
      throw new ApiError("A request with this Idempotency-Key is under way; wait for it, then retry to get its answer.", {
        status: 409,
        code: "idempotency_in_progress",
      });
    case "insufficient": {
      const { authorised, committed, free } = outcome.credit;
      const left = authorised - committed;
      const isDeposit = left >= amount;
      throw new ApiError(
        isDeposit
          ? `The request may cost ${formatOpen(amount)}, the deposit of account ${key.payer} has ${formatOpen(free > 0n ? free : 0n)} left; deposit more, or lower max_tokens.`
          : `The request may cost ${formatOpen(amount)}, the vouchers of account ${key.payer} leave ${formatOpen(left > 0n ? left : 0n)} of ${formatOpen(authorised)}; send a voucher above ${committed + amount} nano-OPEN in x-openledger-voucher, or lower max_tokens.`,
        { status: 402, code: isDeposit ? "deposit_exhausted" : "budget_exhausted", type: "insufficient_quota" },
      );
    }
  }
}
