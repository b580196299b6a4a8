import type { Hex } from "viem";

import type { ClaimedNode, ReadObject } from "../epoch-rail/claimed-tree.ts";
import type { OnChainOffering } from "../epoch-rail/offerings.ts";
import type { CommittedEpoch } from "../epoch-rail/rail-log.ts";
import type { RailSession } from "../epoch-rail/session.ts";
import type { Finding } from "./finding.ts";

/** What checking one epoch works with. */
export type CheckContext = {
  readonly session: RailSession;
  readonly epoch: CommittedEpoch;
  readonly read: ReadObject;
  readonly offering: (id: number) => Promise<OnChainOffering | undefined>;
  /** The nodes that answered a question about a hidden tree. */
  readonly nodesShown: (question: Hex) => readonly Hex[] | undefined;
  /** Account of unattributed shares. */
  readonly commons: number;
  find(finding: Finding): void;
  /** Takes note of the receipts of a chunk that is true. */
  saw(chunk: ClaimedNode, ids: readonly Hex[]): void;
};
