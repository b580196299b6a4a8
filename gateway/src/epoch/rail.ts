import type { LaneName } from "@openledger/sdk";
import type { Hex } from "viem";

import type { EpochStore } from "./store/epoch-store.ts";

/** When an open epoch is closed. */
export interface CloseRules {
  /** Milliseconds after its first receipt. */
  readonly closeAfter: number;
  /** Receipts. */
  readonly closeReceipts: number;
}

/** What the gateway asks the epoch ledger. */
export interface EpochChain {
  /** Numbers of the next epoch to commit and to become final. */
  readonly heads: () => Promise<{ readonly nextEpoch: number; readonly nextFinal: number }>;
  /** Record hash of a committed epoch, and what is held for it, nano-OPEN. */
  readonly stateOf: (epoch: number) => Promise<{ readonly record: Hex; readonly held: bigint }>;
}

/** The epoch rail as one gateway uses it. */
export interface EpochRail {
  /** Lane of new receipts. */
  readonly lane: LaneName;
  readonly rules: CloseRules;
  readonly store: EpochStore;
  readonly chain: EpochChain;
}

export const DEFAULT_CLOSE_RULES: CloseRules = { closeAfter: 3_600_000, closeReceipts: 100_000 };
