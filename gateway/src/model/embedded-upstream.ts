import { setImmediate } from "node:timers/promises";

import { composeAnswer } from "./compose-answer.ts";
import { continueText } from "./continue-text.ts";
import { countPromptTokens, countTokens } from "./count-tokens.ts";
import type { ModelEvent, ModelRequest, Upstream } from "./types.ts";

const PIECES_BETWEEN_TURNS = 16;

function* piecesOf(request: ModelRequest, retrieved: Set<bigint>): Generator<string> {
  const { corpus, messages } = request;
  const question = messages.findLast(({ role }) => role === "user")?.content ?? "";
  if (request.kind === "completion") {
    for (const { text, contributionId } of continueText(corpus.continuations, {
      prompt: question,
      maxWords: request.maxTokens,
      excluded: corpus.excluded,
    })) {
      retrieved.add(contributionId);
      yield text;
    }
    return;
  }
  const answer = composeAnswer(corpus.passages, {
    question,
    datanetNames: corpus.datanets.map(({ name }) => name),
    excluded: corpus.excluded,
  });
  for (const id of answer.retrieved) retrieved.add(id);
  yield* answer.text.split(/(?<=\s)(?=\S)/);
}

/** Shortens a text to the first stop sequence in it. */
function cutAtStop(text: string, stop: readonly string[]): string | undefined {
  const places = stop.map((sequence) => text.indexOf(sequence)).filter((place) => place >= 0);
  return places.length === 0 ? undefined : text.slice(0, Math.min(...places));
}

async function* serve(request: ModelRequest): AsyncIterable<ModelEvent> {
  const retrieved = new Set<bigint>();
  const longestStop = Math.max(0, ...request.stop.map(({ length }) => length));
  let text = "";
  let sent = 0;
  let tokens = 0;
  let finishReason: "stop" | "length" = "stop";
  let turn = 0;
  for (const piece of piecesOf(request, retrieved)) {
    if (request.signal.aborted) break;
    tokens += countTokens(piece);
    if (tokens > request.maxTokens) {
      finishReason = "length";
      break;
    }
    text += piece;
    const stopped = cutAtStop(text, request.stop);
    if (stopped !== undefined) {
      text = stopped;
      break;
    }
    // The end of the text may be the beginning of a stop sequence, so it waits.
    const ready = Math.max(sent, text.length - Math.max(0, longestStop - 1));
    if (ready > sent) yield { type: "text", text: text.slice(sent, ready) };
    sent = ready;
    if (++turn % PIECES_BETWEEN_TURNS === 0) await setImmediate();
  }
  if (!request.signal.aborted && text.length > sent) yield { type: "text", text: text.slice(sent) };
  const usage = { promptTokens: countPromptTokens(request.messages), completionTokens: countTokens(text) };
  yield { type: "end", finishReason, usage, retrieved: [...retrieved].sort((a, b) => (a < b ? -1 : 1)) };
}

/** The model that needs no weights: it answers with sentences of the Datanet and continues texts from it. */
export const embeddedUpstream: Upstream = {
  id: "embedded",
  description:
    "Demonstration model: it quotes the best matching sentences of its Datanets (chat) or continues a text from them (completions). It does not reason; its quality is that of its sources.",
  mostPromptTokens: countPromptTokens,
  serve,
};
