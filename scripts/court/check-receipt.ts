import {
  areLegsTrue,
  decodeReceipt,
  encodeLegs,
  legsRoot,
  manifestId,
  receiptId,
  refuteRecord,
  type Leg,
  type MethodRules,
} from "@openledger/sdk";
import type { Hex } from "viem";

import { methodOf } from "../../gateway/src/attribution/methods.ts";
import { isMalformedSpan, neighboursOf, type SpanRefutation } from "../../sdk/src/attribution/refute-span.ts";
import { isSuccessor } from "../../sdk/src/attribution/span-subject.ts";
import { isSignedByGateway } from "../epoch-rail/signed-receipt.ts";
import { standingsOf } from "../epoch-rail/standings.ts";
import { answeredEvidence } from "./answered-evidence.ts";
import type { CourtContext } from "./context.ts";
import {
  claimOf,
  evidenceOffence,
  legsOffence,
  openingOf,
  packedRecords,
  readEvidence,
  recordOffence,
  type KnownEvidence,
} from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { isRegistered, manifestOf } from "./publish.ts";
import { lieInWords, refutationCall } from "./refutation-call.ts";
import { SnapshotError, type KnownIndex } from "./snapshot-index.ts";
import type { ServedReceipt } from "./source.ts";

/** A receipt that was looked at. */
export type Checked = { readonly id: Hex; readonly findings: readonly Finding[] };

/**
 * Looks for every lie about a receipt's attribution that the court can be shown, from the snapshots' texts and the chain.
 * @throws Error if it is no receipt of its gateway: then nobody answers for it.
 */
export async function checkReceipt(context: CourtContext, { file, evidence: json }: ServedReceipt): Promise<Checked> {
  const { session } = context;
  const receipt = decodeReceipt(file.packed);
  const id = receiptId(receipt);
  const { isSigned, isKeyValid } = await isSignedByGateway(session, file);
  if (!isSigned || !isKeyValid)
    throw new Error(isSigned ? "its key was not valid when it was served" : "its signature is not its signer's");

  const withheld = (why: string): Checked => {
    const challenge = { contract: "EvidenceProofs", functionName: "challengeEvidence", args: [openingOf(file)] } as const;
    return { id, findings: [{ kind: "missing", says: why, challenge, offence: evidenceOffence(id) }] };
  };
  const shown = (): KnownEvidence | string => {
    if (json === undefined) return "the gateway shows no evidence of it";
    try {
      return readEvidence(json, receipt);
    } catch (error) {
      return (error as Error).message;
    }
  };
  let evidence = shown();
  if (typeof evidence === "string") {
    const answer = context.log.answerOf(evidenceOffence(id));
    const answered = answer && (await answeredEvidence(session, answer, receipt));
    if (!answered) return withheld(evidence);
    evidence = answered;
  }
  const method = evidence.context.methodId;
  if (methodOf(method) === undefined || !(await isRegistered(context, method)))
    return { id, findings: [{ kind: "unseen", says: `its method ${method} is not one that this program and the court both know` }] };

  const rules = await session.read<MethodRules>("AttributionCourt", "rulesOf", [method]);
  const findings = [
    ...checkLegs({ file, evidence: json }, evidence, rules),
    ...(await checkRecords(context, { file, evidence: json }, evidence, rules)),
  ];
  return { id, findings };
}

function checkLegs({ file }: ServedReceipt, evidence: KnownEvidence, rules: MethodRules): readonly Finding[] {
  const receipt = decodeReceipt(file.packed);
  const legs: readonly Leg[] = file.legs.map((leg) => ({ ...leg, contributionId: BigInt(leg.contributionId) }));
  if (legs.length !== receipt.legCount || legsRoot(legs) !== receipt.legsRoot)
    return [{ kind: "missing", says: "the legs that are shown are not those that it commits to" }];
  if (areLegsTrue({ legs, records: evidence.records, weightTotal: receipt.weightTotal }, rules)) return [];
  const args = [openingOf(file), evidence.context, packedRecords(evidence), encodeLegs(legs)];
  const proof = { contract: "EvidenceProofs", functionName: "refuteLegs", args } as const;
  return [{ kind: "lie", says: "its legs are not what its evidence gives", proof, offence: legsOffence(receiptId(receipt)) }];
}

/** Records that an answer on chain showed: without words and snapshots, they can only break rules. */
function checkShownOnChain(file: ServedReceipt["file"], evidence: KnownEvidence, rules: MethodRules): readonly Finding[] {
  const id = receiptId(decodeReceipt(file.packed));
  const says = "its evidence was shown on chain, without the output's words and without saying which snapshots it is about";
  const malformed = evidence.records.flatMap((record, place): Finding[] =>
    record.class === "proven" && isMalformedSpan(record, rules)
      ? [
          {
            kind: "lie",
            says: `record ${place}, contribution ${record.contributionId}: ${lieInWords({ lie: "MalformedSpan" })}`,
            proof: refutationCall(claimOf(file, evidence, place), { lie: "MalformedSpan" }),
            offence: recordOffence(id, record),
          },
        ]
      : [],
  );
  return [{ kind: "unseen", says }, ...malformed];
}

async function checkRecords(
  context: CourtContext,
  { file }: ServedReceipt,
  evidence: KnownEvidence,
  rules: MethodRules,
): Promise<readonly Finding[]> {
  const receipt = decodeReceipt(file.packed);
  const id = receiptId(receipt);
  const { records, output } = evidence;
  const findings: Finding[] = [];
  const challengeOf = (place: number): Pick<Finding, "challenge" | "offence"> => ({
    ...(records[place]!.class === "proven" && {
      challenge: { contract: "SpanChallenges", functionName: "challengeSpan", args: [claimOf(file, evidence, place)] },
    }),
    offence: recordOffence(id, records[place]!),
  });
  if (evidence.snapshots.length === 0 && records.length > 0) return checkShownOnChain(file, evidence, rules);
  let known: KnownIndex;
  try {
    known = await context.indexOf(evidence.snapshots);
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    return records.length === 0 ? [] : [{ kind: "unseen", says: error.message }];
  }
  if (known.snapshotRoot !== evidence.context.snapshotRoot)
    return [{ kind: "missing", says: "the snapshots that are named are not those that it commits to" }];
  const { index } = known;
  const published = await manifestOf(context, receipt.gatewayId, evidence.context.methodId, known.snapshotRoot);
  const isOurs = published !== undefined && manifestId(published) === manifestId(index.manifest);
  if (published !== undefined && !isOurs) {
    const says = `gateway ${receipt.gatewayId} has published the index ${manifestId(published)}; the snapshots' texts give ${manifestId(index.manifest)}`;
    findings.push({ kind: "lie", says });
  }
  const standingOf = await standingsOf(
    context.session,
    index.arrays.items.map(({ contributionId }) => contributionId),
  );
  const isStanding = (contributionId: bigint): boolean => standingOf(contributionId) === 1;
  for (const [place, record] of records.entries()) {
    const shown = output === undefined ? refuteUnread(known, record, rules) : refuteRecord({ index, output, record }, rules, isStanding);
    const what = `record ${place}, contribution ${record.contributionId}`;
    if (shown !== undefined) {
      // Openings of our index are openings of the gateway's only if it has published the same.
      const isConclusive = isOurs || shown.lie === "MalformedSpan";
      findings.push({
        kind: "lie",
        says: `${what}: ${lieInWords(shown)}`,
        ...challengeOf(place),
        ...(isConclusive && { proof: refutationCall(claimOf(file, evidence, place), shown) }),
      });
    } else if (output === undefined && record.class === "proven") {
      findings.push({ kind: "unseen", says: `${what}: the output's words are not shown`, ...challengeOf(place) });
    }
  }
  return findings;
}

/** What a record shows by itself, without the output. */
function refuteUnread({ index }: KnownIndex, record: KnownEvidence["records"][number], rules: MethodRules): SpanRefutation | undefined {
  const neighbours = isSuccessor(record.contributionId) ? undefined : neighboursOf(index, record.contributionId);
  if (neighbours !== undefined) return { lie: "ForeignItem", neighbours };
  return record.class === "proven" && isMalformedSpan(record, rules) ? { lie: "MalformedSpan" } : undefined;
}
