import { attributionCourtAbi } from "@openledger/sdk/abis";
import { parseEventLogs, type Hex, type Log } from "viem";

import { followLogs } from "../epoch-rail/follow-logs.ts";
import type { RailSession } from "../epoch-rail/session.ts";

export type CourtChallenge = {
  /** Of the offence that it is about. */
  readonly id: Hex;
  readonly gateway: number;
  readonly receiptId: Hex;
  readonly challenger: Hex;
  /** Unix seconds. */
  readonly deadline: number;
};

export type ProvenLie = { readonly id: Hex; readonly harmed: number; readonly prover: Hex };

/** What the court emitted, kept up to date. */
export type CourtLog = {
  /** Reads new blocks; from the start again if the chain was reorganised. */
  refresh(): Promise<void>;
  /** Challenges without an answer that nobody ended. */
  openChallenges(): readonly CourtChallenge[];
  /** Whether a challenge was ever opened. */
  challengeOf(id: Hex): CourtChallenge | undefined;
  /** Transaction that answered a challenge. */
  answerOf(id: Hex): Hex | undefined;
  lies(): readonly ProvenLie[];
};

export function openCourtLog(session: RailSession): CourtLog {
  const challenges = new Map<Hex, CourtChallenge>();
  const open = new Set<Hex>();
  const answers = new Map<Hex, Hex>();
  const lies: ProvenLie[] = [];
  const apply = (logs: readonly Log[]): void => {
    for (const { eventName, args, transactionHash } of parseEventLogs({ abi: attributionCourtAbi, logs: [...logs] })) {
      if (eventName === "ChallengeOpened") {
        challenges.set(args.id, args);
        open.add(args.id);
      } else if (eventName === "ChallengeAnswered") {
        open.delete(args.id);
        answers.set(args.id, transactionHash);
      } else if (eventName === "ChallengeEnded") open.delete(args.id);
      else if (eventName === "LieProven") lies.push(args);
    }
  };
  return {
    openChallenges: () => [...open].map((id) => challenges.get(id)!),
    challengeOf: (id) => challenges.get(id),
    answerOf: (id) => answers.get(id),
    lies: () => lies,
    refresh: followLogs(session, {
      contracts: ["AttributionCourt"],
      apply,
      forget() {
        for (const kept of [challenges, open, answers]) kept.clear();
        lies.length = 0;
      },
    }),
  };
}
