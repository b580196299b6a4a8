import type { Hex } from "viem";

/** A decoded log, with what reducers need of its block and transaction. */
export interface FoldEvent<Args = unknown> {
  readonly contract: string;
  readonly name: string;
  readonly args: Args;
  readonly address: Hex;
  readonly block: { readonly number: bigint; readonly hash: Hex; readonly timestamp: bigint };
  readonly transactionHash: Hex;
  readonly logIndex: number;
  /** Calldata of the transaction. Asked for only where it is needed, because Ponder loads it only then. */
  readonly input?: () => Hex;
}

/** Id of the fact a log records. */
export const factId = (event: FoldEvent): string => `${event.transactionHash}-${event.logIndex}`;

/** The `origin` columns of ponder.schema.ts. */
export const originOf = (event: FoldEvent) => ({
  blockNumber: event.block.number,
  timestamp: event.block.timestamp,
  transactionHash: event.transactionHash,
  logIndex: event.logIndex,
});

const SECONDS_PER_DAY = 86_400n;

/** Whole days since 1970-01-01 UTC. */
export const dayOf = (event: FoldEvent): number => Number(event.block.timestamp / SECONDS_PER_DAY);
