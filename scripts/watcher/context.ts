import type { EpochStore } from "../../gateway/src/epoch/store/epoch-store.ts";
import type { ReadObject } from "../epoch-rail/claimed-tree.ts";
import type { OnChainOffering } from "../epoch-rail/offerings.ts";
import type { RailLog } from "../epoch-rail/rail-log.ts";
import type { SendRules } from "../epoch-rail/send-call.ts";
import type { RailSession } from "../epoch-rail/session.ts";
import type { HeadGuard } from "./head-guard.ts";
import type { StoreTrouble } from "./stores.ts";

/** What the watcher found or did. */
export type WatchReport = {
  readonly kind: "true" | "lie" | "missing" | "hidden" | "store" | "filed" | "refused" | "note";
  readonly gateway?: number;
  readonly epoch?: number;
  readonly says: string;
  readonly transaction?: `0x${string}`;
};

export type WatcherContext = {
  readonly session: RailSession;
  readonly log: RailLog;
  readonly guard: HeadGuard;
  readonly stores: readonly EpochStore[];
  readonly read: ReadObject;
  /** What was noticed of stores since it was last emptied. */
  readonly trouble: StoreTrouble[];
  readonly offering: (id: number) => Promise<OnChainOffering | undefined>;
  /** Only this gateway's epochs; all of them if undefined. */
  readonly gatewayId: number | undefined;
  readonly receipts: string | undefined;
  readonly sendRules: SendRules;
  report(report: WatchReport): void;
};
