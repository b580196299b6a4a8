import type { Hex } from "viem";

import type { EpochStore } from "../../gateway/src/epoch/store/epoch-store.ts";
import type { ReadObject } from "../epoch-rail/claimed-tree.ts";
import type { OnChainOffering } from "../epoch-rail/offerings.ts";
import type { RailLog } from "../epoch-rail/rail-log.ts";
import type { SendRules } from "../epoch-rail/send-call.ts";
import type { Call, RailSession } from "../epoch-rail/session.ts";
import type { EpochSource } from "./source.ts";

export const STEPS = ["close", "build", "redeem", "commit", "hold", "answer", "expire", "restore", "finalise", "push"] as const;
export type Step = (typeof STEPS)[number];

/** What the operator did, or why it did not. */
export type Report = {
  readonly step: Step | "send";
  /** `did` changed something; `waits` is as it should be; `warns` is for the operator to look at. */
  readonly kind: "did" | "waits" | "warns";
  readonly epoch?: number;
  readonly says: string;
  readonly transaction?: Hex;
};

export type OperatorContext = {
  readonly session: RailSession;
  readonly log: RailLog;
  readonly source: EpochSource;
  readonly store: EpochStore;
  readonly read: ReadObject;
  readonly offering: (id: number) => Promise<OnChainOffering | undefined>;
  readonly gatewayId: number;
  /** Where a build that was killed left its state. */
  readonly folder: string;
  /** What `build` builds; the next epoch if undefined. */
  readonly epoch: number | undefined;
  /** Signs headers. */
  readonly receiptKey: Hex;
  readonly sendRules: SendRules;
  report(report: Report): void;
  /** Sends and waits. @throws Refusal */
  send(call: Call): Promise<Hex>;
};
