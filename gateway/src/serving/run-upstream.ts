import { release } from "../journal/reserve.ts";
import { UpstreamError, type Usage } from "../model/types.ts";
import type { Session } from "./begin-request.ts";
import { billRequest, type Bill } from "./bill-request.ts";
import { completionFormat, type FinishReason } from "./completion-format.ts";
import type { Gateway } from "./gateway.ts";

export interface Finished {
  readonly text: string;
  readonly finishReason: FinishReason;
  /** Undefined if nothing was served and so nothing charged. */
  readonly bill: Bill | undefined;
}

export interface RunParameters {
  readonly session: Session;
  readonly signal: AbortSignal;
  /** Passes text on to the client. @returns Whether the client took it; what it did not take is not billed. */
  readonly onText: (text: string) => Promise<boolean>;
  /** The client gets all or nothing: if it goes away before the end it has nothing, and is charged nothing. */
  readonly isWhole?: boolean;
}

/**
 * Serves a reserved request and bills what was served. If the client goes away, the upstream is stopped and what it took is billed; if
 * anything fails, the reservation is given back and nothing is charged.
 */
export async function runUpstream(gateway: Gateway, { session, signal, onText, isWhole = false }: RunParameters): Promise<Finished> {
  const { database, upstream } = gateway;
  let text = "";
  let finishReason: FinishReason = "stop";
  let usage: Usage | undefined;
  let retrieved: readonly bigint[] = [];
  let isCutShort = false;
  const stop = new AbortController();
  try {
    const events = upstream.serve({ ...session, maxTokens: session.mostTokens, signal: AbortSignal.any([signal, stop.signal]) });
    for await (const event of events) {
      if (event.type === "end") {
        ({ finishReason, usage, retrieved } = event);
      } else if (!isCutShort) {
        if (await onText(event.text)) text += event.text;
        else {
          isCutShort = true;
          stop.abort();
        }
      }
    }
    if (isWhole && signal.aborted) {
      await release(database, { requestId: session.requestId, errorCode: "client_disconnected", now: Date.now() });
      return { text: "", finishReason, bill: undefined };
    }
    const format = completionFormat(session);
    const bill = await billRequest(gateway, {
      session,
      // An upstream that was cut short counts what it made, not what was taken.
      served: { text, usage: isCutShort || signal.aborted ? undefined : usage, retrieved },
      answerOf: (made) => JSON.stringify(format.whole(text, finishReason, made)),
    });
    return { text, finishReason, bill };
  } catch (error) {
    await release(database, {
      requestId: session.requestId,
      errorCode: error instanceof UpstreamError ? "upstream_error" : "internal_error",
      now: Date.now(),
    });
    throw error;
  }
}
