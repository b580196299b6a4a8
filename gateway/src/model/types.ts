import type { Corpus } from "../serving/corpus.ts";

export interface ChatMessage {
  readonly role: string;
  readonly content: string;
}

/** One request to a model, whichever upstream answers it. */
export interface ModelRequest {
  readonly kind: "chat" | "completion";
  /** The offering's label. */
  readonly model: string;
  /** For a completion: one user message. */
  readonly messages: readonly ChatMessage[];
  /** Tokens to serve at most. */
  readonly maxTokens: number;
  readonly stop: readonly string[];
  /** Sampling parameters passed through to an upstream that has them. */
  readonly sampling: Readonly<Record<string, unknown>>;
  readonly corpus: Corpus;
  readonly signal: AbortSignal;
}

export interface Usage {
  readonly promptTokens: number;
  readonly completionTokens: number;
}

export type ModelEvent =
  | { readonly type: "text"; readonly text: string }
  /** Last event. `usage` is undefined if the upstream reported none. */
  | {
      readonly type: "end";
      readonly finishReason: "stop" | "length" | "content_filter";
      readonly usage: Usage | undefined;
      readonly retrieved: readonly bigint[];
    };

/** What answers requests: the embedded model, or another OpenAI-compatible server. */
export interface Upstream {
  /** `embedded`, or the host of the server. */
  readonly id: string;
  readonly description: string;
  /** Most tokens that the prompt can be counted as, for the reservation. */
  readonly mostPromptTokens: (messages: readonly ChatMessage[]) => number;
  /** @throws UpstreamError before or between texts. */
  readonly serve: (request: ModelRequest) => AsyncIterable<ModelEvent>;
}

/** The upstream failed; nothing is charged. */
export class UpstreamError extends Error {
  /** HTTP status for the client. */
  readonly status: 400 | 429 | 502 | 504;
  constructor(message: string, status: 400 | 429 | 502 | 504 = 502) {
    super(message);
    this.status = status;
  }
}
