import { decodeRecord, Lie, type EpochRecord } from "@openledger/sdk";
import { chunkProofsAbi, epochLedgerAbi } from "@openledger/sdk/abis";
import { parseEventLogs, type Hex, type Log } from "viem";

import { followLogs } from "./follow-logs.ts";
import type { RailSession } from "./session.ts";

export type CommittedEpoch = EpochRecord & {
  /** 290 bytes. */
  readonly bytes: Hex;
  readonly key: Hex;
};

export type OpenChallenge = {
  readonly recordHash: Hex;
  /** Hash of the node. */
  readonly node: Hex;
  readonly challenger: Hex;
  /** Running seconds since commit. */
  readonly deadline: number;
  readonly level: number;
};

export type Conviction = { readonly gateway: number; readonly recordHash: Hex; readonly prover: Hex };

/** What the epoch contracts emitted, kept up to date. */
export type RailLog = {
  /** Reads new blocks; from the start again if the chain was reorganised. */
  refresh(): Promise<void>;
  /** Every epoch ever committed, void ones included, by record hash. */
  readonly committed: ReadonlyMap<Hex, CommittedEpoch>;
  /** Final epochs of a gateway, in order. */
  finals(gateway: number): readonly CommittedEpoch[];
  /** Convictions so far. */
  readonly convictions: readonly Conviction[];
  /** Challenges that got no answer yet and were not closed. */
  openChallenges(): readonly OpenChallenge[];
  /** Transaction that answered a challenge. */
  answerOf(recordHash: Hex, node: Hex): Hex | undefined;
};

const place = (recordHash: Hex, node: Hex) => `${recordHash}/${node}`;

export function openRailLog(session: RailSession): RailLog {
  const committed = new Map<Hex, CommittedEpoch>();
  const finals: CommittedEpoch[] = [];
  const convictions: Conviction[] = [];
  const challenges = new Map<string, OpenChallenge>();
  const answers = new Map<string, Hex>();

  const apply = (logs: readonly Log[]): void => {
    for (const { args } of parseEventLogs({ abi: epochLedgerAbi, eventName: "EpochCommitted", logs: [...logs] }))
      committed.set(args.recordHash, { ...decodeRecord(args.record), bytes: args.record, key: args.key });
    for (const { args } of parseEventLogs({ abi: epochLedgerAbi, eventName: "EpochVoided", logs: [...logs] }))
      if (args.lie !== Lie.None) convictions.push(args);
    for (const { args } of parseEventLogs({ abi: epochLedgerAbi, eventName: "EpochFinalised", logs: [...logs] }))
      finals.push(committed.get(args.recordHash)!);
    for (const log of parseEventLogs({ abi: chunkProofsAbi, logs: [...logs] })) {
      if (log.eventName === "DataChallenged") {
        const { recordHash, node, challenger, deadline, level } = log.args;
        challenges.set(place(recordHash, node), { recordHash, node, challenger, deadline: Number(deadline), level });
      } else if (log.eventName === "ChallengeAnswered") {
        challenges.delete(place(log.args.recordHash, log.args.node));
        answers.set(place(log.args.recordHash, log.args.node), log.transactionHash);
      } else if (log.eventName === "ChallengeClosed") challenges.delete(place(log.args.recordHash, log.args.node));
    }
  };

  return {
    committed,
    convictions,
    finals: (gateway) => finals.filter(({ gatewayId }) => gatewayId === gateway),
    openChallenges: () => [...challenges.values()],
    answerOf: (recordHash, node) => answers.get(place(recordHash, node)),
    refresh: followLogs(session, {
      contracts: ["EpochLedger", "ChunkProofs"],
      apply,
      forget() {
        for (const map of [committed, challenges, answers]) map.clear();
        finals.length = 0;
        convictions.length = 0;
      },
    }),
  };
}
