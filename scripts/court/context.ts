import type { Hex } from "viem";

import type { SendRules } from "../epoch-rail/send-call.ts";
import type { Call, RailSession } from "../epoch-rail/session.ts";
import type { CourtLog } from "./court-log.ts";
import type { IndexReader } from "./snapshot-index.ts";

/** What the program found or did. */
export type Report = {
  /** `did` and `filed` changed something; `true`, `lie`, `missing` and `unseen` were found; `warns` is for somebody to look at. */
  readonly kind: "did" | "filed" | "true" | "lie" | "missing" | "unseen" | "refused" | "warns" | "note";
  readonly receipt?: Hex;
  readonly says: string;
  readonly transaction?: Hex;
};

export type CourtContext = {
  readonly session: RailSession;
  readonly log: CourtLog;
  readonly indexOf: IndexReader;
  readonly sendRules: SendRules;
  report(report: Report): void;
  /** Sends and waits. @throws Refusal */
  send(call: Call): Promise<Hex>;
};
