import { decodeRecord, Lie, type EpochRecord, type TreePlace } from "@openledger/sdk";
import { chunkProofsAbi, epochLedgerAbi, treeProofsAbi } from "@openledger/sdk/abis";
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

/** A question for what is inside a tree that an epoch commits to; its bond is not paid out yet. */
export type TreeQuestion = {
  readonly recordHash: Hex;
  readonly question: Hex;
  readonly challenger: Hex;
  /** Running seconds since commit. */
  readonly deadline: number;
  /** Of `ITreeProofs.Tree`. */
  readonly tree: number;
  readonly root: Hex;
  readonly place: TreePlace;
  /** Who answered; undefined if nobody did. */
  readonly answerer: Hex | undefined;
};

export type Conviction = {
  readonly gateway: number;
  readonly epoch: number;
  readonly recordHash: Hex;
  readonly prover: Hex;
  /** nano-OPEN that the award takes from the bond. */
  readonly penalty: bigint;
  /** Account, or 0. */
  readonly harmed: number;
};

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
  /** Questions about trees whose bond is not paid out yet. */
  treeQuestions(): readonly TreeQuestion[];
  /** The nodes that answered a question about a tree, of whatever epoch. */
  readonly nodesShown: (question: Hex) => readonly Hex[] | undefined;
};

const place = (recordHash: Hex, node: Hex) => `${recordHash}/${node}`;

export function openRailLog(session: RailSession): RailLog {
  const committed = new Map<Hex, CommittedEpoch>();
  const finals: CommittedEpoch[] = [];
  const convictions: Conviction[] = [];
  const challenges = new Map<string, OpenChallenge>();
  const answers = new Map<string, Hex>();
  const questions = new Map<string, TreeQuestion>();
  const shown = new Map<Hex, readonly Hex[]>();

  const applyEpochs = (logs: readonly Log[]): void => {
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

  const applyTrees = (logs: readonly Log[]): void => {
    for (const log of parseEventLogs({ abi: treeProofsAbi, logs: [...logs] })) {
      if (log.eventName === "TreeChallenged") {
        const { recordHash, question, challenger, deadline, tree, root, place: at } = log.args;
        const asked = { recordHash, question, challenger, deadline: Number(deadline), tree, root };
        questions.set(place(recordHash, question), { ...asked, place: { ...at, path: [...at.path] }, answerer: undefined });
      } else if (log.eventName === "TreeAnswered") {
        const key = place(log.args.recordHash, log.args.question);
        questions.set(key, { ...questions.get(key)!, answerer: log.args.actor });
        shown.set(log.args.question, log.args.nodes);
      } else if (log.eventName === "TreeChallengeClosed") questions.delete(place(log.args.recordHash, log.args.question));
    }
  };

  return {
    committed,
    convictions,
    finals: (gateway) => finals.filter(({ gatewayId }) => gatewayId === gateway),
    openChallenges: () => [...challenges.values()],
    answerOf: (recordHash, node) => answers.get(place(recordHash, node)),
    treeQuestions: () => [...questions.values()],
    nodesShown: (question) => shown.get(question),
    refresh: followLogs(session, {
      contracts: ["EpochLedger", "ChunkProofs", "TreeProofs"],
      apply(logs) {
        applyEpochs(logs);
        applyTrees(logs);
      },
      forget() {
        for (const map of [committed, challenges, answers, questions, shown]) map.clear();
        finals.length = 0;
        convictions.length = 0;
      },
    }),
  };
}
