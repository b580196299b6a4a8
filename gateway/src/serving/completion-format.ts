import type { Bill } from "./bill-request.ts";
import type { Session } from "./begin-request.ts";

export type FinishReason = "stop" | "length" | "content_filter";

/** OpenAI's bodies for one request; chat and completion differ only in their choices. */
export function completionFormat({ kind, requestId, model, startedAt }: Pick<Session, "kind" | "requestId" | "model" | "startedAt">) {
  const isChat = kind === "chat";
  const created = Math.floor(startedAt / 1000);
  const base = { id: requestId, created, model };
  const chunkBase = { ...base, object: isChat ? "chat.completion.chunk" : "text_completion" };
  const choice = (text: string | undefined, finishReason: FinishReason | null): object =>
    isChat
      ? { index: 0, delta: text === undefined ? {} : { content: text }, logprobs: null, finish_reason: finishReason }
      : { index: 0, text: text ?? "", logprobs: null, finish_reason: finishReason };
  const usageOf = ({ usage }: Bill): object => ({
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
  });
  return {
    whole: (text: string, finishReason: FinishReason, bill: Bill): object => ({
      ...base,
      object: isChat ? "chat.completion" : "text_completion",
      choices: [
        isChat
          ? { index: 0, message: { role: "assistant", content: text, refusal: null }, logprobs: null, finish_reason: finishReason }
          : { index: 0, text, logprobs: null, finish_reason: finishReason },
      ],
      usage: usageOf(bill),
      openledger: bill.extension,
    }),
    opening: (): object | undefined =>
      isChat
        ? { ...chunkBase, choices: [{ index: 0, delta: { role: "assistant", content: "" }, logprobs: null, finish_reason: null }] }
        : undefined,
    delta: (text: string): object => ({ ...chunkBase, choices: [choice(text, null)] }),
    ending: (finishReason: FinishReason): object => ({ ...chunkBase, choices: [choice(undefined, finishReason)] }),
    usage: (bill: Bill): object => ({ ...chunkBase, choices: [], usage: usageOf(bill), openledger: bill.extension }),
  };
}
