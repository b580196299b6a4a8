import { UpstreamError, type ChatMessage, type ModelEvent, type ModelRequest, type Upstream, type Usage } from "./types.ts";

export interface OpenAiUpstreamParameters {
  /** Base URL up to and including `/v1`. */
  readonly baseUrl: string;
  readonly apiKey?: string;
  /** Milliseconds until the first byte of an answer. */
  readonly timeout?: number;
}

interface Chunk {
  readonly choices?: readonly {
    readonly delta?: { readonly content?: string | null };
    readonly text?: string;
    readonly finish_reason?: string | null;
  }[];
  readonly usage?: { readonly prompt_tokens?: number; readonly completion_tokens?: number } | null;
  readonly error?: { readonly message?: string };
}

const dataOf = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trim());

/** Data of the events, those that came together in one list. */
async function* readEvents(body: ReadableStream<Uint8Array>): AsyncIterable<readonly string[]> {
  const decoder = new TextDecoder();
  let pending = "";
  for await (const bytes of body) {
    pending += decoder.decode(bytes, { stream: true });
    const lines = pending.split(/\r?\n/);
    pending = lines.pop()!;
    yield dataOf(lines);
  }
  yield dataOf([pending]);
}

function refusal(status: number): UpstreamError {
  if (status === 400 || status === 422) return new UpstreamError("The upstream refused the request's parameters.", 400);
  if (status === 429) return new UpstreamError("The upstream is over its rate limit; try again later.", 429);
  return new UpstreamError(`The upstream answered with status ${status}.`);
}

async function open(
  request: ModelRequest,
  { baseUrl, apiKey, timeout = 120_000 }: OpenAiUpstreamParameters,
): Promise<ReadableStream<Uint8Array>> {
  const isChat = request.kind === "chat";
  const body = {
    ...request.sampling,
    model: request.model,
    ...(isChat ? { messages: request.messages } : { prompt: request.messages[0]!.content }),
    max_tokens: request.maxTokens,
    ...(request.stop.length > 0 && { stop: request.stop }),
    stream: true,
    stream_options: { include_usage: true },
  };
  // The limit is on the wait for the first byte; an answer may take longer.
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), timeout);
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, "")}/${isChat ? "chat/completions" : "completions"}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) },
      body: JSON.stringify(body),
      signal: AbortSignal.any([request.signal, waiting.signal]),
      redirect: "error",
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw refusal(response.status);
    }
    if (!response.body) throw new UpstreamError("The upstream answered without a body.");
    return response.body;
  } catch (error) {
    if (error instanceof UpstreamError || request.signal.aborted) throw error;
    throw waiting.signal.aborted
      ? new UpstreamError("The upstream did not answer in time.", 504)
      : new UpstreamError("The upstream cannot be reached.");
  } finally {
    clearTimeout(timer);
  }
}

/** What an answer has come to. */
interface Answer {
  usage: Usage | undefined;
  finishReason: "stop" | "length" | "content_filter";
  isComplete: boolean;
}

/** Notes what events say of the answer. @returns Their text, and whether the upstream failed behind it. */
function take(events: readonly string[], answer: Answer): { readonly text: string; readonly hasFailed: boolean } {
  let text = "";
  for (const data of events) {
    if (data === "[DONE]") {
      answer.isComplete = true;
      break;
    }
    let chunk: Chunk;
    try {
      chunk = JSON.parse(data) as Chunk;
    } catch {
      return { text, hasFailed: true };
    }
    if (chunk.error) return { text, hasFailed: true };
    const choice = chunk.choices?.[0];
    text += choice?.delta?.content ?? choice?.text ?? "";
    if (choice?.finish_reason) {
      answer.isComplete = true;
      if (choice.finish_reason === "length" || choice.finish_reason === "content_filter") answer.finishReason = choice.finish_reason;
    }
    const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = chunk.usage ?? {};
    if (Number.isSafeInteger(promptTokens) && Number.isSafeInteger(completionTokens))
      answer.usage = { promptTokens: promptTokens!, completionTokens: completionTokens! };
  }
  return { text, hasFailed: false };
}

/** Text that comes together is passed on together: an event costs the gateway and the client the same, whether it has one word or many. */
async function* serve(request: ModelRequest, parameters: OpenAiUpstreamParameters): AsyncIterable<ModelEvent> {
  const answer: Answer = { usage: undefined, finishReason: "stop", isComplete: false };
  try {
    for await (const events of readEvents(await open(request, parameters))) {
      const { text, hasFailed } = take(events, answer);
      if (text !== "") yield { type: "text", text };
      if (hasFailed) throw new UpstreamError("The upstream failed while it answered, or sent what is not an OpenAI stream.");
      if (events.includes("[DONE]")) break;
    }
  } catch (error) {
    if (!request.signal.aborted) throw error instanceof UpstreamError ? error : new UpstreamError("The upstream broke off its answer.");
  }
  if (!answer.isComplete && !request.signal.aborted) throw new UpstreamError("The upstream broke off its answer.");
  yield { type: "end", finishReason: answer.finishReason, usage: answer.usage, retrieved: [] };
}

/** Another OpenAI-compatible server (vLLM, LoRAX, llama.cpp, a hosted API); models and adapters go by the offering's label. */
export function openAiUpstream(parameters: OpenAiUpstreamParameters): Upstream {
  return {
    id: new URL(parameters.baseUrl).host,
    description: "Answered by an OpenAI-compatible upstream.",
    // A byte-level token has at least one byte, so bytes bound the tokens; templates add a few for each message.
    mostPromptTokens: (messages: readonly ChatMessage[]) =>
      messages.reduce((sum, { content }) => sum + Buffer.byteLength(content) + 16, 16),
    serve: (request) => serve(request, parameters),
  };
}
