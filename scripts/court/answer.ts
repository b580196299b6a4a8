import { decodeReceipt, manifestId, NoSpanProofError, proveSpan } from "@openledger/sdk";

import { methodOf } from "../../gateway/src/attribution/methods.ts";
import { Refusal } from "../epoch-rail/refusal.ts";
import { standingsOf } from "../epoch-rail/standings.ts";
import type { Call } from "../epoch-rail/session.ts";
import type { CourtContext } from "./context.ts";
import type { CourtChallenge } from "./court-log.ts";
import { claimOf, evidenceOffence, openingOf, packedRecords, readEvidence, recordOffence } from "./evidence.ts";
import { publishIndex } from "./publish.ts";
import { SnapshotError } from "./snapshot-index.ts";
import type { ReceiptSource } from "./source.ts";

/** Why there is no answer. */
class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** The call that answers a challenge. @throws NoAnswer, SnapshotError or NoSpanProofError if there is none. */
async function answerTo(context: CourtContext, source: ReceiptSource, { id, gateway, receiptId }: CourtChallenge): Promise<Call> {
  const served = await source.receipt(receiptId);
  if (served === undefined) throw new NoAnswer(`${source.place} does not have the receipt: restore its journal`);
  const { file } = served;
  const evidence = readEvidence(served.evidence, decodeReceipt(file.packed));
  if (id === evidenceOffence(receiptId))
    return {
      contract: "EvidenceProofs",
      functionName: "answerEvidence",
      args: [openingOf(file), evidence.context, packedRecords(evidence)],
    };
  const place = evidence.records.findIndex((record) => recordOffence(receiptId, record) === id);
  if (place === -1) throw new NoAnswer("the receipt has no record that it asks about");
  const method = evidence.context.methodId;
  if (methodOf(method) === undefined) throw new NoAnswer(`the receipt is of method ${method}: answer with the version that served it`);
  if (evidence.output === undefined) throw new NoAnswer(`${source.place} does not show the output's words: give the operator's token`);
  const known = await context.indexOf(evidence.snapshots);
  const published = await publishIndex(context, { gateway, method }, known);
  if (manifestId(published) !== manifestId(known.index.manifest))
    throw new NoAnswer(`the gateway has published the index ${manifestId(published)}, its texts give ${manifestId(known.index.manifest)}`);
  const standingOf = await standingsOf(
    context.session,
    known.index.arrays.items.map(({ contributionId }) => contributionId),
  );
  const subject = { index: known.index, output: evidence.output, record: evidence.records[place]! };
  const proof = proveSpan(subject, (contributionId) => standingOf(contributionId) === 1);
  return { contract: "SpanChallenges", functionName: "answerSpan", args: [claimOf(file, evidence, place), proof] };
}

const hoursLeft = (deadline: number, now: bigint): string => ((deadline - Number(now)) / 3_600).toFixed(1);

/** Answers every challenge of the gateway that can be answered truly; the challenger's bond is then the gateway's. */
export async function answerStep(context: CourtContext, source: ReceiptSource, gateway: number): Promise<void> {
  await context.log.refresh();
  for (const challenge of context.log.openChallenges()) {
    if (challenge.gateway !== gateway) continue;
    const { id, receiptId, deadline } = challenge;
    const { timestamp: now } = await context.session.client.getBlock({ blockTag: "latest" });
    if (now > BigInt(deadline)) {
      context.report({ kind: "warns", receipt: receiptId, says: `challenge ${id} was not answered in time: the penalty is lost` });
      continue;
    }
    try {
      const call = await answerTo(context, source, challenge);
      const transaction = await context.send(call);
      const says = `answered challenge ${id}, ${hoursLeft(deadline, now)} hours before its end: the bond is the gateway's`;
      context.report({ kind: "did", receipt: receiptId, says, transaction });
    } catch (error) {
      if (!(error instanceof NoAnswer || error instanceof SnapshotError || error instanceof NoSpanProofError || error instanceof Refusal))
        throw error;
      // Anybody may answer: somebody was faster.
      if (error instanceof Refusal && error.errorName === "AttributionCourt_NotChallenged") continue;
      const says = `challenge ${id} has no answer, ${hoursLeft(deadline, now)} hours are left: ${error.message.split("\n")[0]}`;
      context.report({ kind: "warns", receipt: receiptId, says });
    }
  }
  await context.log.refresh();
}
