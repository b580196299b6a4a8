import type { Context } from "hono";
import { streamSSE, type SSEStreamingApi } from "hono/streaming";

import { GRANT_HEADER } from "../../access/authorise-member.ts";
import { beginRequest, type ServeParameters, type Session } from "../../serving/begin-request.ts";
import { completionFormat, type FinishReason } from "../../serving/completion-format.ts";
import type { Gateway } from "../../serving/gateway.ts";
import { runUpstream } from "../../serving/run-upstream.ts";
import type { Bill } from "../../serving/bill-request.ts";
import { UpstreamError } from "../../model/types.ts";
import { ApiError } from "../api-error.ts";
import { deferred } from "../deferred.ts";
import type { Environment } from "../environment.ts";
import { readVoucherHeader } from "../read-voucher-header.ts";

const LONGEST_IDEMPOTENCY_KEY = 255;

/** The parts of a stored answer that a stream replays. */
interface StoredAnswer {
  readonly id: string;
  readonly model: string;
  readonly created: number;
  readonly choices: readonly {
    readonly message?: { readonly content: string };
    readonly text?: string;
    readonly finish_reason: FinishReason;
  }[];
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number };
  readonly openledger: Bill["extension"];
}

export function asApiError(error: unknown): unknown {
  if (!(error instanceof UpstreamError)) return error;
  const code = error.status === 400 ? "upstream_refused" : error.status === 429 ? "upstream_busy" : "upstream_unavailable";
  return new ApiError(`${error.message} Nothing was charged.`, {
    status: error.status,
    code,
    type: error.status === 400 ? "invalid_request_error" : "api_error",
  });
}

function idempotencyKeyOf(context: Context): string | undefined {
  const key = context.req.header("idempotency-key");
  if (key !== undefined && (key.length === 0 || key.length > LONGEST_IDEMPOTENCY_KEY)) {
    throw new ApiError(`The Idempotency-Key has ${key.length} characters; use 1 to ${LONGEST_IDEMPOTENCY_KEY}.`, {
      status: 400,
      code: "invalid_idempotency_key",
    });
  }
  return key;
}

function replay(context: Context<Environment>, answer: string, { kind, isStream }: { kind: Session["kind"]; isStream: boolean }): Response {
  const stored = JSON.parse(answer) as StoredAnswer;
  context.header("x-openledger-receipt", stored.openledger.receipt_id);
  context.header("idempotent-replayed", "true");
  if (!isStream) return context.body(answer, 200, { "content-type": "application/json" });
  const format = completionFormat({ kind, requestId: stored.id, model: stored.model, startedAt: stored.created * 1000 });
  const [choice] = stored.choices;
  return streamSSE(context, async (stream) => {
    const usage = { promptTokens: stored.usage.prompt_tokens, completionTokens: stored.usage.completion_tokens };
    const chunks = [
      format.opening(),
      format.delta(choice!.message?.content ?? choice!.text ?? ""),
      format.ending(choice!.finish_reason),
      format.usage({ usage, extension: stored.openledger }),
    ];
    for (const chunk of chunks) if (chunk) await stream.writeSSE({ data: JSON.stringify(chunk) });
    await stream.writeSSE({ data: "[DONE]" });
  });
}

/** An error inside a stream, whose status was sent long ago. */
function bodyOfLateError(error: unknown, log: (line: string) => void): object {
  const known = asApiError(error);
  if (known instanceof ApiError) return known.body;
  log(`stream: ${(error as Error).name}: ${(error as Error).message.split("\n")[0]}`);
  return new ApiError("The gateway failed; nothing was charged.", { status: 500, code: "internal_error", type: "api_error" }).body;
}

async function answerStream(
  context: Context<Environment>,
  gateway: Gateway,
  session: Session,
  log: (line: string) => void,
): Promise<Response> {
  const format = completionFormat(session);
  const gone = new AbortController();
  const begun = deferred<void>();
  const opened = deferred<SSEStreamingApi>();
  const running = runUpstream(gateway, {
    session,
    signal: AbortSignal.any([gone.signal, context.req.raw.signal]),
    onText: async (text) => {
      begun.resolve();
      const stream = await opened.promise;
      if (stream.aborted || stream.closed) return false;
      await stream.writeSSE({ data: JSON.stringify(format.delta(text)) });
      return true;
    },
  });
  // Until the first words come, a failure still has a status of its own.
  await Promise.race([begun.promise, running]).catch((error: unknown) => {
    throw asApiError(error);
  });
  // The receipt does not exist yet; the completion's id finds it at /v1/receipts when it does.
  context.header("x-openledger-receipt", session.requestId);
  return streamSSE(context, async (stream) => {
    const send = async (chunk: object | undefined): Promise<void> => {
      if (chunk) await stream.writeSSE({ data: JSON.stringify(chunk) });
    };
    stream.onAbort(() => gone.abort());
    try {
      await send(format.opening());
      opened.resolve(stream);
      const { finishReason, bill } = await running;
      await send(format.ending(finishReason));
      if (bill) await send(format.usage(bill));
      await stream.writeSSE({ data: "[DONE]" });
    } catch (error) {
      await send(bodyOfLateError(error, (line) => log(`${context.get("requestId")} ${line}`)));
    }
  });
}

async function answerWhole(context: Context<Environment>, gateway: Gateway, session: Session): Promise<Response> {
  // With an Idempotency-Key the answer is worth finishing for a client that is gone: a retry will fetch it.
  const signal = session.idempotencyKey === undefined ? context.req.raw.signal : new AbortController().signal;
  try {
    const { text, finishReason, bill } = await runUpstream(gateway, {
      session,
      signal,
      onText: async () => !signal.aborted,
      isWhole: true,
    });
    if (!bill)
      throw new ApiError("The model gave no answer; nothing was charged. Ask differently, or raise max_tokens.", {
        status: 502,
        code: "empty_answer",
        type: "api_error",
      });
    context.header("x-openledger-receipt", bill.extension.receipt_id);
    return context.json(completionFormat(session).whole(text, finishReason, bill));
  } catch (error) {
    throw asApiError(error);
  }
}

/** Serves one checked request, as JSON or as server-sent events. */
export async function answer(
  context: Context<Environment>,
  gateway: Gateway,
  {
    isStream,
    log,
    ...parameters
  }: Omit<ServeParameters, "key" | "idempotencyKey" | "membership"> & { readonly isStream: boolean; readonly log: (line: string) => void },
): Promise<Response> {
  await readVoucherHeader(context, gateway);
  const membership = { grants: context.req.header(GRANT_HEADER)?.split(",") ?? [], audience: new URL(context.req.url).host };
  const given = { key: context.get("apiKey"), idempotencyKey: idempotencyKeyOf(context), membership };
  const begun = await beginRequest(gateway, { ...parameters, ...given });
  if (begun.kind === "replay") return replay(context, begun.answer, { kind: parameters.kind, isStream });
  return isStream ? answerStream(context, gateway, begun.session, log) : answerWhole(context, gateway, begun.session);
}
