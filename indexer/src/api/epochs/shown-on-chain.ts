import { chunkProofsAbi } from "@openledger/sdk/abis";
import { and, eq, isNotNull } from "ponder";
import { concatBytes, decodeFunctionData, hexToBytes, type Hex, type PublicClient } from "viem";

import { dataChallenge } from "../../../ponder.schema.ts";
import type { Database } from "../database.ts";
import type { ReadObject } from "./fetch-object.ts";

/** A node of an epoch's tree: its hash, and what its body commits to. */
export interface EpochPart {
  readonly epochId: Hex;
  readonly endpoint: string;
  readonly kind: "chunks" | "children";
  readonly key: Hex;
  readonly node: Hex;
}

/** Reads a part of an epoch, unchecked, from wherever it is shown; or why there is none. */
export type ReadPart = (part: EpochPart) => ReturnType<ReadObject>;

/** What a call to the court of withheld data shows; null if it shows nothing of this kind. */
const shownBy = (kind: EpochPart["kind"], data: Hex): Uint8Array | null => {
  try {
    const { functionName, args } = decodeFunctionData({ abi: chunkProofsAbi, data });
    if (kind === "chunks") return functionName === "answerWithChunk" ? hexToBytes(args[2]) : null;
    return functionName === "answerWithChildren" ? concatBytes(args[2].map((node) => hexToBytes(node))) : null;
  } catch {
    // A contract between may have been called with anything.
    return null;
  }
};

/**
 * Asks the gateway for a part of an epoch, and, where it does not show it, the transaction that answered a challenge of the node: what was shown once on
 * chain stays public. An answer that went through another contract is not found.
 */
export const partReader =
  (db: Database, readObject: ReadObject, client: Pick<PublicClient, "getTransaction"> | undefined): ReadPart =>
  async ({ epochId, endpoint, kind, key, node }) => {
    const served = await readObject(endpoint, kind, key);
    if (!("problem" in served) || client === undefined) return served;
    const [answer] = await db
      .select({ hash: dataChallenge.answeredIn })
      .from(dataChallenge)
      .where(and(eq(dataChallenge.id, `${epochId}-${node}`), isNotNull(dataChallenge.answeredIn)))
      .limit(1);
    if (answer == null) return served;
    const transaction = await client.getTransaction({ hash: answer.hash! }).catch(() => null);
    return (transaction && shownBy(kind, transaction.input)) ?? served;
  };
