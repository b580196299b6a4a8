import { EPOCH_LIMITS } from "@openledger/sdk";
import type { Hex } from "viem";

import type { CommittedEpoch, RailLog } from "./rail-log.ts";
import type { RailSession } from "./session.ts";

export type ChainHeads = {
  readonly nextEpoch: number;
  readonly nextFinal: number;
  readonly committedFees: bigint;
  readonly finalisedFees: bigint;
  readonly isAbandoned: boolean;
};

export type EpochFunding = {
  readonly held: bigint;
  readonly slicesHeld: number;
  readonly slicesRestored: number;
  readonly openChallenges: number;
  readonly openUntil: number;
  readonly isFinal: boolean;
};

export const headsOf = (session: RailSession, gateway: number): Promise<ChainHeads> =>
  session.read<ChainHeads>("EpochLedger", "chainOf", [gateway]);

export const fundingOf = (session: RailSession, record: Hex): Promise<EpochFunding> =>
  session.read<EpochFunding>("EpochLedger", "fundingOf", [record]);

/** Slices that a debit list is held in. */
export const slicesOf = ({ topFields }: CommittedEpoch): number => Math.ceil(topFields.debitCount / EPOCH_LIMITS.sliceDebits);

/** Epochs `[from, to)` of a gateway as they are committed now, in order. */
export async function committedEpochs(
  session: RailSession,
  log: RailLog,
  gateway: number,
  [from, to]: readonly [number, number],
): Promise<readonly CommittedEpoch[]> {
  const epochs: CommittedEpoch[] = [];
  for (let epoch = from; epoch < to; epoch++) {
    const hash = await session.read<Hex>("EpochLedger", "recordOf", [gateway, epoch]);
    const found = log.committed.get(hash);
    // Zero if it was voided since the heads were read; not in the log yet if it was committed since.
    if (found !== undefined) epochs.push(found);
  }
  return epochs;
}
